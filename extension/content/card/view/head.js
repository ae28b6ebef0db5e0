// The top of every face of the card: the number, and what is known of it.

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
    differs ? h("p", { class: "written", "data-key": "written" }, say("card_written"), " ", digits(written)) : null,
  );
}
