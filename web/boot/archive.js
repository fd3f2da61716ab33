/** The parts of an archive by their names. `kbmatch_unpack` makes of it the length of a list in four bytes, that list as JSON, and the
    parts' bytes. */
const partsOf = (archive) => {
  const all = kbmatch_unpack.unpack(archive);
  const length = new DataView(all.buffer, all.byteOffset).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
  let at = 4 + length;
  return new Map(list.map(([name, size]) => [name, all.subarray(at, (at += size))]));
};
