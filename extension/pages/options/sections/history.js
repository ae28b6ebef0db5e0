// Taking the call history out, as a table for spreadsheets or as data for programs. Pure.

import { plain, section } from "../parts.js";
import { withHost } from "./with-host.js";

/** @param {import('../state.js').State} state */
export function historySection(state) {
  const { exported } = state;
  const busy = exported !== null && !exported.over;
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
  ], "options_no_host_history"));
}

/** @param {NonNullable<import('../state.js').State['exported']>} exported */
function outcome({ count, over, error }) {
  if (error) {
    const { message, remedy } = errorWords(error);
    return h("p", { class: "wrong" }, icon("warning"), h("span", {}, `${message} ${remedy}`));
  }
  if (!over) return h("p", { class: "quiet", "data-key": "busy" }, sayCount("options_export_reading", count));
  return h("p", { class: count > 0 ? "saved" : "aside", "data-key": "done" }, icon(count > 0 ? "check" : "info"), count > 0 ? sayCount("options_exported", count) : say("options_export_empty"));
}
