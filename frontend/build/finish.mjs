/**
 * After Vite: put the LiveKit SDK beside our own files, axe where tests load it from, and a compressed twin beside
 * every text file.
 */
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const frontend = fileURLToPath(new URL("..", import.meta.url));
const target = join(frontend, "../src/returnflow/web/static");
const packages = join(frontend, "node_modules");
const TEXT = new Set([".js", ".css", ".svg", ".json"]);
const WORTH_IT = 1024; // bytes; below, the header costs more than is saved

function withoutMap(from, to) {
  const code = readFileSync(join(packages, from), "utf8");
  writeFileSync(join(target, to), code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function compress(path) {
  const plain = readFileSync(path);
  if (!TEXT.has(extname(path)) || plain.length < WORTH_IT) return;
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

withoutMap("livekit-client/dist/livekit-client.umd.js", "livekit-client.js");
copyFileSync(join(packages, "axe-core/axe.min.js"), join(target, "axe.min.js"));
files(target).forEach(compress);
console.log(`${files(target).length} files in static/`);
