// The top of every face of the card: the number, and what is known of it.

/** An address that is a call, and the number in it. */
const CALL_ADDRESS = /^\s*(?:tel|callto|rcmobile|rcapp):(?:.*?[?&]number=|\/{0,2})([^&]*)/i;

/**
 * The number as the page gives it; of a link, the number in its address, because nobody reads addresses.
 * @param {string} text
 * @returns {{written: string, linked: boolean}}
 */
function asWritten(text) {
  const inAddress = CALL_ADDRESS.exec(text)?.[1];
  const plain = (inAddress ?? text).replace(/%(?:20|2b)/gi, (code) => (code === "%20" ? " " : "+"));
  return { written: plain.replace(/\s+/g, " ").trim(), linked: inAddress !== undefined };
}

/**
 * The number as dialled, where it is, and how the page writes it.
 * @param {CardState} state
 */
function numberHead(state) {
  const { number, text } = state;
  const { written, linked } = asWritten(text);
  const shown = number?.international ?? written;
  const differs = number && written.replace(/[^\p{L}\p{N}+]/gu, "") !== shown.replace(/[^\d+]/g, "");
  return h(
    "header",
    { class: "head", "data-key": "head" },
    h(
      "h2",
      { id: "number", class: shown.length > 20 ? "number long" : "number" },
      number ? digits(shown) : h("bdi", {}, shown),
    ),
    number ? numberFacts(number) : null,
    number?.extension
      ? h(
          "p",
          { class: "extension", "data-key": "extension" },
          icon("keypad"),
          h("span", {}, say("card_extension", number.extension)),
        )
      : null,
    differs
      ? h("p", { class: "written", "data-key": "written" }, say(linked ? "card_linked" : "card_written"), " ", digits(written))
      : null,
  );
}
