import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const english = JSON.parse(readFileSync(new URL("../../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
const shown = [];
globalThis.chrome = {
  i18n: { getMessage: (key, values = []) => (key === "@@ui_locale" ? "en" : (english[key]?.message ?? "").replace(/\$[A-Z]+\$/g, () => values[0])) },
  notifications: { create: async (_, what) => void shown.push(what), clear: async () => {} },
  runtime: { getURL: (path) => path },
  windows: { getLastFocused: async () => ({ focused: false }) },
};
await import("../../../extension/lib/i18n.js");
const { notify } = await import("../../../extension/background/notices.js");

/** @param {object} call */
async function notice(call) {
  shown.length = 0;
  await notify({ id: "c", to: { international: "+1 201-555-0123" }, ...call }, []);
  return shown[0]?.message;
}

test("a notification says why a call came to nothing in the words of the card", async () => {
  const failed = (leg, code, status) => ({ phase: "failed", status, reason: { leg, code, message: "Their line is busy.", remedy: "x" } });
  const busy = failed("them", "busy", { call: "CannotReach", caller: "Success", callee: "Busy" });
  assert.equal(await notice(busy), `${english.outcome_them_busy.message} ${english.outcome_them_busy_remedy.message}`);
});

test("nothing is said of a call that the person ended", async () => {
  assert.equal(await notice({ phase: "cancelled" }), undefined);
});
