// Keeps the page for when there is no network. The files of one build stay together: a newer build is fetched beside them, and
// takes their place when the user says so, or when no page is open any more.
"use strict";

const CACHE = "kbmatch-{{build}}";

// What was asked for, of all builds: the names of these files change with what they hold, and most stay from build to build.
const KEPT = "kbmatch-kept";

// What the page needs before it can match, and what it needs later.
const FIRST = {{first}};
const LATER = {{later}};

const entry = new URL("{{entry}}", location.href).href;

/** Puts files into this build's cache. A file of an older build that has the same name has the same content. */
const keep = async (names) => {
  const cache = await caches.open(CACHE);
  for (const name of names) {
    if (await cache.match(name)) continue;
    const known = name === "{{entry}}" ? undefined : await caches.match(name);
    const response = known ?? (await fetch(name, name === "{{entry}}" ? { cache: "no-cache" } : {}));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    await cache.put(name, response);
  }
};

/** Of each file that may be kept once it was asked for, the first eight digits of its hash, as a number: "{{named}}" has them. */
const named = async () => {
  const response = await fetch("{{named}}", { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`{{named}}: ${response.status}`);
  const numbers = new DataView(await response.arrayBuffer());
  return new Set(Array.from({ length: numbers.byteLength / 4 }, (_, at) => numbers.getUint32(4 * at)));
};

/** The hash stands at the end of a name, behind a dash if there is one. */
const hashIn = (name) => parseInt(name.match(/([0-9a-f]{8})[0-9a-f]*\.\w+$/)?.[1], 16);

/** Lets go of what was kept for older builds, and this one has no more. */
const dropUnnamed = async () => {
  const home = self.registration.scope;
  const kept = await caches.open(KEPT);
  const isOurs = ({ url }) => url.startsWith(home) && !url.slice(home.length).includes("/");
  const ours = (await kept.keys()).filter(isOurs);
  if (ours.length === 0) return;
  const stay = await named();
  const gone = ours.filter(({ url }) => !stay.has(hashIn(url)));
  await Promise.all(gone.map((request) => kept.delete(request)));
};

const dropOthers = async () => {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("kbmatch-") && name !== CACHE && name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
  const isNewer = others.length > 0 && names.includes(KEPT);
  if (isNewer) await dropUnnamed().catch(() => {}); // a newer build tries again
};

self.addEventListener("install", (event) => event.waitUntil(keep(FIRST)));

self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));

self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

// Its own event, so that the browser lets it end; a page sends it when it has nothing else to do.
self.addEventListener("message", (event) => {
  if (event.data === "keep the rest") event.waitUntil(keep(LATER).catch(() => {})); // tried again at the next visit
});

/** A page of the site that is not kept is read in the page itself, which keeps the articles. */
const instead = (address) => {
  const [, article] = new URL(address).pathname.match(/\/articles\/([a-z0-9-]+)\.html$/) ?? [];
  return Response.redirect(`${entry}#/${article ?? "articles"}`);
};

/** What is kept once it was asked for: of large bases the prose, the engine for long documents, and codes in other languages. */
const isKeptOnce = (address) => /\.shard$|\/(fast|words)-[^/]*$/.test(address);

/** What is not kept, or not yet: pages that need no script, and what is kept once it was asked for. */
const ask = async (request) => {
  if (request.mode === "navigate") return fetch(request).catch(() => instead(request.url));
  const response = await fetch(request);
  if (response.ok && isKeptOnce(request.url)) await (await caches.open(KEPT)).put(request.url, response.clone());
  return response;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const home = self.registration.scope;
  if (request.method !== "GET" || !request.url.startsWith(home)) return;
  const address = request.url.split(/[?#]/)[0];
  const wanted = address === home ? entry : address;
  const answer = async () => {
    const find = (cacheName) => caches.match(wanted, { cacheName, ignoreVary: true });
    return (await find(CACHE)) ?? (await find(KEPT)) ?? ask(request);
  };
  event.respondWith(answer());
});
