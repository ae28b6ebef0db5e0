// What every section of the options is made of: the section itself, a field with its label and hint, whether it was saved, and
// who fixed it where it cannot be changed. Pure: state in, elements out.

import { isLocked } from "./settings.js";

/**
 * @typedef {import('./state.js').State} State
 * @typedef {HTMLElement | null} Part
 */

/**
 * @param {string} id
 * @param {string} iconName
 * @param {...Part} rows
 */
export function section(id, iconName, ...rows) {
  return sectionLed(id, iconName, "", ...rows);
}

/**
 * A section that begins with a sentence.
 * @param {string} id
 * @param {string} iconName
 * @param {string} lead
 * @param {...Part} rows
 */
export function sectionLed(id, iconName, lead, ...rows) {
  return h(
    "section",
    { id, "data-key": id, "aria-labelledby": `${id}-title`, tabindex: "-1" },
    h("h2", { id: `${id}-title` }, icon(iconName), say(`options_${id}`)),
    lead ? h("p", { class: "lead" }, lead) : null,
    h("div", { class: "panel" }, ...rows),
  );
}

/**
 * One setting. The control is named by its label (`id="key"` on a single control; groups get `aria-labelledby`).
 * @param {State} state
 * @param {string} key
 * @param {HTMLElement} control
 * @param {{hint?: string, wide?: boolean, group?: boolean}} [look] `wide`: the control stands under its label
 */
export function field(state, key, control, { hint, wide = false, group = false } = {}) {
  const label = group
    ? h("p", { class: "name", id: `${key}-name` }, say(`options_${keyPart(key)}`))
    : h("label", { class: "name", for: key }, say(`options_${keyPart(key)}`));
  return h(
    "div",
    { class: wide ? "field wide" : "field", "data-key": key, "data-field": key },
    h("div", { class: "words" }, label, hint ? h("p", { class: "quiet", id: `${key}-hint` }, hint) : null, lockedLine(state, key)),
    h("div", { class: "control" }, control),
    savedLine(state, key),
  );
}

/** Which sentences describe a control. @param {State} state @param {string} key @param {boolean} [hint] */
export function describedBy(state, key, hint = true) {
  const wrong = state.saved?.field === key && state.saved.error;
  return [hint ? `${key}-hint` : "", isLocked(state, key) ? `${key}-locked` : "", wrong ? `${key}-saved` : ""].filter(Boolean).join(" ") || null;
}

/** @param {State} state @param {string} key */
export function lockedLine(state, key) {
  return isLocked(state, key) ? h("p", { class: "locked", id: `${key}-locked` }, icon("lock"), say("options_locked")) : null;
}

/** Whether the last change of this field was saved, with the way back; or why not. @param {State} state @param {string} key */
export function savedLine(state, key) {
  const { saved } = state;
  if (saved?.field !== key) return null;
  if (saved.error) {
    const { message, remedy } = errorWords(saved.error);
    return h("p", { class: "wrong", id: `${key}-saved`, "data-key": "wrong" }, icon("warning"), h("span", {}, `${message} ${remedy}`));
  }
  return h(
    "p",
    { class: "saved", id: `${key}-saved`, "data-key": "saved" },
    icon("check"),
    say(saved.undone ? "options_undone" : "options_saved"),
    saved.undo ? actButton("undo", say("common_undo"), { kind: "ghost", extra: { "aria-label": say("options_undo", say(`options_${keyPart(key)}`)) } }) : null,
  );
}

/**
 * A choice of yes or no.
 * @param {State} state
 * @param {string} key
 * @param {boolean} on
 */
export function toggle(state, key, on) {
  const control = h("input", {
    type: "checkbox", role: "switch", class: "switch", id: key, "data-set": key, checked: on,
    disabled: isLocked(state, key), "aria-describedby": describedBy(state, key),
  });
  return field(state, key, control, { hint: say(`options_${keyPart(key)}_hint`) });
}

/**
 * A choice of one of a few, each with a sentence of its own.
 * @param {State} state
 * @param {string} key
 * @param {string[]} values
 * @param {string} chosen
 * @param {{row?: boolean}} [look] `row`: side by side, without sentences
 */
export function radios(state, key, values, chosen, { row = false } = {}) {
  const choices = values.map((value) => {
    const name = `options_${keyPart(key)}_${keyPart(value)}`;
    const hint = row ? "" : sayOr(`${name}_hint`, "");
    return h(
      "label",
      { class: "choice", "data-key": value },
      h("input", { type: "radio", name: key, "data-set": key, value, checked: value === chosen, disabled: isLocked(state, key) }),
      h("span", { class: "what" }, h("span", { class: "label" }, say(name)), hint ? h("span", { class: "quiet" }, hint) : null),
    );
  });
  const group = h("div", { class: row ? "choices row-of" : "choices", role: "radiogroup", "aria-labelledby": `${key}-name`, "aria-describedby": describedBy(state, key, false) }, ...choices);
  return field(state, key, group, { wide: !row, group: true });
}

/**
 * A choice of one of several, as a list that opens.
 * @param {State} state
 * @param {string} key
 * @param {{value: string, label: string, lang?: string}[]} options
 * @param {string} chosen
 * @param {string} [hint]
 */
export function select(state, key, options, chosen, hint) {
  const list = h(
    "select",
    { id: key, "data-set": key, disabled: isLocked(state, key), "aria-describedby": describedBy(state, key, Boolean(hint)) },
    ...options.map(({ value, label, lang }) => h("option", { value, lang, selected: value === chosen, "data-key": value }, label)),
  );
  return field(state, key, h("span", { class: "select" }, list, icon("chevron")), hint ? { hint } : {});
}

/** A row without a setting: something to read, or to do. @param {string} key @param {...Part} children */
export function plain(key, ...children) {
  return h("div", { class: "field wide", "data-key": key, "data-field": key }, ...children);
}
