// Lays beside each file of the site what a browser is sent of it: packed as small as brotli can, which
// takes too long to be done at each request. A file that does not become smaller has none.
//   node .ci/compress.mjs FOLDER
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const PACKED = new Set([".css", ".js", ".json", ".svg", ".wasm", ".webmanifest"]);
const folder = process.argv[2];
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !PACKED.has(extname(entry.name))) continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(file);
  const packed = brotliCompressSync(bytes);
  if (packed.length < bytes.length) writeFileSync(`${file}.br`, packed);
}
