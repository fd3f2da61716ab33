/** The parts of an archive by their names: gzip of the length of a list in four bytes, that list as JSON, and the parts' bytes. */
const unpack = async (bytes) => {
  // Not a Blob's stream: of a page that is opened from a disk, WebKit's workers wait for that for ever.
  const packed = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const stream = packed.pipeThrough(new DecompressionStream("gzip"));
  const all = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(all.buffer).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
  let at = 4 + length;
  return new Map(list.map(([name, size]) => [name, all.subarray(at, (at += size))]));
};
