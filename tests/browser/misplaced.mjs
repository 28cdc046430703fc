// Looks at the page as it is: runs in the browser.

/// What is wider than the screen, cut off, or lies over another thing to press.
export function misplaced() {
  const wide = document.documentElement.clientWidth;
  const found = [];
  const say = (element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30);
    return `<${element.tagName.toLowerCase()} class="${element.className?.baseVal ?? element.className}"> ${words}`;
  };
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isHiddenOnPurpose = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath !== "none" || style.clip !== "auto") return true;
      if (at !== element && ["auto", "scroll"].includes(style.overflowX)) return true;
      if (at.matches(".skip-link, svg svg, dialog:not([open])")) return true;
    }
    return false;
  };
  if (document.documentElement.scrollWidth > wide) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!isSeen(element) || element.closest("svg")?.parentElement?.closest("svg") || isHiddenOnPurpose(element)) continue;
    if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.left < -1 || box.right > wide + 1) {
      found.push(`sticks out (${Math.round(box.left)} to ${Math.round(box.right)}): ${say(element)}`);
    }
    const style = getComputedStyle(element);
    const cuts = ["hidden", "clip"].includes(style.overflowX);
    const isControl = element.matches("input, select, textarea");
    if (cuts && !isControl && element.scrollWidth > element.clientWidth + 1) {
      found.push(`is cut off (${element.scrollWidth} in ${element.clientWidth}): ${say(element)}`);
    }
  }
  const isFixed = (element) => element.closest(".tab-bar, .toasts") !== null;
  const press = [...document.querySelectorAll("main :is(a, button, input, select, textarea)")]
    .filter((element) => isSeen(element) && !isFixed(element) && !isHiddenOnPurpose(element));
  for (const [n, one] of press.entries()) {
    const a = one.getBoundingClientRect();
    for (const other of press.slice(n + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const b = other.getBoundingClientRect();
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) found.push(`lies over another: ${say(one)} / ${say(other)}`);
    }
  }
  return found;
}
