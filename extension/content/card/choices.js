// What else a person does with the number: copies it, reads it by another country's rules, says that it is none.

const CARD_TYPING_RESTS = 500;

/** @param {Card} card */
async function copyNumber(card) {
  const text = card.state.number?.e164 ?? asWritten(card.state.text).written;
  card.dispatch({ type: "copied", ok: await copyText(text, card.surface.root) });
}

/**
 * The clipboard, also on pages without a secure context.
 * @param {string} text
 * @param {ShadowRoot} root
 */
async function copyText(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "spoken", readonly: true }, text);
    const before = /** @type {HTMLElement | null} */ (root.activeElement);
    root.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
}

/**
 * Reads the number by another country's rules, here and from now on at this site. A list changes with every letter that is typed
 * in it, so it counts once the typing rests.
 * @param {Card} card
 * @param {string} region
 */
function readNumberAs(card, region) {
  card.dispatch({ type: "region", region });
  card.timers.set("region", CARD_TYPING_RESTS, () => {
    void inspectNumber(card);
    ask("prefs.set", { key: "region", value: region }).then(
      (prefs) => card.dispatch({ type: "prefs", prefs }),
      () => {},
    );
  });
}

/** @param {Card} card @param {boolean} yes remember that this is no telephone number; or take that back */
async function forgetNumber(card, yes) {
  const { text } = card.state;
  card.dispatch({ type: "forgotten", yes });
  try {
    const known = (await ask("prefs.get", {})).notNumbers.filter((each) => each !== text);
    const prefs = await ask("prefs.set", { key: "notNumbers", value: yes ? [...known, text] : known });
    card.dispatch({ type: "prefs", prefs });
  } catch (error) {
    card.dispatch({ type: "forgotten", yes: !yes });
    card.dispatch({ type: "refused", error: asRefusal(error), now: Date.now() });
  }
}

/** @param {Card} card @param {'options' | 'welcome'} page */
function openOwnPage(card, page) {
  ask("page.open", { page }).then(
    () => card.close(),
    (error) => card.dispatch({ type: "trouble", error: asRefusal(error) }),
  );
}
