// The pieces that the card's faces are made of. Each builds elements from what it is given and knows nothing else.

/**
 * A button. What it does is in `data-act`; one listener of the card answers them all.
 * @param {string} act
 * @param {string} label
 * @param {{icon?: string, kind?: 'call' | 'plain' | 'ghost' | 'danger' | 'round', title?: boolean, off?: boolean, extra?: Record<string, string | boolean>}} [look]
 */
function actButton(act, label, { icon: name, kind = "plain", title = false, off = false, extra = {} } = {}) {
  return h(
    "button",
    {
      type: "button", class: `button ${kind}`, "data-key": act, "data-act": act, "aria-disabled": off && "true",
      "aria-label": title && label, title: title && label, ...extra,
    },
    name ? icon(name) : null,
    title ? null : h("span", { class: "label" }, label),
  );
}

/** Digits always run from left to right, whatever the language around them. @param {string} text @param {string} [className] */
function digits(text, className) {
  return h("bdi", { dir: "ltr", class: className }, text);
}

/**
 * A short message with an icon: `info`, `warn`, `danger`, `good`.
 * @param {'info' | 'warn' | 'danger' | 'good'} tone
 * @param {string} name of the icon
 * @param {string} message
 * @param {string} [remedy]
 */
function notice(tone, name, message, remedy) {
  return h(
    "div",
    { class: `notice ${tone}`, "data-key": "notice" },
    icon(name),
    h("div", {}, h("p", { class: "message" }, message), remedy ? h("p", { class: "remedy" }, remedy) : null),
  );
}

/** The mark that nobody can take a pretend call for a real one. */
function simulatorMark() {
  return h("p", { class: "simulator", "data-key": "simulator" }, h("strong", {}, say("card_simulator")), " ", say("card_simulator_means"));
}

/**
 * The number as dialled, where it is, and how the page writes it.
 * @param {CardState} state
 */
function numberHead(state) {
  const { number, text } = state;
  const written = text.replace(/\s+/g, " ").trim();
  const shown = number?.international ?? written;
  const differs = number && written.replace(/[^\p{L}\p{N}+]/gu, "") !== shown.replace(/[^\d+]/g, "");
  return h(
    "header",
    { class: "head", "data-key": "head" },
    h("h2", { id: "number", class: shown.length > 20 ? "number long" : "number" }, number ? digits(shown) : h("bdi", {}, shown)),
    number ? facts(number) : null,
    number?.extension ? h("p", { class: "extension", "data-key": "extension" }, icon("keypad"), h("span", {}, say("card_extension", number.extension))) : null,
    differs ? h("p", { class: "written", "data-key": "written" }, say("card_written"), " ", h("bdi", {}, written)) : null,
  );
}

/** @param {Protocol.Number} number */
function facts(number) {
  const there = timeThere(number.region);
  const type = typeWords(number.type);
  return h(
    "p",
    { class: "facts", "data-key": "facts" },
    /^[A-Z]{2}$/.test(number.region) ? h("span", { class: "region", "aria-hidden": "true" }, number.region) : icon("globe"),
    h("span", { class: "fact" }, regionName(number.region)),
    type ? h("span", { class: "fact" }, type) : null,
    there ? h("span", { class: there.night ? "fact night" : "fact" }, say(there.night ? "card_time_there_night" : "card_time_there", there.time)) : null,
  );
}
