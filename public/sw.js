// The offline copy of the app.
//
// A version is a list of files with the SHA-256 of their bytes, written in here by the build. It is
// installed whole, every file compared, or not at all; it then waits until the person takes it, or
// until no tab uses the one before it. The API is none of this worker's business: live updates
// would die behind it.
"use strict";

const VERSION = /* version */ "unbuilt";
const FILES = /* precache */ [];

const PREFIX = "linli-app-";
const CACHE = PREFIX + VERSION;
const PAGE = urlOf("index.html");
const OWN_PATHS = new Set(FILES.map(([file]) => new URL(urlOf(file)).pathname));
const NOT_OURS = /^\/(api|open311|calendar|healthz|readyz|metrics)(\/|$)/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (NOT_OURS.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  // A tab of the version before asks for its own late parts, which only its cache still has.
  else if (OWN_PATHS.has(url.pathname) || url.pathname.endsWith(".wasm")) event.respondWith(file(request));
});

function urlOf(file) {
  return new URL(file, self.registration.scope).href;
}

// ---------------------------------------------------------------------- a version, whole or not at all

async function install() {
  try {
    await fill(await caches.open(CACHE));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// Four files at a time: the person may be using the app meanwhile.
async function fill(cache) {
  const left = [...FILES];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) await put(cache, ...next);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

async function put(cache, file, revision) {
  const url = urlOf(file);
  const response = (await held(url, revision))
    || (await fetched(url, revision, "no-cache"))
    || (await fetched(url, revision, "reload"));
  if (!response) throw new Error(`${file} is not the one of version ${VERSION}`);
  await cache.put(url, response);
}

// The same bytes from a version that is already here.
async function held(url, revision) {
  for (const name of await names()) {
    const found = await (await caches.open(name)).match(url);
    const same = found && (await verified(found, revision));
    if (same) return same;
  }
  return null;
}

async function fetched(url, revision, cache) {
  const response = await fetch(url, { cache, credentials: "same-origin" });
  if (response.ok) return verified(response, revision);
  // A body that nobody reads keeps its connection, and a browser has six: the next page would wait for one.
  await response.body?.cancel();
  return null;
}

// A response of its own, with the bytes that were compared and the headers that still hold.
async function verified(response, revision) {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== revision) return null;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  return new Response(bytes, { headers });
}

// The version before this one stays for tabs that still run it.
async function activate() {
  const others = (await names()).filter((name) => name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

// ---------------------------------------------------------------------- answering

// Every route of the app is the same page. A copy with holes is not started from while there is a
// network: its page would name files that nobody has. Without one, any version that is whole will
// do, and the copy with holes is the last resort.
async function page(request) {
  const cache = await caches.open(CACHE);
  if (await isWhole(cache)) return cache.match(PAGE);
  mend(cache);
  try {
    return await fetch(request);
  } catch (error) {
    for (const name of await names()) {
      const other = await caches.open(name);
      if (await isWhole(other)) return other.match(PAGE);
    }
    const copy = await cache.match(PAGE);
    if (copy) return copy;
    throw error;
  }
}

async function isWhole(cache) {
  return (await cache.keys()).length >= FILES.length && Boolean(await cache.match(PAGE));
}

// Fetches what is missing. What is not deployed any more cannot be had: then this version makes way
// for one that waits, or that is there to be fetched.
async function mend(cache) {
  try {
    await fill(cache);
  } catch {
    const { waiting } = self.registration;
    if (waiting) waiting.postMessage({ type: "skip-waiting" });
    else await self.registration.update().catch(() => {});
  }
}

async function file(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.url, { ignoreSearch: true }))
    || (await caches.match(request.url, { ignoreSearch: true }))
    || fetch(request);
}
