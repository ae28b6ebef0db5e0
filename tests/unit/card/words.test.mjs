import assert from "node:assert/strict";
import test from "node:test";
import { classic, english, plain } from "./classic.mjs";

const FILES = ["lib/i18n.js", "lib/regions.js", "lib/clock.js", "lib/words.js", "lib/legs.js"];
const NAMES = ["say", "sayCount", "sayOr", "useWords", "uiDirection", "uiLanguage", "errorWords", "outcomeWords", "troubleWords", "callSentence", "legWord", "timeThere", "stopwatch", "whenWords", "regionName", "regionChoices", "phoneIcon", "yourPhoneWords"];
const world = classic(FILES, NAMES);

const failed = (leg, status, code = "service-error") => ({ reason: { leg, code, message: "As the host says.", remedy: "As the host advises." }, status });

test("a refusal is said by its code, in English as the host says it", () => {
  assert.deepEqual(plain(world.errorWords({ code: "duplicate-call", message: "You called this number 12 seconds ago.", remedy: "x" })), {
    message: "You called this number 12 seconds ago.", remedy: english.error_duplicate_call_remedy.message,
  });
});

test("a code never heard of is said as the host says it, and without words as our own defect", () => {
  assert.deepEqual(plain(world.errorWords({ code: "brand-new", message: "New.", remedy: "Act." })), { message: "New.", remedy: "Act." });
  assert.equal(world.errorWords({}).message, english.error_internal.message);
});

test("an outcome is said by leg and word, whatever the word's case", () => {
  world.useWords({ tag: "de", table: { outcome_them_busy: { message: "Besetzt." }, outcome_you_any: { message: "Nichts." } }, fallback: english });
  assert.equal(world.outcomeWords(failed("them", { call: "CannotReach", caller: "Success", callee: "BUSY" }, "busy")).message, "Besetzt.");
  assert.equal(world.outcomeWords(failed("you", { call: "CannotReach", caller: "Error", callee: "" })).message, "Nichts.");
  assert.equal(world.outcomeWords(failed("service", undefined, "signed-out")).message, english.error_signed_out.message);
  world.useWords(null);
});

test("the word that says why is looked for on the named leg, then on the call, then on the other leg", () => {
  const said = (leg, call, caller, callee) => world.outcomeWords(failed(leg, { call, caller, callee }, "busy"))?.message;
  world.useWords({ tag: "de", table: {}, fallback: english });
  assert.equal(said("you", "Busy", "InProgress", "InProgress"), english.outcome_you_busy.message);
  assert.equal(said("them", "Busy", "Success", "InProgress"), english.outcome_them_busy.message);
  assert.equal(said("service", "Busy", "Unknown", "Unknown"), english.outcome_service_busy.message);
  assert.equal(said("them", "CannotReach", "Rejected", "InProgress"), english.outcome_them_rejected.message);
  assert.equal(said("service", "CannotReach", "InProgress", "InProgress"), english.outcome_service_cannotreach.message);
  world.useWords(null);
});

test("no sentence is looked for while the call has not come to an end: Firefox would log that there is none", () => {
  const looked = [];
  const table = new Proxy({}, { get: (_, key) => void looked.push(key) });
  world.useWords({ tag: "de", table, fallback: english });
  const status = { call: "InProgress", caller: "inprogress", callee: "InProgress" };
  assert.equal(world.outcomeWords(failed("service", status, "rate-limited")).message, english.error_rate_limited.message);
  assert.deepEqual(looked.filter((key) => key.startsWith("outcome_")), []);
  world.useWords(null);
});

test("a step that came to nothing says how, by its own word or the whole call's", () => {
  const word = (who, call, caller, callee) => world.legWord("failed", { phase: "failed", status: { call, caller, callee } }, who);
  world.useWords({ tag: "en", table: english });
  assert.equal(word("you", "CannotReach", "NoAnswer", "InProgress"), english.leg_noanswer.message);
  assert.equal(word("you", "Busy", "InProgress", "InProgress"), english.leg_busy.message);
  assert.equal(word("them", "Busy", "Success", "InProgress"), english.leg_busy.message);
  assert.equal(word("them", "CannotReach", "Rejected", "InProgress"), english.leg_failed.message);
  world.useWords(null);
});

test("trouble with a call that goes on is said as that, never as a call that was not placed", () => {
  const live = (code, more = {}) => ({ phase: "ringing-you", cancellable: true, reason: { leg: "service", code, message: "As the host says.", remedy: "x" }, ...more });
  world.useWords({ tag: "de", table: {}, fallback: english });
  assert.equal(world.troubleWords(live("not-cancellable")).message, english.trouble_cancel.message);
  for (const code of ["service-unreachable", "service-error", "permission-missing"]) assert.equal(world.troubleWords(live(code)).message, english.trouble_no_news.message);
  assert.equal(world.troubleWords(live("sign-in-expired")).message, english.error_sign_in_expired.message);
  assert.equal(world.troubleWords(live("extension-not-dialable")), null);
  assert.equal(world.troubleWords(live("service-error", { phase: "failed" })), null);
  assert.equal(world.troubleWords({ phase: "connected" }), null);
  world.useWords(null);
});

test("a cancel that is on its way is said in every browser, until the phone is answered", () => {
  const said = (phase, cancellable) => world.callSentence({ phase, cancellable, from: "+12015550100", to: { international: "+1 201-555-0123" } }, { phones: [], playPrompt: false });
  world.useWords({ tag: "en", table: english });
  assert.equal(said("ringing-you", false), english.card_cancelling.message);
  assert.equal(said("placing", false), english.card_cancelling.message);
  assert.notEqual(said("ringing-you", true), english.card_cancelling.message);
  assert.notEqual(said("ringing-them", false), english.card_cancelling.message);
  world.useWords(null);
});

test("placeholders are filled as the browsers fill them, and values are never read as patterns", () => {
  world.useWords({ tag: "xx", table: { a: { message: "$WHO$ owes $$5 to $WHO$", placeholders: { who: { content: "<$1>" } } } } });
  assert.equal(world.say("a", "$2 $WHO$ $&"), "<$2 $WHO$ $&> owes $5 to <$2 $WHO$ $&>");
  world.useWords(null);
});

test("counts follow the language's own plural rules", () => {
  world.useWords({ tag: "pl", table: { n_one: { message: "$1 x", placeholders: {} }, n_few: { message: "few" }, n_other: { message: "other" } } });
  assert.equal(world.sayCount("n", 3), "few");
  assert.equal(world.sayCount("n", 5), "other");
  world.useWords(null);
});

test("right-to-left languages are known by their tag", () => {
  world.useWords({ tag: "ar_EG", table: {} });
  assert.deepEqual([world.uiDirection(), world.uiLanguage()], ["rtl", "ar-EG"]);
  world.useWords(null);
  assert.equal(world.uiDirection(), "ltr");
});

test("the time there is told only where it is certain and other than here", () => {
  const noon = new Date("2026-01-15T12:00:00Z");
  assert.equal(world.timeThere("US", noon), null);
  assert.equal(world.timeThere("ZZ", noon), null);
  const tokyo = world.timeThere("JP", noon);
  assert.equal(tokyo.time.replace(/\s/g, " "), "9:00 PM");
  assert.equal(tokyo.night, true);
});

test("a stopwatch", () => {
  assert.deepEqual([0, 42_900, 725_000, 3_723_000, -5].map(world.stopwatch), ["0:00", "0:42", "12:05", "1:02:03", "0:00"]);
});

test("when something was", () => {
  const now = new Date(2026, 0, 15, 12, 0);
  assert.match(world.whenWords(new Date(2026, 0, 15, 9, 5), now), /^today, 9:05/);
  assert.match(world.whenWords(new Date(2026, 0, 14, 23, 59), now), /^yesterday, 11:59/);
  assert.match(world.whenWords(new Date(2026, 0, 2, 9, 5), now), /Jan 2, 2026/);
});

test("countries have names, and are in alphabetical order", () => {
  assert.equal(world.regionName("GB"), "United Kingdom");
  assert.equal(world.regionName("001"), english.region_world.message);
  const names = world.regionChoices().map(({ name }) => name);
  assert.ok(names.length > 240 && names.indexOf("Austria") < names.indexOf("Belgium"));
});

test("a kind of phone by RingCentral's open list of words", () => {
  assert.deepEqual(["Mobile", "BusinessMobilePhone", "Home", "PhoneLine", "Other", ""].map(world.phoneIcon), ["mobile", "mobile", "desk", "desk", "desk", "desk"]);
  assert.equal(world.yourPhoneWords("Home"), english.your_phone_home.message);
});
