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

const about = [];
const versions = {};
for (const name of libraries) {
  const known = JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, here), "utf8"));
  const files = (await readdir(module(name))).filter((file) => /^licen[cs]e/i.test(file));
  const words = await readFile(new URL(`node_modules/${name}/${files[0]}`, here), "utf8");
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
