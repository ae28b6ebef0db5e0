// Which of the card's faces its knowledge asks for, and what may be done there. Pure.

/**
 * @typedef {'forgotten' | 'calling' | 'over' | 'setup' | 'refuse' | 'signed-out' | 'trouble' | 'parked' | 'loading' | 'confirm' | 'ready'} CardScreen
 * @param {CardState} state
 * @returns {CardScreen}
 */
function cardScreen(state) {
  const { session, inspection, call } = state;
  if (state.forgotten) return "forgotten";
  if (call) return isOver(call) ? "over" : "calling";
  if (session && session.connection !== "ready") return "setup";
  if (inspection?.verdict === "refuse") return "refuse";
  if (session && !session.account.signedIn) return "signed-out";
  if (state.trouble) return "trouble";
  if (state.attempt === "parked") return "parked";
  if (!inspection || !session) return "loading";
  return inspection.verdict === "confirm" ? "confirm" : "ready";
}

/** May a click, or the end of the countdown, start a call now? @param {CardState} state */
function mayStart(state) {
  const screen = cardScreen(state);
  return (screen === "ready" || screen === "confirm") && state.attempt === "none" && state.refusedUntil === null;
}

/** The phone that rings first: chosen here, else in the settings, else the account's first. @param {CardState} state */
function firstPhone(state) {
  const phones = state.session?.account.from ?? [];
  const wanted = state.from ?? state.session?.settings.from ?? phones[0]?.phoneNumber ?? null;
  return { phones, wanted, phone: phoneOf(phones, wanted ?? undefined) };
}
