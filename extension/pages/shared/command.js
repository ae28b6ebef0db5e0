// A command for the terminal with a button that copies it, and how to find the command in what the host advises. Shared by the
// options and the first-run page. Nothing here runs a command; only the person can.

/**
 * @param {string} command
 * @param {boolean} copied whether it was just copied
 */
export function commandLine(command, copied) {
  return h(
    "div",
    { class: "command", "data-key": command },
    h("code", { dir: "ltr" }, command),
    h(
      "button",
      { type: "button", class: "button ghost", "data-act": "copy", "data-command": command, "aria-label": say("options_copy_command", command) },
      icon(copied ? "check" : "copy"),
      h("span", { class: "label" }, say(copied ? "card_copied" : "card_copy")),
    ),
  );
}

/** Programs of ours, or that install them, which a remedy may begin with. */
const COMMAND = /^(ringout|pipx|python3?|sudo|apt|brew|flatpak|snap)\s/;

/** A command of ours inside a sentence of any language, whatever stands around it. */
const INSIDE = /(?:ringout (?:install|login|self-test)|pipx (?:install|upgrade) ringout-host)(?: --[a-z-]+(?: [a-z-]+)?)*/;

/**
 * The command in an advice such as `Install it, then run: ringout install`.
 * @param {string} remedy
 * @returns {string | null} null where it is a sentence only
 */
export function commandIn(remedy) {
  return COMMAND.test(remedy) ? remedy : (INSIDE.exec(remedy)?.[0] ?? null);
}
