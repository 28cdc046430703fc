// Our own reader of codes, beside the page. The build puts what wasm-bindgen writes in front of this, and the name of
// the wasm into it.
//
// It is told   { width, points }          a picture: red, green, blue and opacity of each point, row by row
// It says      { is: "ready" }            once, when pictures may come
//              { is: "unfetched" }        instead: its wasm could not be had
//              { is: "read", text }       the first text in the picture, or none
//              { is: "dead" }             the picture was too much for it: it reads nothing any more
"use strict";

const loaded = wasm_bindgen({ module_or_path: "reader.wasm" }).then(
  () => self.postMessage({ is: "ready" }),
  () => self.postMessage({ is: "unfetched" }),
);

self.onmessage = async ({ data: { width, points } }) => {
  await loaded;
  try {
    self.postMessage({ is: "read", text: wasm_bindgen.read(width, new Uint8Array(points)) });
  } catch {
    self.postMessage({ is: "dead" });
  }
};
