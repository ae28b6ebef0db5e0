// The self-test, as a person reads it: one sentence first, the one thing to repair with its command, then every finding. Pure.

import { commandIn, commandLine } from "../../shared/command.js";
import { plain, section } from "../parts.js";
import { withHost } from "./with-host.js";

/** @type {Record<string, string>} the icon of a result; its word stands beside it for those who do not see it */
const SIGNS = { ok: "check", warning: "info", broken: "cross", skipped: "minimise" };

/** @param {import('../state.js').State} state */
export function diagnosticsSection(state) {
  const { session, diagnosis, diagnosing, copied } = state;
  if (session && session.connection !== "ready") return section("diagnostics", "shield", fromTerminal(copied));
  return section("diagnostics", "shield", ...withHost(state, () => [
    plain(
      "self-test",
      h("p", { class: "quiet" }, say("options_self_test_hint")),
      h("div", { class: "buttons" },
        actButton("self-test", say(diagnosing ? "options_self_test_busy" : diagnosis ? "options_self_test_again" : "options_self_test"), { icon: diagnosing ? undefined : "reload", off: diagnosing, extra: { "data-busy": diagnosing } })),
      failed(state),
    ),
    ...(diagnosis && !diagnosing ? [summary(state, diagnosis), ...report(state, diagnosis)] : []),
  ]));
}

/** Where the host does not answer, it can still be asked by hand. @param {string} copied */
function fromTerminal(copied) {
  return plain("terminal", h("p", { class: "quiet" }, say("options_self_test_terminal")), commandLine("ringout self-test", copied === "ringout self-test"));
}

/** @param {import('../state.js').State} state */
function failed({ diagnosisError, diagnosing }) {
  if (!diagnosisError || diagnosing) return null;
  const { message, remedy } = errorWords(diagnosisError);
  return notice("warn", "warning", message, remedy);
}

/** The whole report in one sentence. @param {Protocol.Diagnosis} diagnosis */
export function summaryWords({ findings, ok }) {
  const count = (/** @type {string} */ result) => findings.filter((finding) => finding.result === result).length;
  if (count("broken") > 0) return sayCount("options_broken", count("broken"));
  if (!ok) return say("options_self_test_unfinished");
  return count("warning") > 0 ? sayCount("options_remarks", count("warning")) : say("options_all_well");
}

/** The first broken link breaks what comes after it, so it alone is put in front. @param {import('../state.js').State} state @param {Protocol.Diagnosis} diagnosis */
function summary({ copied }, diagnosis) {
  const first = diagnosis.findings.find(({ result }) => result === "broken");
  const command = first?.remedy ? commandIn(first.remedy) : null;
  const words = summaryWords(diagnosis);
  return plain(
    "summary",
    first ? notice("danger", "warning", words, `${first.message}${/[.!?]$/.test(first.message) ? "" : "."}`) : notice(diagnosis.ok ? "good" : "warn", diagnosis.ok ? "check" : "warning", words),
    command ? h("p", { class: "name", "data-key": "repair" }, say("options_repair")) : first?.remedy ? h("p", { "data-key": "remedy" }, first.remedy) : null,
    command ? commandLine(command, copied === command) : null,
  );
}

/** @param {import('../state.js').State} _ @param {Protocol.Diagnosis} diagnosis */
function report(_, { findings }) {
  /** @type {Map<string, Protocol.Finding[]>} */
  const bySubject = new Map();
  for (const finding of findings) bySubject.set(finding.subject, [...(bySubject.get(finding.subject) ?? []), finding]);
  return [...bySubject].map(([subject, list]) => plain(`about-${subject}`, h("h3", { class: "name" }, subject), h("ul", { class: "findings" }, ...list.map(line))));
}

/** @param {Protocol.Finding} finding @param {number} index */
function line({ result, message, remedy }, index) {
  const known = result in SIGNS ? result : "broken";
  return h(
    "li",
    { class: `finding ${known}`, "data-key": String(index) },
    icon(SIGNS[known] ?? "cross"),
    h("div", { class: "what" },
      h("span", { class: "spoken" }, say(`options_result_${known}`), ": "), message,
      remedy && known !== "ok" ? h("p", { class: "quiet" }, remedy) : null),
  );
}
