// A knowledge base as it ships: docs/pack.md. One file with everything, or a manifest, or a root, with its shards beside it.

const MAGIC = "KBMATCH\0";
/** Of the root of a large base: docs/pack.md. */
const ROOT = "KBROUTES";
const HEADER = 48;

const bytesOf = (data) => (ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data));

/**
 * The parts of a base. `source` is the bytes of a pack, or the address of a pack or of a manifest, which `load` gets the bytes
 * of. Gives a function from a part's name (`manifest`, or a shard's hash) to a promise of an `ArrayBuffer` with it alone.
 */
export const openPack = async (source, load) => {
  const isAddress = typeof source === "string" || source instanceof URL;
  const bytes = bytesOf(isAddress ? await load(source) : source);
  const text = new TextDecoder();
  const magic = text.decode(bytes.subarray(0, 8));
  if (bytes.length < HEADER || (magic !== MAGIC && magic !== ROOT)) {
    throw new Error(`${isAddress ? source : "what was given"} is no knowledge base: it is neither a pack nor the manifest of one`);
  }
  const end = magic === ROOT ? bytes.length : HEADER + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  const parts = new Map([["manifest", bytes.slice(0, end).buffer]]);
  if (bytes.length > end) {
    let at = end;
    for (const { sha256, bytes: length } of JSON.parse(text.decode(bytes.subarray(HEADER, end))).shards) {
      parts.set(sha256, bytes.slice(at, (at += length)).buffer);
    }
    return async (name) => {
      if (!parts.has(name)) throw new Error(`the pack does not hold ${name}`);
      return parts.get(name).slice(0);
    };
  }
  if (!isAddress) throw new Error("a manifest alone has no shards: give its address, or a whole pack");
  return async (name) => parts.get(name)?.slice(0) ?? load(new URL(`${name}.shard`, source));
};
