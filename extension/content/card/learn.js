// What the card asks and hears: may this number be called, from which phone, what became of earlier calls, how this one goes.
// Answers become events; nothing here decides what they mean.

const CARD_SLOW_AFTER = 300;
const CARD_VERY_SLOW_AFTER = 10_000;

/** @param {unknown} error @returns {Refusal} as `ask` throws it */
function asRefusal(error) {
  return /** @type {Refusal} */ (error);
}

/** Asks everything that is needed to offer the call. @param {Card} card */
function askAll(card) {
  const { signal } = card;
  card.dispatch({ type: "asking" });
  ask("session.get", {}, { signal }).then(
    (session) => card.dispatch({ type: "session", session }),
    (error) => card.dispatch({ type: "trouble", error: asRefusal(error) }),
  );
  ask("prefs.get", {}, { signal }).then(
    (prefs) => card.dispatch({ type: "prefs", prefs }),
    () => {},
  );
  void inspectNumber(card);
  if (card.state.number) void recallCalls(card);
}

/** Asks for the verdict; says so when that takes long. @param {Card} card */
async function inspectNumber(card) {
  const { text, region } = card.state;
  card.timers.set("slow", CARD_SLOW_AFTER, () => card.dispatch({ type: "wait", wait: "slow" }));
  card.timers.set("very slow", CARD_VERY_SLOW_AFTER, () => card.dispatch({ type: "wait", wait: "very-slow" }));
  try {
    const inspection = await ask("numbers.inspect", { text, region }, { signal: card.signal });
    if (card.state.region === region) card.dispatch({ type: "inspected", inspection });
  } catch (error) {
    if (card.state.region === region) card.dispatch({ type: "trouble", error: asRefusal(error) });
  }
}

/** Earlier calls with this number; a card without them is still a card. @param {Card} card */
async function recallCalls(card) {
  const to = card.state.number?.e164;
  if (!to) return;
  try {
    const { calls } = await ask("calls.list", { limit: CARD_HISTORY_MOST + 1, to }, { signal: card.signal });
    if (card.state.number?.e164 === to) card.dispatch({ type: "history", calls });
  } catch {
    // nothing to show
  }
}

/** @param {Card} card @param {Messages.Update} update */
function hearUpdate(card, update) {
  const { session, requestId } = card.state;
  if (update.name === "session") card.dispatch({ type: "session", session: update.session });
  else if (update.name === "call.updated") card.dispatch({ type: "call", call: update.call });
  else if (update.name === "account.changed") card.dispatch({ type: "account", account: update.account });
  else if (update.name === "connection" && update.connection !== session?.connection) askAgain(card);
  else if (update.name === "confirm.closed" && update.requestId === requestId && update.outcome !== "confirmed") {
    card.dispatch({ type: "retry" });
  }
}

/** The way to the host changed. @param {Card} card */
function askAgain(card) {
  ask("session.get", {}, { signal: card.signal }).then(
    (session) => {
      card.dispatch({ type: "session", session });
      if (session.connection === "ready" && !card.state.inspection) void inspectNumber(card);
    },
    () => {},
  );
}
