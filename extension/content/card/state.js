// What the card knows, and how each event changes it: one pure function, no clock, no browser. It must never decide by itself
// that a call is made.

/** @typedef {'none' | 'starting' | 'parked'} Attempt parked: waiting for the confirmation window */
/** @typedef {'waiting' | 'armed' | 'doubtful'} ArmState doubtful: the page may be covering us, so a window of ours asks instead */

/**
 * @typedef {object} CardState
 * @property {string} text the number as the page writes it
 * @property {string | null} region which country's rules it is read by
 * @property {Protocol.Number | null} number
 * @property {Protocol.Inspection | null} inspection
 * @property {Messages.Session | null} session
 * @property {Messages.Preferences | null} prefs
 * @property {Refusal | null} trouble why we could not find out what may be done
 * @property {Protocol.Call[]} history earlier calls with this number, newest first
 * @property {'none' | 'slow' | 'very-slow'} wait
 * @property {string} requestId the same for every click of one attempt, so that two clicks are one call
 * @property {Attempt} attempt
 * @property {Refusal | null} refused what was answered instead of a call
 * @property {number | null} refusedUntil when trying again can succeed, in ms since 1970
 * @property {string | null} from the phone to ring first, when chosen here
 * @property {Protocol.Call | null} call
 * @property {string | null} connectedAt
 * @property {boolean} cancelling
 * @property {Refusal | null} cancelRefused
 * @property {ArmState} arm
 * @property {boolean} countdown one-click site: the two seconds are running
 * @property {boolean} stopped one-click site: the person stopped the two seconds
 * @property {'none' | 'done' | 'failed'} copied
 * @property {boolean} choosingCountry
 * @property {boolean} historyOpen the earlier calls are listed
 * @property {boolean} small made small while the call goes on
 * @property {boolean} forgotten remembered as not a telephone number
 * @property {boolean} looked the person says that they looked at their phone after an unknown outcome
 */

/**
 * @typedef {{type: 'session', session: Messages.Session}
 *   | {type: 'account', account: Protocol.Account}
 *   | {type: 'prefs', prefs: Messages.Preferences}
 *   | {type: 'inspected', inspection: Protocol.Inspection}
 *   | {type: 'trouble', error: Refusal}
 *   | {type: 'history', calls: Protocol.Call[]}
 *   | {type: 'wait', wait: CardState['wait']}
 *   | {type: 'region', region: string}
 *   | {type: 'from', from: string}
 *   | {type: 'arm', arm: ArmState}
 *   | {type: 'countdown', running: boolean}
 *   | {type: 'starting'} | {type: 'parked'} | {type: 'retry'} | {type: 'looked'} | {type: 'asking'}
 *   | {type: 'refused', error: Refusal, now: number}
 *   | {type: 'call', call: Protocol.Call}
 *   | {type: 'cancelling'} | {type: 'cancel-refused', error: Refusal}
 *   | {type: 'again', requestId: string}
 *   | {type: 'copied', ok: boolean}
 *   | {type: 'choosing-country', open: boolean}
 *   | {type: 'history-open', open: boolean}
 *   | {type: 'small', small: boolean}
 *   | {type: 'forgotten', yes: boolean}} CardEvent
 */

/**
 * @param {{text: string, region: string | null, number: Protocol.Number | null, requestId: string}} start
 * @returns {CardState}
 */
function newCard({ text, region, number, requestId }) {
  return {
    text,
    region,
    number,
    requestId,
    inspection: null,
    session: null,
    prefs: null,
    trouble: null,
    history: [],
    wait: "none",
    attempt: "none",
    refused: null,
    refusedUntil: null,
    from: null,
    call: null,
    connectedAt: null,
    cancelling: false,
    cancelRefused: null,
    arm: "waiting",
    countdown: false,
    stopped: false,
    copied: "none",
    choosingCountry: false,
    historyOpen: false,
    small: false,
    forgotten: false,
    looked: false,
  };
}

/**
 * @param {CardState} state
 * @param {CardEvent} event
 * @returns {CardState}
 */
function cardReducer(state, event) {
  switch (event.type) {
    case "session":
      return adopt({ ...state, session: event.session });
    case "account":
      return state.session ? { ...state, session: { ...state.session, account: event.account } } : state;
    case "prefs":
      return { ...state, prefs: event.prefs };
    case "inspected":
      return adopt({
        ...state,
        inspection: event.inspection,
        number: event.inspection.number ?? null,
        trouble: null,
        wait: "none",
      });
    case "trouble":
      return { ...state, trouble: event.error, wait: "none" };
    case "asking":
      return { ...state, trouble: null, inspection: null };
    case "history":
      return { ...state, history: event.calls };
    case "wait":
      return state.inspection || state.wait === "very-slow" ? state : { ...state, wait: event.wait };
    case "region":
      return {
        ...state,
        region: event.region,
        number: null,
        inspection: null,
        trouble: null,
        refused: null,
        refusedUntil: null,
        history: [],
      };
    case "from":
      return { ...state, from: event.from };
    case "arm":
      return { ...state, arm: event.arm };
    case "countdown":
      return { ...state, countdown: event.running, stopped: state.stopped || (state.countdown && !event.running) };
    case "starting":
      return { ...state, attempt: "starting", refused: null, refusedUntil: null, countdown: false };
    case "parked":
      return { ...state, attempt: "parked", refused: null, refusedUntil: null };
    case "refused":
      return {
        ...state,
        attempt: "none",
        refused: event.error,
        refusedUntil: event.error.retryAfter ? event.now + event.error.retryAfter * 1000 : null,
      };
    case "retry":
      return { ...state, attempt: "none", refused: null, refusedUntil: null };
    case "call":
      return withCall(state, event.call);
    case "cancelling":
      return { ...state, cancelling: true, cancelRefused: null };
    case "cancel-refused":
      return { ...state, cancelling: false, cancelRefused: event.error };
    case "again":
      return {
        ...state,
        requestId: event.requestId,
        call: null,
        connectedAt: null,
        attempt: "none",
        refused: null,
        refusedUntil: null,
        cancelling: false,
        cancelRefused: null,
        looked: false,
        stopped: true,
        small: false,
      };
    case "looked":
      return { ...state, looked: true };
    case "copied":
      return { ...state, copied: event.ok ? "done" : "failed" };
    case "choosing-country":
      return { ...state, choosingCountry: event.open };
    case "history-open":
      return { ...state, historyOpen: event.open };
    case "small":
      return { ...state, small: event.small };
    case "forgotten":
      return { ...state, forgotten: event.yes };
  }
}

/** A card for a number with a live call shows that call. @param {CardState} state @returns {CardState} */
function adopt(state) {
  if (state.call || state.attempt !== "none") return state;
  const live = state.session?.activeCalls.find((call) => call.to.e164 === state.number?.e164 && !isOver(call));
  return live ? withCall(state, live) : state;
}

/**
 * News of a call: ours by id, by request, or a live one to this number while we have none. Late news never undoes newer.
 * @param {CardState} state
 * @param {Protocol.Call} call
 * @returns {CardState}
 */
function withCall(state, call) {
  const known = state.call;
  const ours = known ? known.id === call.id : call.requestId === state.requestId;
  const joins = !known && state.attempt === "none" && call.to.e164 === state.number?.e164 && !isOver(call);
  if (!ours && !joins) return state;
  if (known && (known.updatedAt > call.updatedAt || (isOver(known) && !isOver(call)))) return state;
  return {
    ...state,
    call,
    attempt: "none",
    refused: null,
    refusedUntil: null,
    countdown: false,
    connectedAt: call.phase === "connected" ? (state.connectedAt ?? call.updatedAt) : state.connectedAt,
    cancelling: state.cancelling && call.cancellable,
    cancelRefused: isOver(call) ? null : state.cancelRefused,
  };
}
