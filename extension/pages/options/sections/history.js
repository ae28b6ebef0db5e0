// Taking the call history out, as a table for spreadsheets or as data for programs; and clearing it, which asks first. Pure.

import { plain, section } from "../parts.js";
import { withHost } from "./with-host.js";

/** @param {import('../state.js').State} state */
export function historySection(state) {
  const { exported, clearing } = state;
  const busy = (exported !== null && !exported.over) || clearing === "busy";
  return section("history", "history", ...withHost(state, () => [
    plain(
      "export",
      h("p", { class: "name" }, say("options_export")),
      h("p", { class: "quiet" }, say("options_export_hint")),
      h("div", { class: "buttons" },
        actButton("export-csv", say("options_export_csv"), { icon: "download", off: busy }),
        actButton("export-json", say("options_export_json"), { icon: "download", off: busy })),
      exported ? outcome(exported) : null,
    ),
    plain(
      "clear",
      h("p", { class: "name" }, say("options_clear")),
      h("p", { class: "quiet" }, say("options_clear_hint")),
      clearing === "asked"
        ? question()
        : h("div", { class: "buttons", "data-key": "ask" },
            actButton("ask-clear", say(clearing === "busy" ? "options_clearing" : "options_clear_ask"), { icon: clearing === "busy" ? undefined : "trash", off: busy, extra: { "data-busy": clearing === "busy" } })),
      became(state),
    ),
  ], "options_no_host_history"));
}

function question() {
  return h(
    "div",
    { class: "question", role: "group", "aria-labelledby": "clearing", "data-key": "question" },
    h("p", { id: "clearing" }, say("options_clear_question")),
    h("div", { class: "buttons" }, actButton("clear", say("options_clear_now"), { kind: "danger", extra: { "data-once": true } }), actButton("keep", say("options_keep"))),
  );
}

/** @param {number} count */
export function clearedWords(count) {
  return count > 0 ? sayCount("options_cleared", count) : say("options_clear_empty");
}

/** @param {import('../state.js').State} state */
function became({ cleared }) {
  if (!cleared) return null;
  if ("error" in cleared) return wrong(cleared.error);
  return h("p", { class: cleared.count > 0 ? "saved" : "aside", "data-key": "cleared" }, icon(cleared.count > 0 ? "check" : "info"), clearedWords(cleared.count));
}

/** @param {NonNullable<import('../state.js').State['exported']>} exported */
function outcome({ count, over, error }) {
  if (error) return wrong(error);
  if (!over) return h("p", { class: "quiet", "data-key": "busy" }, sayCount("options_export_reading", count));
  return h("p", { class: count > 0 ? "saved" : "aside", "data-key": "done" }, icon(count > 0 ? "check" : "info"), count > 0 ? sayCount("options_exported", count) : say("options_export_empty"));
}

/** @param {Refusal} error */
function wrong(error) {
  const { message, remedy } = errorWords(error);
  return h("p", { class: "wrong", "data-key": "wrong" }, icon("warning"), h("span", {}, `${message} ${remedy}`));
}
