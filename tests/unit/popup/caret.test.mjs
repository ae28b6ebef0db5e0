import assert from "node:assert/strict";
import test from "node:test";
import { written } from "../../../extension/pages/popup/caret.js";
import { isMessy } from "../../../extension/pages/popup/paste.js";

const number = { e164: "+12015550123", national: "(201) 555-0123", international: "+1 201-555-0123", region: "US", type: "mobile" };

for (const [text, caret, better, place] of [
  ["2015550123", 10, "(201) 555-0123", 14],
  ["2015550123", 3, "(201) 555-0123", 4],
  ["2015550123", 0, "(201) 555-0123", 0],
  ["+12015550123", 12, "+1 201-555-0123", 15],
  ["+12015550123", 2, "+1 201-555-0123", 2],
  ["(201) 5550123", 9, "(201) 555-0123", 9],
]) {
  test(`${text} with the caret at ${caret}`, () => assert.deepEqual(written(text, caret, number), { text: better, caret: place }));
}

for (const text of ["(201) 555-0123", "+1 201-555-0123", "201-555-0123 x45", "1-800-FLOWERS", "12015550123", "201555012"]) {
  test(`${text} stays as it is`, () => assert.equal(written(text, text.length, number), null));
}

test("only what is more than a number is taken apart when pasted", () => {
  for (const text of ["2015550123", " +1 (201) 555‑0123\n", "201.555.0123"]) assert.equal(isMessy(text), false, text);
  for (const text of ["Call (201) 555-0123", "2015550123\n2125550147", "tel:+12015550123", "2015550123 x4"]) assert.equal(isMessy(text), true, text);
});
