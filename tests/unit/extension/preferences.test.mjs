import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { load } from "./fakes.mjs";

const { DEFAULTS, NOTHING_CHOSEN, effective, fixedSites, general, locked, managedFrom, withChoice } = await load("preferences.js");

const choose = (...changes) => changes.reduce((chosen, change) => withChoice(chosen, {}, change), NOTHING_CHOSEN);

test("where nothing is chosen the defaults hold", () => {
  assert.deepEqual(effective(NOTHING_CHOSEN, {}, "shop.example"), {
    ...DEFAULTS,
    site: "shop.example",
    marking: true,
    oneClick: false,
    notNumbers: [],
    locked: [],
  });
});

test("marking: everywhere but here, nowhere but here, and nowhere at all", () => {
  const here = { key: "marking", site: "a.example" };
  const off = choose({ ...here, value: false });
  assert.deepEqual(["a.example", "b.example"].map((site) => effective(off, {}, site).marking), [false, true]);
  const only = choose({ key: "marking", value: "chosen" }, { ...here, value: true });
  assert.deepEqual(["a.example", "b.example"].map((site) => effective(only, {}, site).marking), [true, false]);
  const none = choose({ key: "marking", value: "nowhere" }, { ...here, value: true });
  assert.equal(effective(none, {}, "a.example").marking, false);
});

test("an administrator's sites are told one by one, and not marking wins", () => {
  const managed = managedFrom({ markedSites: ["crm.example", "both.example"], unmarkedSites: ["both.example"], oneClickSites: ["crm.example"] });
  assert.deepEqual(fixedSites(managed), { "crm.example": { marking: true, oneClick: true }, "both.example": { marking: false } });
  assert.deepEqual(fixedSites({}), {});
});

test("a choice that is taken back leaves nothing behind", () => {
  const site = "a.example";
  const chosen = choose({ key: "region", value: "GB", site }, { key: "oneClick", value: true, site });
  assert.equal(effective(chosen, {}, site).region, "GB");
  const back = [{ key: "region", value: null, site }, { key: "oneClick", value: null, site }].reduce((now, change) => withChoice(now, {}, change), chosen);
  assert.deepEqual(back, NOTHING_CHOSEN);
  assert.equal("region" in effective(back, {}, site), false);
});

test("what makes no sense is refused", () => {
  for (const change of [
    { key: "marking", value: true },
    { key: "marking", value: "everywhere", site: "a.example" },
    { key: "theme", value: "pink" },
    { key: "language", value: "../../etc" },
    { key: "schemes", value: ["tel", "javascript"] },
    { key: "__proto__", value: {} },
    { key: "constructor", value: null },
    { key: "region", value: "Britain", site: "a.example" },
    { key: "notNumbers", value: Array(501).fill("1"), site: "a.example" },
    { key: "oneClick", value: true },
  ]) assert.throws(() => choose(change), { code: "bad-request" }, JSON.stringify(change));
});

test("an administrator's values win and are locked", () => {
  const managed = managedFrom({ marking: "chosen", theme: "dark", oneClickSites: [], unmarkedSites: ["a.example"], links: "yes", other: 1 });
  assert.deepEqual(managed, { marking: "chosen", theme: "dark", oneClickSites: [], unmarkedSites: ["a.example"] });
  const chosen = choose({ key: "theme", value: "light" }, { key: "oneClick", value: true, site: "a.example" });
  assert.equal(general(chosen, managed).theme, "dark");
  const here = effective(chosen, managed, "a.example");
  assert.deepEqual([here.theme, here.oneClick, here.marking, here.links], ["dark", false, false, true]);
  assert.deepEqual(here.locked, ["marking", "theme", "oneClick"]);
  assert.throws(() => withChoice(chosen, managed, { key: "theme", value: "light" }), { code: "setting-locked" });
  assert.throws(() => withChoice(chosen, managed, { key: "oneClick", value: true, site: "b.example" }), { code: "setting-locked" });
});

test("a listed site is locked there alone", () => {
  const managed = { markedSites: ["a.example"] };
  assert.deepEqual([locked(managed, "a.example"), locked(managed, "b.example")], [["marking"], []]);
  assert.equal(effective(choose({ key: "marking", value: "nowhere" }), managed, "a.example").marking, true);
});

test("the schema for administrators names exactly what is read", () => {
  const schema = JSON.parse(readFileSync(new URL("../../../extension/managed-schema.json", import.meta.url), "utf8"));
  const keys = Object.keys(managedFrom({ ...DEFAULTS, oneClickSites: [], markedSites: [], unmarkedSites: [] }));
  assert.deepEqual(Object.keys(schema.properties).sort(), keys.sort());
});
