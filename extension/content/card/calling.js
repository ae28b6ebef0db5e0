// How the card starts and cancels calls. `placeCall` is reached by a trusted event on the armed button (actions.js), and by the
// countdown of a site that the person listed for one-click calling; by nothing else.

const CARD_COUNTDOWN = 2000;

/** Places the call. Two starts of one attempt carry the same requestId and are one call. @param {Card} card */
async function placeCall(card) {
  if (!mayStart(card.state)) return;
  const { requestId, text, region, from } = card.state;
  card.dispatch({ type: "starting" });
  try {
    const { call } = await ask("calls.start", { requestId, text, region, ...(from && { from }) });
    card.dispatch({ type: "call", call });
  } catch (error) {
    card.dispatch({ type: "refused", error: asRefusal(error), now: Date.now() });
    void inspectNumber(card); // it may need a confirmation now
  }
}

/** A new attempt at once; the host asks for a confirmation when it comes too soon. @param {Card} card */
function redialCall(card) {
  card.dispatch({ type: "again", requestId: newName() });
  if (card.state.inspection?.verdict === "allow") void placeCall(card);
  else askAll(card);
}

/** The confirmation window takes over; no page can lie above it. @param {Card} card */
async function confirmCall(card) {
  const { requestId, text, region, from } = card.state;
  card.dispatch({ type: "parked" });
  try {
    await ask("confirm.open", { requestId, text, region, ...(from && { from }) });
  } catch (error) {
    card.dispatch({ type: "refused", error: asRefusal(error), now: Date.now() });
  }
}

/** @param {Card} card */
async function cancelCall(card) {
  const id = card.state.call?.id;
  if (!id || card.state.cancelling) return;
  card.dispatch({ type: "cancelling" });
  try {
    const { call } = await ask("calls.cancel", { id });
    card.dispatch({ type: "call", call });
  } catch (error) {
    card.dispatch({ type: "cancel-refused", error: asRefusal(error) });
  }
}

/** One-click sites: two visible seconds, once the button is armed, that any key or click stops. @param {Card} card */
function considerCountdown(card) {
  const { state, target } = card;
  const listed = target.oneClick === true && state.prefs?.oneClick === true;
  const free = cardScreen(state) === "ready" && mayStart(state) && state.arm === "armed" && !state.stopped && !state.refused && !focusInFrame();
  if (listed && free && !state.countdown) {
    card.dispatch({ type: "countdown", running: true });
    card.timers.set("countdown", CARD_COUNTDOWN, () => {
      card.armer.look(true);
      if (card.state.countdown && card.armer.progress.state === "armed") void placeCall(card);
    });
  } else if (state.countdown && !(listed && free)) stopCountdown(card);
}

/** @param {Card} card */
function stopCountdown(card) {
  card.timers.stop("countdown");
  card.dispatch({ type: "countdown", running: false });
}
