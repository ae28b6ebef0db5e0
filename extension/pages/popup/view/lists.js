// Two lists under tabs: the numbers found on the page in front, and the calls made before.

import { matching } from "../recents.js";
import { dialText } from "../state.js";

/** @typedef {import('../state.js').PopupState} PopupState */

/** @type {{id: PopupState['list'], label: string, icon: string}[]} */
const TABS = [
  { id: "marks", label: "popup_on_page", icon: "list" },
  { id: "recents", label: "popup_recents", icon: "history" },
];

/** @param {PopupState} state */
export function listsView(state) {
  const { list, session } = state;
  const shown = session?.connection === "ready";
  return h(
    "section",
    { id: "lists", "aria-label": say("popup_lists_label"), hidden: !shown },
    h("div", { role: "tablist", "aria-label": say("popup_lists_label"), "data-key": "tabs" },
      ...TABS.map(({ id, label, icon: name }) => {
        const chosen = id === list;
        const count = id === "marks" ? distinct(state).length : 0;
        return h("button", { type: "button", role: "tab", id: `tab-${id}`, class: "tab", "data-act": "tab", "data-tab": id, "data-key": id,
          "aria-selected": String(chosen), "aria-controls": chosen && "panel", tabindex: chosen ? "0" : "-1" },
          icon(name), h("span", {}, say(label)), count ? h("span", { class: "count" }, new Intl.NumberFormat(uiLanguage()).format(count)) : null);
      })),
    h("div", { id: "panel", role: "tabpanel", "aria-labelledby": `tab-${list}`, "data-key": list }, ...(list === "marks" ? marksPanel(state) : recentsPanel(state))),
  );
}

/**
 * Each number of the page once, with all the places where it stands.
 * @param {PopupState} state
 * @returns {{number: Protocol.Number, text: string, places: number[]}[]} places are indexes into `page.marks`
 */
export function distinct({ page }) {
  /** @type {Map<string, {number: Protocol.Number, text: string, places: number[]}>} */
  const found = new Map();
  page?.marks.forEach(({ number, text }, place) => {
    const key = `${number.e164} ${number.extension ?? ""}`;
    const known = found.get(key);
    if (known) known.places.push(place);
    else found.set(key, { number, text, places: [place] });
  });
  return [...found.values()];
}

/** @param {PopupState} state */
function marksPanel(state) {
  const { page, pageTrouble, site } = state;
  if (pageTrouble) {
    const words = errorWords(pageTrouble);
    return [empty("globe", words.message, words.remedy)];
  }
  if (!page) return [h("p", { class: "loading quiet" }, say("popup_looking"))];
  const numbers = distinct(state);
  if (numbers.length === 0) {
    return [site && !site.marking ? empty("forbid", say("popup_not_marking"), say("popup_not_marking_remedy")) : empty("search", say("popup_no_numbers"), say("popup_no_numbers_remedy"))];
  }
  return [h("ul", { class: "rows", "aria-labelledby": "tab-marks" }, ...numbers.map(markRow))];
}

/** @param {{number: Protocol.Number, places: number[]}} found @param {number} index */
function markRow({ number, places }, index) {
  const written = dialText(number);
  const facts = [regionName(number.region), typeWords(number.type)];
  return h(
    "li",
    { class: "row-item", "data-key": `${number.e164} ${number.extension ?? ""}` },
    h("button", { type: "button", class: "take", "data-act": "take", "data-text": written },
      h("span", { class: "lead" }, digits(written), places.length > 1 ? h("span", { class: "times" }, ` ${sayCount("popup_times", places.length)}`) : null),
      h("span", { class: "quiet" }, facts.filter(Boolean).join(" · "))),
    actButton("show", say("popup_show", written), { icon: "locate", kind: "round", title: true, extra: { "data-index": String(index) } }),
  );
}

/** What each way to end looks like in the list. @type {Record<Protocol.Phase, [icon: string, tone: string]>} */
const ENDS = {
  placing: ["ring", "now"], "ringing-you": ["ring", "now"], "ringing-them": ["ring", "now"], connected: ["ring", "now"],
  ended: ["check", "good"], cancelled: ["hangup", "plain"], failed: ["cross", "bad"], unknown: ["question", "warn"],
};

/** Where a word or two will do. @type {Partial<Record<Protocol.Phase, string>>} */
const SHORT = { ended: "popup_ended", cancelled: "popup_cancelled", unknown: "card_unknown_title" };

/** @param {PopupState} state */
function recentsPanel(state) {
  const { recents, recentsEnd, recentsTrouble, query, rows, attempt } = state;
  if (recentsTrouble) {
    const words = errorWords(recentsTrouble);
    return [empty("warning", words.message, words.remedy), actButton("recents-again", say("card_try_again"), { icon: "reload" })];
  }
  if (!recents) return [h("p", { class: "loading quiet" }, say("popup_looking"))];
  if (recents.length === 0 && recentsEnd) return [empty("history", say("popup_no_recents"), say("popup_no_recents_remedy"))];
  const wanted = matching(recents, query);
  const more = wanted.length > rows || !recentsEnd;
  return [
    h("label", { class: "find", "data-key": "find" }, icon("search"), h("span", { class: "spoken" }, say("popup_search")),
      h("input", { type: "search", id: "query", "data-key": "query", placeholder: say("popup_search"), autocomplete: "off", spellcheck: "false", maxlength: "64" })),
    wanted.length === 0 && recentsEnd ? empty("search", say("popup_nothing_found"), say("popup_nothing_found_remedy")) : null,
    h("ul", { class: "rows", "data-key": "rows", "aria-labelledby": "tab-recents" }, ...wanted.slice(0, rows).map((call) => recentRow(call, attempt === "none"))),
    more ? h("div", { class: "more", "data-key": "more" }, actButton("older", say("popup_older"), { kind: "ghost" })) : null,
  ];
}

/** Said once for each call: dates in words are dear, and a thousand rows are drawn often. @type {WeakMap<Protocol.Call, string>} */
const WHEN = new WeakMap();

/** @param {Protocol.Call} call */
function when(call) {
  const said = WHEN.get(call) ?? whenWords(call.startedAt);
  WHEN.set(call, said);
  return said;
}

/** @param {Protocol.Call} call @param {boolean} free */
function recentRow(call, free) {
  const [name, tone] = ENDS[call.phase];
  const words = SHORT[call.phase] ? say(SHORT[call.phase] ?? "") : (outcomeWords(call)?.message ?? phaseWords(call.phase));
  const written = dialText(call.to);
  return h(
    "li",
    { class: "row-item", "data-key": call.id },
    h("span", { class: `end ${tone}` }, icon(name)),
    h("button", { type: "button", class: "take", "data-act": "take", "data-text": written },
      h("span", { class: "lead" }, digits(written)),
      h("span", { class: "quiet" }, h("time", { datetime: call.startedAt }, when(call)), " ", h("span", { class: "outcome" }, words))),
    actButton("redial", say("popup_redial", written), { icon: "handset", kind: "round", title: true, off: !free || !isOver(call), extra: { "data-text": written } }),
  );
}

/** @param {string} name @param {string} message @param {string} remedy */
function empty(name, message, remedy) {
  return h("div", { class: "empty" }, icon(name), h("p", { class: "message" }, message), h("p", { class: "quiet" }, remedy));
}
