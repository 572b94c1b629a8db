/* Without a connection: stories that were saved and briefs that were opened, else the page that lists them. */
"use strict";
const KEEP = "kept-1", SHELL = "shell-1", OFFLINE = "/saved?offline", MOST_BRIEFS = 20;

async function shell() {
  const page = await fetch(OFFLINE), text = await page.clone().text(), cache = await caches.open(SHELL);
  if (!page.ok) { return; }
  await cache.put(OFFLINE, page);
  await cache.addAll(Array.from(text.matchAll(/"(\/static\/[^"]+)"/g), (found) => found[1]));
}
async function statics(request) {
  const held = await caches.match(request);
  if (held) { return held; }
  const answer = await fetch(request);
  if (answer.ok) { (await caches.open(SHELL)).put(request, answer.clone()); }
  return answer;
}
async function keep(request, answer) {
  const cache = await caches.open(KEEP);
  const path = new URL(request.url).pathname;
  const held = await cache.match(path);
  if (held || /^\/briefs\/./.test(path)) { await cache.put(path, answer); }
  const briefs = (await cache.keys()).filter((one) => /^\/briefs\//.test(new URL(one.url).pathname));
  await Promise.all(briefs.slice(0, Math.max(0, briefs.length - MOST_BRIEFS)).map((one) => cache.delete(one)));
}
async function pages(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) { event.waitUntil(keep(event.request, answer.clone())); }
    return answer;
  } catch (_) {
    const url = new URL(event.request.url);
    return (await caches.match(url.pathname)) || (await caches.match(OFFLINE)) || Response.error();
  }
}
self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(shell()); });
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((one) => one !== KEEP && one !== SHELL).map((one) => caches.delete(one)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) { return; }
  if (url.pathname.startsWith("/static/")) { event.respondWith(statics(event.request)); }
  else if (event.request.mode === "navigate") { event.respondWith(pages(event)); }
});
