// Draws public/icons/*.png from their SVGs (`cargo xtask icons`).

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./launch.mjs";

const icons = fileURLToPath(new URL("../../public/icons/", import.meta.url));
const DRAWINGS = [
  ["eaves.svg", "eaves-192.png", 192],
  ["eaves.svg", "eaves-512.png", 512],
  ["maskable.svg", "maskable-192.png", 192],
  ["maskable.svg", "maskable-512.png", 512],
  ["maskable.svg", "apple-touch.png", 180],
];

const browser = await launchBrowser();
const page = await browser.newPage();
for (const [from, to, size] of DRAWINGS) {
  const svg = await readFile(icons + from, "utf8");
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: icons + to, omitBackground: true });
  console.log(`${to}  ${size} × ${size}`);
}
await browser.close();
