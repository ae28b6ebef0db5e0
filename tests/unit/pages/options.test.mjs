import assert from "node:assert/strict";
import test from "node:test";
import { isSignInAddress } from "../../../extension/pages/shared/sign-in.js";
import { commandIn } from "../../../extension/pages/shared/command.js";
import { findCountries, pickerKey } from "../../../extension/pages/options/country-picker.js";
import { readAll, toCsv, toJson } from "../../../extension/pages/options/export.js";
import { inverse, isLocked, valueOf, withValue } from "../../../extension/pages/options/settings.js";
import { siteFrom } from "../../../extension/pages/options/sites.js";
import { currentStep, doneSteps } from "../../../extension/pages/welcome/steps.js";

const COUNTRIES = [
  { region: "CI", name: "Côte d’Ivoire", callingCode: 225 },
  { region: "DE", name: "Germany", callingCode: 49 },
  { region: "GB", name: "United Kingdom", callingCode: 44 },
  { region: "JP", name: "日本", callingCode: 81 },
  { region: "US", name: "United States", callingCode: 1 },
];

test("a country is found by words of its name, without accents, and by its codes", () => {
  const found = (text) => findCountries(COUNTRIES, text).map(({ region }) => region);
  assert.deepEqual(found("cote"), ["CI"]);
  assert.deepEqual(found("king"), ["GB"]);
  assert.deepEqual(found("gb"), ["GB"]);
  assert.deepEqual(found("+49"), ["DE"]);
  assert.deepEqual(found("4"), ["DE", "GB"]);
  assert.deepEqual(found("本"), ["JP"]);
  assert.deepEqual(found("unit"), ["GB", "US"]);
  assert.deepEqual(found("xyz"), []);
  assert.equal(found("").length, COUNTRIES.length);
});

test("keys walk the list in a ring, choose, and close it", () => {
  const list = { id: "region", count: 3 };
  const pick = { id: "region", text: "", active: 2 };
  assert.deepEqual(pickerKey("ArrowDown", null, list), { id: "region", text: "", active: 0 });
  assert.equal(pickerKey("ArrowDown", pick, list).active, 0);
  assert.equal(pickerKey("ArrowUp", { ...pick, active: 0 }, list).active, 2);
  assert.equal(pickerKey("Enter", pick, list), "choose");
  assert.equal(pickerKey("Enter", pick, { ...list, count: 0 }), "close");
  assert.equal(pickerKey("Escape", pick, list), "close");
  assert.equal(pickerKey("a", pick, list), null);
});

test("a site is what a person may mean by it, and nothing else", () => {
  assert.equal(siteFrom(" https://crm.example.com:8443/a?b#c "), "crm.example.com:8443");
  assert.equal(siteFrom("Example.COM/path"), "example.com");
  assert.equal(siteFrom("localhost:3000"), "localhost:3000");
  assert.equal(siteFrom("file:///home/me/a.html"), "file:");
  for (const wrong of ["", "example", "two words.com", "mailto:a@example.com", "javascript:alert(1)", "https://"]) assert.equal(siteFrom(wrong), null, wrong);
});

const CALL = {
  id: "7", requestId: "r", phase: "failed", from: "+12015550102", cancellable: false, startedAt: "2026-01-02T03:04:05Z", updatedAt: "2026-01-02T03:04:09Z",
  to: { e164: "+12015550123", national: "(201) 555-0123", international: "+1 201-555-0123", region: "US", type: "mobile" },
  origin: "https://example.com", reason: { leg: "them", code: "busy", message: '=cmd|"x"', remedy: "" },
};

test("the table quotes everything and holds no formula", () => {
  const [head, line, end] = toCsv([CALL]).split("\r\n");
  assert.ok(head.startsWith('\uFEFF"started","ended",'));
  assert.ok(line.includes('"+12015550123","+1 201-555-0123"'));
  assert.ok(line.includes(`"'=cmd|""x"""`));
  assert.equal(end, "");
});

/** The cells of a table as RFC 4180 reads them. */
function cells(text) {
  return [...text.replace(/^\uFEFF/, "").matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)].map(([, cell]) => cell.replaceAll('""', '"'));
}

test("whatever a page or a host says stays in its cell, and nothing runs", () => {
  for (const odd of ["=1+1", "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "+1 201-555-0123=1"]) {
    const read = cells(toCsv([{ ...CALL, origin: odd }]));
    assert.ok(read.includes(`'${odd}`), odd);
  }
  for (const odd of ["two\r\nlines", 'quo"te, comma', "<b>☎️ اتصل</b>", "\u202e321", "NUL\u0000", "+1 (201) 555-0123", ""]) {
    const read = cells(toCsv([{ ...CALL, origin: odd }, CALL]));
    assert.equal(read.length, 14 * 3, odd);
    assert.ok(read.includes(odd), odd);
  }
});

test("as data, every call is there as it is", () => {
  const odd = { ...CALL, origin: '"\u2028\u0000</script>', reason: undefined };
  const text = toJson([CALL, odd]);
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify({ calls: [CALL, odd] })));
  assert.ok(text.endsWith("}\n"));
  assert.deepEqual(JSON.parse(toJson([])), { calls: [] });
});

test("the history is read to its end, page by page", async () => {
  const all = Array.from({ length: 450 }, (_, index) => ({ id: String(index) }));
  const seen = [];
  const ask = async (_, { limit, before }) => {
    const from = before === undefined ? 0 : Number(before) + 1;
    return { calls: all.slice(from, from + limit) };
  };
  assert.equal((await readAll(ask, (count) => seen.push(count))).length, 450);
  assert.deepEqual(seen, [200, 400, 450]);
});

const KNOWN = {
  session: { settings: { region: "US", playPrompt: true }, policy: { countries: ["CA"], perMinute: 5, perHour: 30, perDay: 150, locked: ["perDay"] } },
  prefs: { general: { marking: "everywhere" }, sites: { "example.com": { marking: false } }, locked: ["oneClick"] },
};

test("a change shows at once, its inverse puts everything back", () => {
  for (const change of [
    { key: "from", value: "+12015550102" },
    { key: "countries", value: ["CA", "FR"] },
    { key: "marking", value: "nowhere" },
    { key: "oneClick", value: true, site: "example.com" },
    { key: "marking", value: null, site: "example.com" },
  ]) {
    const after = withValue(KNOWN, change);
    assert.deepEqual(valueOf(after, change.key, change.site), change.value);
    assert.deepEqual(JSON.parse(JSON.stringify(withValue(after, inverse(KNOWN, change)))), KNOWN);
  }
  assert.ok(isLocked(KNOWN, "perDay") && isLocked(KNOWN, "oneClick") && !isLocked(KNOWN, "region"));
});

test("the command in an advice is found, and a sentence is none", () => {
  assert.equal(commandIn("ringout install --browser firefox"), "ringout install --browser firefox");
  assert.equal(commandIn("Install it, then run: ringout install"), "ringout install");
  assert.equal(commandIn("Run: ringout self-test. It names what is broken and repairs it."), "ringout self-test");
  assert.equal(commandIn("Update the extension in your browser."), null);
});

test("a person is sent to RingCentral or to this computer only", () => {
  assert.ok(isSignInAddress("https://platform.ringcentral.com/restapi/oauth/authorize?x=1"));
  assert.ok(isSignInAddress("http://127.0.0.1:5000/restapi/oauth/authorize"));
  for (const wrong of ["http://example.com/", "javascript:alert(1)", "file:///etc/hosts", "chrome://settings", ""]) assert.ok(!isSignInAddress(wrong), wrong);
});

test("each step of the first run needs the one before it", () => {
  const state = (session, more) => ({ session: { connection: "ready", account: { signedIn: true }, settings: { from: "+12015550102" }, ...session }, call: null, called: false, ...more });
  assert.equal(currentStep(state({ connection: "missing" })), "host");
  assert.equal(currentStep(state({ account: { signedIn: false } })), "account");
  assert.equal(currentStep(state({ settings: {} }, { called: true })), "phone");
  assert.equal(currentStep(state({})), "try");
  assert.equal(currentStep(state({}, { call: { phase: "failed" } })), "try");
  assert.equal(currentStep(state({}, { call: { phase: "connected" } })), null);
  assert.deepEqual(doneSteps({ session: null, call: null, called: true }), { host: false, account: false, phone: false, try: false });
});
