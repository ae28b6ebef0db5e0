import assert from "node:assert/strict";
import { test } from "node:test";

import { load, rejection, settle } from "./fakes.mjs";

const { FRAME, MatchCache } = await load("match-cache.js");

const number = { e164: "+12015550123" };

/** A host that finds one number in every text with a digit; `asked` holds its frames. */
function setUp(capacity) {
  const asked = [];
  const cache = new MatchCache(async (params) => {
    asked.push(structuredClone(params));
    const hits = params.texts.filter(({ text }) => /\d/.test(text));
    return { matches: hits.map(({ id, text }) => ({ id, start: 0, end: text.length, number })) };
  }, capacity);
  return { asked, cache };
}

const texts = (...values) => values.map((text, id) => ({ id: `t${id}`, text }));

test("matches carry the ids of the texts they were asked for", async () => {
  const { cache } = setUp();
  const { matches } = await cache.match({ texts: texts("none", "12", "345"), region: "US" });
  assert.deepEqual(matches, [
    { id: "t1", start: 0, end: 2, number },
    { id: "t2", start: 0, end: 3, number },
  ]);
});

test("the same text is asked for once, at once or later, and again for another region", async () => {
  const { asked, cache } = setUp();
  await Promise.all([cache.match({ texts: texts("1", "1"), region: "US" }), cache.match({ texts: texts("1"), region: "us" })]);
  await cache.match({ texts: texts("1"), region: "US" });
  assert.equal(asked.length, 1);
  assert.equal(asked[0].texts.length, 1);
  await cache.match({ texts: texts("1"), region: "GB" });
  await cache.match({ texts: texts("1") });
  assert.deepEqual(asked.map(({ region }) => region), ["US", "GB", undefined]);
});

test("texts without numbers are remembered too", async () => {
  const { asked, cache } = setUp();
  await cache.match({ texts: texts("no"), region: "US" });
  assert.deepEqual((await cache.match({ texts: texts("no"), region: "US" })).matches, []);
  assert.equal(asked.length, 1);
});

test("frames stay within their bounds, whatever is in them", async () => {
  const { asked, cache } = setUp();
  const many = Array.from({ length: 1200 }, (_, place) => `${place}`);
  const long = Array.from({ length: 100 }, (_, place) => `${place}${"\u{1f4de}\u0001".repeat(330)}`);
  const { matches } = await cache.match({ texts: texts(...many, ...long), region: "US" });
  assert.equal(matches.length, 1300);
  for (const frame of asked) {
    assert.ok(frame.texts.length <= FRAME.texts);
    assert.ok(Buffer.byteLength(JSON.stringify(frame)) <= 64 * 1024);
  }
});

test("at most two frames are under way", async () => {
  let under = 0;
  let most = 0;
  const cache = new MatchCache(async () => {
    most = Math.max(most, ++under);
    await settle();
    under -= 1;
    return { matches: [] };
  });
  await Promise.all(["US", "GB", "FR", "DE"].map((region) => cache.match({ texts: texts("1", "2"), region })));
  assert.equal(most, 2);
});

test("a failure is everyone's who asked, and is not remembered", async () => {
  let fail = true;
  const cache = new MatchCache(async () => {
    if (fail) throw new Error("gone");
    return { matches: [] };
  });
  const asked = [cache.match({ texts: texts("1") }), cache.match({ texts: texts("1", "2") })].map(rejection);
  assert.deepEqual((await Promise.all(asked)).map(({ message }) => message), ["gone", "gone"]);
  fail = false;
  assert.deepEqual(await cache.match({ texts: texts("1", "2") }), { matches: [] });
});

test("what is not used is forgotten first", async () => {
  const { asked, cache } = setUp(3 * 104); // three texts of one character
  for (const text of ["1", "2", "3", "1", "4"]) await cache.match({ texts: texts(text), region: "US" });
  asked.length = 0;
  await cache.match({ texts: texts("1"), region: "US" });
  assert.equal(asked.length, 0);
  await cache.match({ texts: texts("2"), region: "US" });
  assert.equal(asked.length, 1);
});

test("after clearing, even an answer under way is not kept", async () => {
  const { asked, cache } = setUp();
  const under = cache.match({ texts: texts("1"), region: "US" });
  await settle();
  cache.clear();
  await under;
  await cache.match({ texts: texts("1"), region: "US" });
  assert.equal(asked.length, 2);
});
