import assert from "node:assert/strict";
import test from "node:test";
import { classic } from "./classic.mjs";

const { placeCard } = classic(["content/card/place.js"], ["placeCard"]);

const box = (left, top, width = 120, height = 20) => ({ left, top, right: left + width, bottom: top + height });
const at = (anchor, viewport, more = {}) => placeCard({ anchor: anchor ? [anchor].flat() : [], viewport: { width: viewport[0], height: viewport[1] }, height: 300, rtl: false, ...more });

function overlaps(place, anchor, height) {
  const bottom = place.top + Math.min(height, place.maxHeight);
  return place.left < anchor.right && place.left + place.width > anchor.left && place.top < anchor.bottom && bottom > anchor.top;
}

const TABLE = [
  ["in the middle of a page it stands below, at the number's start", box(200, 200), [1200, 800], { side: "below", left: 200, top: 228 }],
  ["near the right edge it is moved inwards", box(1100, 200), [1200, 800], { side: "below", left: 856, top: 228 }],
  ["near the bottom it stands above", box(200, 700), [1200, 800], { side: "above", left: 200, top: 392 }],
  ["in right-to-left text it ends where the number ends", box(600, 200), [1200, 800], { side: "below", left: 384 }, { rtl: true }],
  ["without room above or below it stands after the number", box(200, 150), [1200, 320], { side: "after", left: 328 }],
  ["without room there, before it", box(700, 150), [900, 320], { side: "before", left: 356 }],
  ["in right-to-left text, after means to the left", box(600, 150), [1200, 320], { side: "after", left: 256 }, { rtl: true }],
  ["a narrow frame gets a sheet at the bottom", box(20, 40), [200, 600], { side: "sheet", left: 0, top: 300, width: 200 }],
  ["or at the top when the number is low", box(20, 500), [200, 600], { side: "sheet", left: 0, top: 0, width: 200 }],
  ["a number scrolled away upwards leaves the card at the top", box(200, -500), [1200, 800], { side: "below", top: 8 }],
  ["downwards, at the bottom", box(200, 2500), [1200, 800], { side: "above", top: 492 }],
];

for (const [name, anchor, viewport, wanted, more] of TABLE) {
  test(name, () => {
    const place = at(anchor, viewport, more);
    for (const [key, value] of Object.entries(wanted)) assert.equal(place[key], value, key);
  });
}

test("a number over two lines is not covered on either", () => {
  const lines = [box(900, 300, 80), box(40, 322, 60)];
  const place = at(lines, [1000, 800]);
  assert.equal(place.top, 350);
  assert.equal(place.left, 656);
});

test("the card never covers its number and never leaves the viewport, wherever there is room", () => {
  for (const [width, height] of [[1280, 800], [800, 600], [600, 500], [420, 700], [360, 640], [200, 600], [256, 200], [5120, 3200]]) {
    for (let left = 0; left < width; left += width / 7) {
      for (let top = 0; top < height; top += height / 9) {
        for (const rtl of [false, true]) {
          const anchor = box(left, top);
          const place = at(anchor, [width, height], { rtl, height: 280 });
          const shown = Math.min(280, place.maxHeight);
          assert.ok(place.left >= 0 && place.left + place.width <= width, `sideways at ${left},${top} of ${width}×${height}`);
          assert.ok(place.top >= 0 && place.top + shown <= height + 0.5, `upright at ${left},${top} of ${width}×${height}: ${place.side} ${place.top}`);
          const roomy = Math.max(top, height - anchor.bottom) >= 200;
          if (roomy) assert.ok(!overlaps(place, anchor, 280), `covers at ${left},${top} of ${width}×${height}: ${place.side}`);
        }
      }
    }
  }
});

test("it stays on its side while that side has room, so that it does not jump while it grows", () => {
  const before = at(box(200, 500), [1200, 800]);
  assert.equal(before.side, "above");
  assert.equal(at(box(200, 400), [1200, 800], { before }).side, "above");
});

test("a number that is gone leaves the card where it was", () => {
  const before = at(box(200, 200), [1200, 800]);
  const after = at(null, [1200, 800], { before });
  assert.deepEqual([after.left, after.top], [before.left, before.top]);
});

test("a number without a place gets the corner", () => {
  assert.equal(at(null, [1200, 800]).left, 1200 - 336 - 8);
  assert.equal(at(null, [1200, 800], { rtl: true }).left, 8);
});
