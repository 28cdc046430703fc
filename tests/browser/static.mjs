// Static hosting, as a test wants it: the folder can be exchanged (a new version is deployed, or an
// old one comes back), single files can be spoilt, and what was asked for is remembered.

import { createHash } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { dist } from "./launch.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:";

/// Serves `folder` (the built app unless told otherwise) on a port of its own.
export async function serveStatic(folder = dist) {
  const site = { folder, asked: [], spoilt: new Map() };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    site.asked.push(path);
    const answer = (status, type, body) => {
      response.writeHead(status, {
        "content-type": type,
        "cache-control": "no-cache",
        "content-security-policy": POLICY,
      });
      response.end(body);
    };
    const wanted = path === "/" ? "/index.html" : normalize(path);
    if (site.spoilt.has(wanted)) {
      answer(200, TYPES[extname(wanted)] ?? "text/plain", site.spoilt.get(wanted));
      return;
    }
    try {
      answer(200, TYPES[extname(wanted)] ?? "text/plain", await readFile(join(site.folder, wanted)));
    } catch {
      if (extname(wanted) || path.startsWith("/api")) answer(404, "text/plain", "");
      else answer(200, TYPES[".html"], await readFile(join(site.folder, "index.html")));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  site.url = `http://127.0.0.1:${server.address().port}`;
  site.stop = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return site;
}

/// A version of its own below `folders`: the built app, saying `name` in its page, with a precache
/// list that fits. Returns its folder.
export async function makeVersion(folders, name) {
  const folder = join(folders, name);
  await cp(dist, folder, { recursive: true });
  const index = join(folder, "index.html");
  const text = await readFile(index, "utf8");
  await writeFile(index, text.replace("<html ", `<html data-version="${name}" `));
  const worker = join(folder, "sw.js");
  const digest = createHash("sha256").update(await readFile(index)).digest("hex");
  const list = (await readFile(worker, "utf8"))
    .replace(/\["index\.html","[0-9a-f]+"\]/, `["index.html","${digest}"]`)
    .replace(/VERSION = "[0-9a-f]+"/, `VERSION = "${name}"`);
  await writeFile(worker, list);
  return folder;
}
