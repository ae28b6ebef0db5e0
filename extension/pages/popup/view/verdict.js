// What the host thinks of the number in the dial box, while it is typed, and the button that calls it.

import { dialText, firstPhone, mayCall } from "../state.js";

/** The numbers in a pasted text, to choose from. @param {import('../state.js').PopupState} state */
export function choicesView({ choices }) {
  return h(
    "div",
    { id: "choices" },
    choices.length > 1 ? h("p", { class: "quiet", id: "choices-label" }, say("popup_choose")) : null,
    choices.length > 1
      ? h("ul", { "aria-labelledby": "choices-label" }, ...choices.map(({ number }, index) =>
          h("li", {}, h("button", { type: "button", class: "choice", "data-act": "choose", "data-index": index }, digits(dialText(number)), h("span", { class: "quiet" }, regionName(number.region))))))
      : null,
  );
}

/** @param {import('../state.js').PopupState} state */
export function verdictView(state) {
  return h("div", { id: "verdict" }, ...verdict(state));
}

/** @param {import('../state.js').PopupState} state @returns {(HTMLElement | null)[]} */
function verdict(state) {
  const { inspection, stale, judging, trouble, refused, refusedUntil, attempt } = state;
  if (refused) {
    const words = errorWords(refused);
    return [notice("warn", refusedUntil === null ? "warning" : "clock", words.message, words.remedy)];
  }
  if (attempt === "parked") return [notice("info", "shield", say("card_parked"), say("card_parked_remedy"))];
  if (trouble) {
    const words = errorWords(trouble);
    return [notice("warn", "warning", words.message, words.remedy)];
  }
  if (!inspection || (stale && judging === "very-slow")) {
    if (judging === "very-slow") return [notice("info", "clock", say("card_slow"), say("card_slow_remedy"))];
    return judging === "slow" ? [h("p", { class: "quiet" }, say("card_checking"))] : [];
  }
  const { number } = inspection;
  return [number ? facts(number, state) : null, sentence(inspection, state), inspection.verdict === "confirm" ? byHand(number) : null];
}

/** @type {Record<import('../state.js').PopupState['numberCopied'], [icon: string, words: string]>} */
const COPIED = { none: ["copy", "card_copy"], done: ["check", "card_copied"], failed: ["warning", "card_copy_failed"] };

/** @param {Protocol.Number} number @param {import('../state.js').PopupState} state */
function facts(number, { numberCopied }) {
  const [name, words] = COPIED[numberCopied];
  return h("div", { class: "judged", "data-key": "judged" },
    h("div", { class: "what" }, h("p", { class: "as-dialled" }, digits(dialText(number))), numberFacts(number)),
    actButton("copy-number", say(words), { icon: name, kind: "round", title: true }));
}

/** What the person has to dial themselves. @param {Protocol.Number | undefined} number */
function byHand(number) {
  return number?.extension ? notice("info", "keypad", say("card_extension", number.extension)) : null;
}

/** With fewer digits than this a number may still become one. */
const WHOLE = 9;

/** Words that a number which is only half typed does not deserve yet. */
const HALF_TYPED = new Set(["not-a-number", "invalid-number", "short-code"]);

/** @param {Protocol.Inspection} inspection @param {import('../state.js').PopupState} state */
function sentence(inspection, { session, text }) {
  if (inspection.verdict === "allow") {
    if (inspection.number?.extension) return byHand(inspection.number);
    const { phone } = firstPhone(session);
    return session?.account.signedIn ? h("p", { class: "says" }, say("popup_allowed", yourPhoneWords(phone?.type ?? ""))) : null;
  }
  const words = errorWords(inspection);
  if (inspection.verdict === "confirm") return notice("warn", "shield", words.message, say("popup_confirm_remedy"));
  if (HALF_TYPED.has(inspection.code ?? "")) {
    const few = inspection.code === "invalid-number" && text.replace(/\D/g, "").length < WHOLE;
    return h("p", { class: "says half", "data-key": text }, few ? say("popup_half") : words.message);
  }
  return notice("danger", "forbid", words.message, words.remedy);
}

/** @param {import('../state.js').PopupState} state */
export function goView(state) {
  const { attempt, inspection, refusedUntil } = state;
  const starting = attempt === "starting";
  const asks = inspection?.verdict === "confirm";
  return h(
    "div",
    { id: "go" },
    refusedUntil !== null ? h("p", { class: "until", "data-key": "until" }, say("card_wait"), " ", h("time", { class: "timer", "data-until": refusedUntil })) : null,
    actButton("call", say(starting ? "card_starting" : asks ? "card_check" : "card_call"), {
      icon: starting ? undefined : asks ? "shield" : "handset", kind: "call", off: !mayCall(state), extra: { type: "submit", "data-busy": starting },
    }),
  );
}

/** What is spoken of the number once the typing rests. @param {import('../state.js').PopupState} state */
export function verdictSpoken(state) {
  const { inspection, refused, trouble, attempt, choices, numberCopied } = state;
  if (numberCopied !== "none") return say(COPIED[numberCopied][1]);
  const problem = refused ?? trouble ?? (inspection && inspection.verdict !== "allow" ? inspection : null);
  if (problem) return `${errorWords(problem).message} ${inspection?.verdict === "confirm" && !refused ? say("popup_confirm_remedy") : errorWords(problem).remedy}`.trim();
  if (attempt === "parked") return say("card_parked");
  if (choices.length > 1) return say("popup_choose");
  if (!inspection?.number) return "";
  return [inspection.number.international, regionName(inspection.number.region), typeWords(inspection.number.type)].filter(Boolean).join(", ");
}
