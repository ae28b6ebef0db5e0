// Each look for what may be wrong with the button, by itself: in a browser several of them see the same trick.

import assert from "node:assert/strict";
import { test } from "node:test";

import { classic } from "./classic.mjs";

const BOX = { x: 100, y: 100, left: 100, top: 100, right: 220, bottom: 140, width: 120, height: 40 };

/** A world in which nothing is wrong, but for what is changed. */
function look({ page = {}, surface = {}, sight = {}, style = {} } = {}) {
  const host = { getAnimations: () => [], styled: {} };
  const top = { matches: () => false, styled: {} };
  const document = { visibilityState: "visible", hasFocus: () => true, elementFromPoint: () => host, documentElement: top, ...page };
  const window = {};
  window.top = window;
  Object.assign(top.styled, style.top);
  Object.assign(host.styled, style.host);
  const plain = { opacity: "1", visibility: "visible", "pointer-events": "auto", "mix-blend-mode": "normal", clip: "auto", "mask-image": "", "mask-border-source": "",
    "-webkit-mask-box-image-source": "", "content-visibility": "", zoom: "1" };
  const getComputedStyle = ({ styled }) => ({ display: "block", ...styled, getPropertyValue: (name) => styled[name] ?? plain[name] ?? "none" });
  const { armFault } = classic(["content/card/faults.js"], ["armFault"], { document, window, getComputedStyle, innerWidth: 800, innerHeight: 600 });
  return armFault({
    surface: { host, shown: () => true, toppedBy: () => [], ...surface },
    button: {}, box: BOX, lastBox: BOX, seen: true, search: true, ...sight,
  });
}

test("nothing is wrong with what is seen as it is", () => assert.equal(look(), null));

for (const [word, change] of /** @type {[string, object][]} */ ([
  ["removed", { surface: { shown: () => false } }],
  ["page-hidden", { page: { visibilityState: "hidden" } }],
  ["page-unfocused", { page: { hasFocus: () => false } }],
  ["off-screen", { sight: { box: { ...BOX, right: 801 } } }],
  ["off-screen", { sight: { box: { ...BOX, top: -1 } } }],
  ["too-small", { sight: { box: { ...BOX, width: 59 } } }],
  ["too-small", { sight: { box: { ...BOX, height: 23 } } }],
  ["moved", { sight: { lastBox: { ...BOX, x: 101 } } }],
  ["moved", { sight: { lastBox: null } }],
  ["covered", { page: { elementFromPoint: (x) => (x > 200 ? {} : null) } }],
  ["restyled", { style: { top: { opacity: "0.99" } } }],
  ["restyled", { style: { top: { display: "none" } } }],
  ["restyled", { style: { top: { "-webkit-mask-box-image-source": "url(x)" } } }],
  ["restyled", { style: { host: { "pointer-events": "none" } } }],
  ["unseen", { sight: { seen: false } }],
  ["topped", { surface: { toppedBy: () => [{}] } }],
])) {
  test(`${word}: ${JSON.stringify(change)}`, () => assert.equal(look(change), word));
}
