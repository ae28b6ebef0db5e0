// The pieces that the card and the pages are made of. Each builds elements from what it is given and knows nothing else.

/**
 * A button. What it does is in `data-act`; one listener answers them all.
 * @param {string} act
 * @param {string} label
 * @param {{icon?: string, kind?: 'call' | 'plain' | 'ghost' | 'danger' | 'round', title?: boolean, off?: boolean, extra?: Record<string, string | boolean>}} [look]
 */
function actButton(act, label, { icon: name, kind = "plain", title = false, off = false, extra = {} } = {}) {
  return h(
    "button",
    {
      type: "button",
      class: `button ${kind}`,
      "data-key": act,
      "data-act": act,
      "aria-disabled": off && "true",
      "aria-label": title && label,
      title: title && label,
      ...extra,
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
    h("div", {}, h("p", { class: "message" }, message), remedy ? h("p", { class: "remedy" }, ...withCommands(remedy)) : null),
  );
}

/** A command of ours inside a sentence of any language, whatever stands around it. */
const COMMAND_INSIDE = /((?:ringout (?:install|login|self-test)|pipx (?:install|upgrade) ringout-host)(?: --[a-z-]+)*)/;

/** A sentence whose commands look like what is typed, and are not torn apart. @param {string} sentence @returns {(Node | string)[]} */
function withCommands(sentence) {
  return sentence.split(COMMAND_INSIDE).map((part, place) => (place % 2 ? h("code", { dir: "ltr" }, part) : part));
}

/** An outcome that nobody knows must not look like any other. @param {Sentences} words */
function alarm({ message, remedy }) {
  const box = notice("warn", "question", message, remedy);
  box.classList.add("alarm");
  box.lastElementChild?.prepend(h("p", { class: "heading" }, say("card_unknown_title")));
  return box;
}

/** The mark that nobody can take a pretend call for a real one. */
function simulatorMark() {
  return h(
    "p",
    { class: "simulator", "data-key": "simulator" },
    h("strong", {}, say("card_simulator")),
    " ",
    say("card_simulator_means"),
  );
}

/** Country, kind, and the time there where it can be known. @param {Protocol.Number} number */
function numberFacts(number) {
  const there = timeThere(number.region);
  const type = typeWords(number.type);
  return h(
    "p",
    { class: "facts", "data-key": "facts" },
    h("span", { class: "fact" }, regionSign(number.region), " ", regionName(number.region)),
    type ? h("span", { class: "fact" }, type) : null,
    there
      ? h(
          "span",
          { class: there.night ? "fact night" : "fact" },
          say(there.night ? "card_time_there_night" : "card_time_there", there.time),
        )
      : null,
  );
}

/** The country's two letters, as on the back of a car; a globe where a number belongs to none. @param {string} region */
function regionSign(region) {
  return /^[A-Z]{2}$/.test(region) ? h("span", { class: "region", "aria-hidden": "true" }, region) : icon("globe");
}
