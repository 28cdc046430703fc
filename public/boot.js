// Runs before the app: the person's theme and language before the first paint, a word when the app
// cannot start, and the service worker with its offer of a new version.
//
// For the app:
//   window.linliUpdate.ready        whether a new version waits
//   "linli-update-ready" (window)   said when one begins to wait
//   window.linliAcceptUpdate()      takes the new version: this tab, and no other, loads again
(() => {
  "use strict";

  const root = document.documentElement;
  const worker = document.currentScript.dataset.serviceWorker;
  const { src, dataset } = document.currentScript;
  const laterStyle = dataset.laterStyle && new URL(dataset.laterStyle, src).href;
  let started = false;

  choices();
  // Today does not wait for the style of other pages; those do not wait for Today.
  if (location.pathname !== "/") addLaterStyle();
  window.addEventListener("TrunkApplicationStarted", () => {
    started = true;
    document.getElementById("first-paint")?.remove();
    addLaterStyle();
    if (worker && "serviceWorker" in navigator) register();
  });
  window.addEventListener("error", (event) => {
    const failed = event.target;
    if (failed === window || failed.tagName === "SCRIPT") trouble();
  }, true);
  window.addEventListener("unhandledrejection", trouble);

  function addLaterStyle() {
    if (!laterStyle || document.getElementById("later-style")) return;
    const link = document.createElement("link");
    Object.assign(link, { id: "later-style", rel: "stylesheet", href: laterStyle });
    document.head.append(link);
  }

  // What this device chose earlier; storage may be closed to us.
  function choices() {
    let chosen = () => null;
    try {
      const storage = window.localStorage;
      chosen = (name) => storage.getItem("linli." + name);
    } catch { /* the browser's own settings hold */ }
    const theme = chosen("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (chosen("elder") === "on") root.dataset.elder = "on";
    const wished = [chosen("language"), ...(navigator.languages || [])];
    root.lang = wished.map(spoken).find(Boolean) || "en";
  }

  // The language of ours that a tag such as `zh-TW` asks for.
  function spoken(tag) {
    if (/^en\b/i.test(tag)) return "en";
    if (!/^(zh|yue)\b/i.test(tag)) return null;
    return /-hant\b/i.test(tag) || (/-(tw|hk|mo)\b/i.test(tag) && !/-hans\b/i.test(tag)) ? "zh-Hant" : "zh-Hans";
  }

  // ------------------------------------------------------------------ a new version

  let waiting = null;
  let accepted = false;
  window.linliUpdate = { ready: false };
  window.linliAcceptUpdate = () => {
    accepted = true;
    const next = waiting;
    const reload = () => location.reload();
    if (next?.state !== "installed") return reload();
    // Not before it is ready: a page that is asked for while the worker takes over may wait for ever. Should it, the next
    // try works.
    next.addEventListener("statechange", () => {
      if (next.state === "activated") reload();
    });
    setInterval(reload, 8000);
    next.postMessage({ type: "skip-waiting" });
  };

  function offer(next) {
    waiting = next;
    window.linliUpdate.ready = true;
    window.dispatchEvent(new CustomEvent("linli-update-ready"));
  }

  async function register() {
    const workers = navigator.serviceWorker;
    let controlled = Boolean(workers.controller);
    workers.addEventListener("controllerchange", () => {
      if (controlled && !accepted) offer(null); // another tab took the new version
      controlled = true;
    });
    try {
      const registration = await workers.register("/" + worker, { updateViaCache: "none" });
      watch(registration);
    } catch (error) {
      console.warn("no offline copy:", error);
    }
  }

  function watch(registration) {
    const settle = (next) => {
      if (next.state === "installed" && navigator.serviceWorker.controller) offer(next);
    };
    if (registration.waiting) settle(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const next = registration.installing;
      next?.addEventListener("statechange", () => settle(next));
    });
    // An installed app may stay open for days: look again when it comes to the front.
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - looked < 3_600_000) return;
      looked = Date.now();
      registration.update().catch(() => {});
    });
  }

  // ------------------------------------------------------------------ the app does not start

  const WORDS = {
    "zh-Hans": ["没有打开成功。请检查网络后重试；还是不行，请更新浏览器。已存待发的内容不会丢。", "重试"],
    "zh-Hant": ["沒有開啟成功。請檢查網路後重試；還是不行，請更新瀏覽器。已存待發的內容不會遺失。", "重試"],
    en: ["Linli could not start. Check the network and try again; if it still fails, update the browser. What is saved and not yet sent is kept.", "Try again"],
  };

  function trouble() {
    if (started) return;
    const here = document.getElementById("first-paint");
    if (!here) {
      document.addEventListener("DOMContentLoaded", trouble, { once: true });
      return;
    }
    if (here.querySelector("button")) return;
    const [sentence, again] = WORDS[root.lang] || WORDS.en;
    const words = document.createElement("div");
    words.className = "first-paint-words";
    words.setAttribute("role", "alert");
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = again;
    button.addEventListener("click", startAfresh);
    words.append(paragraph, button);
    here.append(words);
  }

  // Forgets the offline copy of the app (never what the person has entered) and loads it anew.
  async function startAfresh() {
    try {
      if (navigator.onLine) {
        const registrations = await navigator.serviceWorker.getRegistrations();
        await Promise.all(registrations.map((registration) => registration.unregister()));
        const names = (await caches.keys()).filter((name) => name.startsWith("linli-app-"));
        await Promise.all(names.map((name) => caches.delete(name)));
      }
    } finally {
      location.reload();
    }
  }
})();
