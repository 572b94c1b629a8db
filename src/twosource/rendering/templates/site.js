/* The reader's own; improves, and is never needed: keys, what was read, what is kept on this device. */
(function () {
  "use strict";
  const KEEP = "kept-1", READ = "read", MOST_READ = 2000;
  const meta = (name) => { const found = document.querySelector('meta[name="' + name + '"]'); return found ? found.content : ""; };
  const remembered = () => { try { return JSON.parse(localStorage.getItem(READ)) || []; } catch (_) { return []; } };
  const remember = (ids) => { try { localStorage.setItem(READ, JSON.stringify(ids.slice(-MOST_READ))); } catch (_) { /* no room: it is not remembered */ } };

  /* what was read */
  function show() {
    const read = new Set(remembered());
    document.querySelectorAll("[data-story]").forEach((el) => el.classList.toggle("read", read.has(el.dataset.story)));
  }
  function tell(story, mark, on) {
    const token = meta("csrf");
    if (!token) { return; }
    fetch("/stories/" + step(story) + "/marks", { method: "POST", keepalive: true, headers: { "X-CSRF-Token": token }, body: new URLSearchParams({ mark: mark, on: on ? "1" : "" }) }).catch(() => {});
  }
  function step(key) {
    return Array.from(new TextEncoder().encode(key), (byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9_.-]/.test(letter) ? letter : "~" + byte.toString(16).toUpperCase().padStart(2, "0");
    }).join("").replace(/^\.+$/, (dots) => "~2E".repeat(dots.length));
  }
  function mark(story, on) {
    const ids = remembered().filter((id) => id !== story);
    remember(on ? ids.concat(story) : ids);
    tell(story, "read", on);
    show();
    document.dispatchEvent(new Event("marked"));
  }
  /* what a key or a button just did, in words, for eyes and for screen readers */
  const told = document.getElementById("just-done");
  let telling = 0;
  function say(what) {
    if (!told) { return; }
    clearTimeout(telling);
    told.textContent = told.dataset[what];
    telling = setTimeout(() => { told.textContent = ""; }, 4000);
  }
  remember(Array.from(new Set(remembered().concat(JSON.parse(meta("read") || "[]")))));
  const here = document.querySelector("article.story[data-story]");
  if (here && !remembered().includes(here.dataset.story)) { mark(here.dataset.story, true); } else { show(); }

  /* what is kept on this device */
  const button = document.querySelector("[data-save]");
  async function toggle(address, title) {
    const cache = await caches.open(KEEP);
    const kept = await cache.match(address);
    if (kept) { await cache.delete(address); } else { await cache.add(address); }
    names(address, kept ? null : title);
    return !kept;
  }
  function names(address, title) {
    let all = {};
    try { all = JSON.parse(localStorage.getItem("kept")) || {}; } catch (_) { /* begin anew */ }
    if (title === null) { delete all[address]; } else if (title) { all[address] = title; }
    try { localStorage.setItem("kept", JSON.stringify(all)); } catch (_) { /* shown by its address */ }
    return all;
  }
  async function label() {
    const kept = await (await caches.open(KEEP)).match(button.dataset.save);
    button.dataset.name = button.dataset.name || button.textContent;
    button.textContent = kept ? button.dataset.saved : button.dataset.name;
    button.setAttribute("aria-pressed", kept ? "true" : "false");
    button.hidden = false;
  }
  async function save() {
    const at = document.activeElement.closest("[data-story]"), link = at && at !== here && at.querySelector('a[href^="/stories/"]');
    if (!button && !link) { return; }
    if (!window.caches) { say("never"); return; }
    const address = link ? link.getAttribute("href") : button.dataset.save;
    try {
      const on = await toggle(address, (link || document.querySelector("h1")).textContent.trim());
      tell((link ? at : here).dataset.story, "starred", on);
      say(on ? "saved" : "unsaved");
    } catch (_) { say("failed"); }
    if (button) { label(); }
  }
  function unread() {
    const on = !remembered().includes(here.dataset.story);
    mark(here.dataset.story, on);
    say(on ? "read" : "unread");
  }
  async function list() {
    const place = document.getElementById("saved");
    const all = names(), ol = place.querySelector("ol");
    for (const request of await (await caches.open(KEEP)).keys()) {
      const path = new URL(request.url).pathname, item = document.createElement("li"), link = document.createElement("a");
      if (!/^\/(stories|briefs)\//.test(path)) { continue; }
      link.href = path; link.className = "theirs go"; link.dir = "auto"; link.textContent = all[path] || path;
      item.dataset.step = ""; item.append(link); ol.append(item);
    }
    if (!ol.children.length) { const none = document.createElement("p"); none.className = "ours"; none.textContent = place.dataset.none; place.append(none); }
    place.hidden = false;
  }
  const reading = document.querySelector("[data-mark]");
  if (reading && here) {
    const name = () => { reading.textContent = remembered().includes(here.dataset.story) ? reading.dataset.unread : reading.dataset.read; };
    reading.addEventListener("click", unread);
    document.addEventListener("marked", name);
    name();
    reading.hidden = false;
  }
  if (window.caches && button) { button.addEventListener("click", save); label(); }
  if (window.caches && document.getElementById("saved")) { list(); }
  if (window.caches && /^\/briefs\/./.test(location.pathname)) { names(location.pathname, document.title.replace(/ · [^·]*$/, "")); }
  if ("serviceWorker" in navigator && location.protocol !== "file:") { navigator.serviceWorker.register("/sw.js").catch(() => {}); }

  /* keys */
  const PAGES = { f: "/", b: "/briefs", s: "/saved", h: "/feeds" };
  let after = "", timer = 0;
  const chosen = () => document.activeElement && document.activeElement.closest("[data-step]");
  const story = () => { const at = document.activeElement.closest("[data-story]") || here; return at && at.dataset.story; };
  const within = (selector) => (chosen() || document).querySelector(selector);
  const DO = {
    o: () => { const link = chosen() && within("h2 a, h3 a, h4 a, a.theirs, a"); if (link) { link.click(); } },
    v: () => { const link = within("[data-outside]"); if (link) { window.open(link.href, "_blank", "noopener,noreferrer"); } else { say("nowhere"); } },
    m: () => { if (story()) { const on = !remembered().includes(story()); mark(story(), on); say(on ? "read" : "unread"); } },
    s: save,
    "/": () => { document.getElementById("q").focus(); },
    "?": () => { location.href = "/keys"; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (event.target.closest("input, textarea, select, [contenteditable], audio, video")) { return; }
    const key = event.key;
    clearTimeout(timer);
    if (after === "g" && PAGES[key]) { location.href = PAGES[key]; } else if (after !== "g" && DO[key]) { event.preventDefault(); DO[key](); }
    after = key === "g" ? "g" : "";
    timer = setTimeout(() => { after = ""; }, 1500);
  });
})();
