// What is done with the call history: saved as a file, or cleared once the person has said so twice.

import { ask, asRefusal } from "../shared/page.js";
import { download, readAll, toCsv, toJson } from "./export.js";
import { focusAct, show, speak } from "./page.js";
import { clearedWords } from "./sections/history.js";

/** @type {Record<'csv' | 'json', {form: (calls: Protocol.Call[]) => string, type: string}>} */
const FORMATS = { csv: { form: toCsv, type: "text/csv;charset=utf-8" }, json: { form: toJson, type: "application/json" } };

/** @param {'csv' | 'json'} format */
export async function saveCalls(format) {
  const { form, type } = FORMATS[format];
  show({ exported: { format, count: 0, over: false } });
  try {
    const calls = await readAll(ask, (count) => show({ exported: { format, count, over: false } }));
    if (calls.length > 0) download(form(calls), type, `ringout-calls-${new Date().toISOString().slice(0, 10)}.${format}`);
    show({ exported: { format, count: calls.length, over: true } });
    speak(calls.length > 0 ? sayCount("options_exported", calls.length) : say("options_export_empty"));
  } catch (error) {
    show({ exported: { format, count: 0, over: true, error: asRefusal(error) } });
  }
}

export function askToClear() {
  show({ clearing: "asked", cleared: null, exported: null });
  focusAct("keep");
}

export function keepCalls() {
  show({ clearing: "" });
  focusAct("ask-clear");
}

export async function clearCalls() {
  show({ clearing: "busy" });
  try {
    const { removed } = await ask("calls.clear", {});
    show({ clearing: "", cleared: { count: removed } });
    speak(clearedWords(removed));
  } catch (error) {
    show({ clearing: "", cleared: { error: asRefusal(error) } });
  }
  focusAct("ask-clear");
}
