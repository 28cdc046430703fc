// Counts what people do with their hands: presses of a finger or a mouse, and keys. The page itself is asked, so that a
// press that a journey does not know of counts as well.

/// Watches whatever this page opens from now on; `presses` and `keys` grow.
export async function watchHands(page) {
  const hands = { presses: [], keys: [] };
  await page.exposeBinding("linliPressed", (_, what) => { hands.presses.push(what); });
  await page.exposeBinding("linliTyped", (_, key) => { hands.keys.push(key); });
  await page.addInitScript(() => {
    const watch = (type, note) => addEventListener(type, (event) => event.isTrusted && note(event), { capture: true });
    watch("pointerdown", ({ target }) => {
      const thing = target.closest("a, button, label, input, select, textarea, summary") ?? target;
      const named = thing.getAttribute("aria-label") || thing.innerText || thing.labels?.[0]?.innerText || thing.tagName;
      window.linliPressed(named.trim().split("\n")[0]);
    });
    watch("keydown", ({ key }) => !["Shift", "Control", "Alt", "Meta"].includes(key) && window.linliTyped(key));
  });
  return hands;
}

/// As a line to print: "报名 → 确定".
export const inOrder = (hands) => hands.presses.join(" → ") || "—";
