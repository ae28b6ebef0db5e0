// What the card's controls do, by the word in `data-act` or `data-change`. Whether an event may start a call is asked here, of
// the armer, in one place.

/** @typedef {(card: Card, event: Event) => void} CardAction */

/** @type {Record<string, CardAction>} */
const CARD_ACTIONS = {
  call: (card, event) => {
    if (card.armer.allows(event)) placeCall(card);
  },
  redial: (card, event) => {
    if (card.armer.allows(event)) redialCall(card);
  },
  check: (card) => confirmCall(card),
  "check-again": (card) => {
    card.dispatch({ type: "again", requestId: newName() });
    confirmCall(card);
  },
  stop: (card) => stopCountdown(card),
  cancel: (card) => cancelCall(card),
  looked: (card) => card.dispatch({ type: "looked" }),
  close: (card) => card.close(),
  minimise: (card) => minimiseCard(card),
  expand: (card) => expandCard(card),
  history: (card) => card.dispatch({ type: "history-open", open: !card.state.historyOpen }),
  copy: (card) => copyNumber(card),
  country: (card) => {
    card.dispatch({ type: "choosing-country", open: true });
    card.focusOn("region-list");
  },
  "country-close": (card) => {
    card.dispatch({ type: "choosing-country", open: false });
    card.focusOn("country");
  },
  forget: (card) => forgetNumber(card, true),
  remember: (card) => forgetNumber(card, false),
  try: (card) => askAll(card),
  "open-welcome": (card) => openOwnPage(card, "welcome"),
  "open-options": (card) => openOwnPage(card, "options"),
};

/** @type {Record<string, (card: Card, value: string) => void>} */
const CARD_CHANGES = {
  from: (card, value) => card.dispatch({ type: "from", from: value }),
  region: (card, value) => readNumberAs(card, value),
};

/**
 * One listener for every control: only trusted events count, and none reaches the page.
 * @param {Card} card
 */
function listenToCard(card) {
  const { root } = card.surface;
  const { signal } = card;
  const controlAt = (/** @type {EventTarget | null} */ part) => (part instanceof Element ? part.closest("[data-act]") : null);

  const pressed = (/** @type {Event} */ event, /** @type {EventTarget | null} */ part) => {
    if (card.armer.button && controlAt(part) === card.armer.button) card.armer.pressed(event);
    if (event instanceof KeyboardEvent) keepTabInside(event, root);
  };
  /** @type {Record<string, (event: Event, part: EventTarget | null) => void>} */
  const heard = {
    click(event, part) {
      const control = controlAt(part);
      if (!event.isTrusted || !control || control.getAttribute("aria-disabled")) return;
      CARD_ACTIONS[control.getAttribute("data-act") ?? ""]?.(card, event);
    },
    pointerdown: pressed,
    keydown: pressed,
  };
  for (const [type, hear] of Object.entries(heard)) root.addEventListener(type, (event) => hear(event, event.target), { signal });
  veilCard(root, (event, part) => heard[event.type]?.(event, part), signal);

  root.addEventListener(
    "change",
    (event) => {
      const list = event.target;
      if (!event.isTrusted || !(list instanceof HTMLSelectElement)) return;
      CARD_CHANGES[list.dataset.change ?? ""]?.(card, list.value);
    },
    { signal },
  );

  // The page's shortcuts must not answer to keys that were meant for the card.
  for (const type of [
    "keydown",
    "keypress",
    "keyup",
    "pointerdown",
    "mousedown",
    "click",
    "dblclick",
    "contextmenu",
    "wheel",
  ]) {
    root.addEventListener(type, (event) => event.stopPropagation(), { signal, passive: true });
  }
}
