// Builds what the desk's pages run into src/panj/desk/static, with a manifest of versions and SHA-256 sums:
//   make web
// Another folder, from here, may be named as the argument.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const out = new URL(`${process.argv[2] ?? "../src/panj/desk/static"}/`, here);
const libraries = ["htmx.org", "maplibre-gl", "uplot"];
const module = (name) => new URL(`node_modules/${name}`, here);

/** The licence of a package: its file, else that part of its README. */
async function licence(name) {
  const names = await readdir(module(name));
  const file = names.find((one) => /^licen[cs]e/i.test(one));
  if (file) return readFile(new URL(`node_modules/${name}/${file}`, here), "utf8");
  const readme = names.find((one) => /^readme/i.test(one));
  const words = readme && (await readFile(new URL(`node_modules/${name}/${readme}`, here), "utf8"));
  const part = words && /^#+ Licen[cs]e[^\n]*\n([^]*)$/im.exec(words);
  if (!part) throw new Error(`${name} tells no licence`);
  return part[1];
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here.pathname.replace(/\/$/, ""),
  entryPoints: ["src/desk.js", "src/map.js", "src/chart.js", "src/desk.css", "src/map.css"],
  outdir: out.pathname,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome123", "firefox120", "safari17.5"],
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
});
await copyFile(module("maplibre-gl/dist/maplibre-gl-worker.mjs"), new URL("map-worker.js", out));
await copyFile(new URL("src/icon.svg", here), new URL("icon.svg", out));

// Everything that the bundles hold: the libraries and what they rest on, types left out.
const about = [];
const versions = {};
const waiting = [...libraries];
const told = new Set();
while (waiting.length) {
  const name = waiting.shift();
  if (told.has(name) || name.startsWith("@types/")) continue;
  told.add(name);
  const known = JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, here), "utf8"));
  waiting.push(...Object.keys(known.dependencies ?? {}).sort());
  const words = await licence(name);
  versions[name] = { version: known.version, license: known.license };
  about.push(`${name} ${known.version} (${known.license})\n\n${words.trim()}\n`);
}
await writeFile(new URL("THIRD-PARTY.txt", out), about.join(`\n${"-".repeat(80)}\n\n`));

const tool = JSON.parse(await readFile(module("esbuild/package.json"), "utf8"));
const files = {};
for (const name of (await readdir(out)).sort()) {
  const bytes = await readFile(new URL(name, out));
  files[name] = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
const manifest = { built_with: { esbuild: tool.version }, libraries: versions, files };
await writeFile(new URL("manifest.json", out), `${JSON.stringify(manifest, null, 2)}\n`);
for (const [name, { bytes }] of Object.entries(files)) console.log(`${name} ${bytes.toLocaleString("en")} bytes`);
