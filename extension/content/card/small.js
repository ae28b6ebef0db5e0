// Making the card small while a call goes on, and full again. The call is not touched by either.

/** A small card whose call has ended well goes by itself, in ms; any other outcome stays until the person has seen it. */
const CARD_SMALL_LINGERS = 10_000;

/** Whether the card shows how a call goes, so that it is made small where it would else be closed. @param {Card} card */
function canBeSmall({ state, surface }) {
  return cardScreen(state) === "calling" && !surface.modal; // a small modal would lock the page for nothing
}

/** The focus stays with the card when it was there: on what brings it back. @param {Card} card */
function minimiseCard(card) {
  if (!canBeSmall(card)) return card.close();
  const hadFocus = card.surface.root.activeElement !== null;
  card.dispatch({ type: "small", small: true });
  if (hadFocus) card.focusOn("expand");
}

/** @param {Card} card */
function expandCard(card) {
  card.timers.stop("small");
  card.dispatch({ type: "small", small: false });
  card.focusOn("minimise");
}

/** Plans the going of a small card whose call is over. @param {Card} card @param {CardState} before */
function considerLeaving(card, before) {
  const { small, call } = card.state;
  if (!small || !call || before.call?.phase === call.phase) return;
  if (call.phase === "ended" || call.phase === "cancelled") card.timers.set("small", CARD_SMALL_LINGERS, () => card.close());
}
