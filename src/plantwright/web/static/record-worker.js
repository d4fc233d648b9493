// Keeps the page for phones when the network is away: asked first from the network, then from what was kept.

const KEPT = "plantwright-record-1";
const FILES = ["record.js", "outbox.js", "stations.js", "style.css", "record.css", "icon.svg"].map((name) => `/static/${name}`);

self.addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(keepOpen)));

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && (path.startsWith("/record/") || path.startsWith("/static/"))) event.respondWith(answer(event.request));
});

async function answer(request) {
  try {
    const found = await fetch(request);
    if (found.ok) (await caches.open(KEPT)).put(request, found.clone());
    return found;
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

// The page that brought this worker was loaded before it could keep it.
async function keepOpen() {
  const kept = await caches.open(KEPT);
  for (const page of await self.clients.matchAll()) await kept.add(page.url).catch(() => {});
}
