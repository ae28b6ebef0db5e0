// What the popup knows, and how each piece of news changes it. Pure: state and event in, new state out; asks nobody, shows nothing.

/**
 * @typedef {object} ShownCall a call that is going on, or that came to its end while the popup was open
 * @property {Protocol.Call} call
 * @property {string | null} connectedAt
 * @property {boolean} cancelling
 * @property {Refusal | null} cancelRefused
 * @property {boolean} looked the person says that they looked at their phone after an unknown outcome
 */

/** @typedef {'none' | 'slow' | 'very-slow'} Wait */

/** @typedef {{text: string, number: Protocol.Number}} Choice */

/** @typedef {{tabId: number, site: string, marks: Messages.Mark[]}} PageMarks */

/**
 * @typedef {object} PopupState
 * @property {Messages.Session | null} session
 * @property {Wait} wait for the session
 * @property {string} text in the dial box
 * @property {string | null} region whose rules it is read by, when chosen here
 * @property {Protocol.Inspection | null} inspection of `text`, or of what stood there a moment ago
 * @property {boolean} stale the inspection is not of this text
 * @property {Wait} judging
 * @property {Refusal | null} trouble why it could not be judged
 * @property {Choice[]} choices numbers in what was pasted
 * @property {'none' | 'done' | 'failed'} numberCopied
 * @property {boolean} keypad
 * @property {'none' | 'starting' | 'parked'} attempt
 * @property {string} requestId the same for every click of one attempt, so that two clicks are one call
 * @property {Refusal | null} refused what was answered instead of a call
 * @property {number | null} refusedUntil when trying again can succeed, in ms since 1970
 * @property {ShownCall[]} calls newest first
 * @property {Refusal | null} unsaved why a setting was not kept
 * @property {'none' | 'asking' | 'open'} signIn
 * @property {Refusal | null} signInRefused
 * @property {boolean} copied the command that repairs
 * @property {boolean} checking the way to the host is tried again
 * @property {'marks' | 'recents'} list
 * @property {PageMarks | null} page
 * @property {Refusal | null} pageTrouble
 * @property {Messages.Preferences | null} site what holds on the page's site
 * @property {boolean} siteStuck switching the site on changed nothing, because marking is off everywhere
 * @property {Protocol.Call[] | null} recents newest first
 * @property {boolean} recentsEnd nothing older is left
 * @property {Refusal | null} recentsTrouble
 * @property {string} query
 * @property {number} rows how many recents are drawn
 */

/** Recents are drawn this many at a time. */
export const ROWS = 40;

/** @param {string} requestId @returns {PopupState} */
export function newPopup(requestId) {
  return {
    session: null, wait: "none", text: "", region: null, inspection: null, stale: false, judging: "none", trouble: null, choices: [], numberCopied: "none", keypad: false,
    attempt: "none", requestId, refused: null, refusedUntil: null, calls: [], unsaved: null, signIn: "none", signInRefused: null,
    copied: false, checking: false, list: "marks", page: null, pageTrouble: null, site: null, siteStuck: false,
    recents: null, recentsEnd: false, recentsTrouble: null, query: "", rows: ROWS,
  };
}

/**
 * @typedef {{type: 'set', change: Partial<PopupState>}
 *   | {type: 'session', session: Messages.Session}
 *   | {type: 'account', account: Protocol.Account}
 *   | {type: 'settings', settings: Protocol.SessionSettings, policy: Protocol.Policy}
 *   | {type: 'typed', text: string}
 *   | {type: 'inspected', text: string, region: string | null, inspection: Protocol.Inspection}
 *   | {type: 'refused', error: Refusal, now: number}
 *   | {type: 'call', call: Protocol.Call, nextRequestId: string}
 *   | {type: 'of-call', id: string, change: Partial<ShownCall>}
 *   | {type: 'dismiss', id: string}
 *   | {type: 'older', calls: Protocol.Call[], end: boolean}
 *   | {type: 'cleared'}} PopupEvent
 */

/** Nothing is left of an attempt. */
const NO_ATTEMPT = { attempt: /** @type {const} */ ("none"), refused: null, refusedUntil: null };

/**
 * @param {PopupState} state
 * @param {PopupEvent} event
 * @returns {PopupState}
 */
export function popupReducer(state, event) {
  switch (event.type) {
    case "set":
      return { ...state, ...event.change };
    case "session":
      return event.session.activeCalls.reduceRight(withCall, { ...state, session: event.session, wait: "none", checking: false });
    case "account":
      return state.session ? { ...state, session: { ...state.session, account: event.account }, signIn: event.account.signedIn ? "none" : state.signIn } : state;
    case "settings":
      return state.session ? { ...state, session: { ...state.session, settings: event.settings, policy: event.policy }, unsaved: null } : state;
    case "typed":
      return { ...state, ...NO_ATTEMPT, text: event.text, choices: [], numberCopied: "none", trouble: null, judging: "none", stale: true, inspection: event.text.trim() ? state.inspection : null };
    case "inspected":
      if (event.text !== state.text || event.region !== state.region) return state;
      return { ...state, inspection: event.inspection, stale: false, trouble: null, judging: "none" };
    case "refused":
      return { ...state, ...NO_ATTEMPT, refused: event.error, refusedUntil: event.error.retryAfter ? event.now + event.error.retryAfter * 1000 : null };
    case "call":
      return withRecent(placed(withCall(state, event.call), event), event.call);
    case "of-call":
      return { ...state, calls: state.calls.map((shown) => (shown.call.id === event.id ? { ...shown, ...event.change } : shown)) };
    case "dismiss":
      return { ...state, calls: state.calls.filter(({ call }) => call.id !== event.id) };
    case "older":
      return { ...state, recents: merged(state.recents ?? [], event.calls), recentsEnd: event.end, recentsTrouble: null };
    case "cleared":
      return {
        ...state, recents: (state.recents ?? []).filter((call) => !isOver(call)), recentsEnd: true, recentsTrouble: null, query: "", rows: ROWS,
        calls: state.calls.filter(({ call }) => !isOver(call)),
      };
  }
}

/** The attempt has become a call: the dial box is free for the next one. @param {PopupState} state @param {{call: Protocol.Call, nextRequestId: string}} event @returns {PopupState} */
function placed(state, { call, nextRequestId }) {
  if (call.requestId !== state.requestId) return state;
  return { ...state, ...NO_ATTEMPT, requestId: nextRequestId, text: "", choices: [], inspection: null, trouble: null, judging: "none", keypad: false };
}

/**
 * News of a call. A call that ended unseen is for the recents. Late news never undoes newer.
 * @param {PopupState} state
 * @param {Protocol.Call} call
 * @returns {PopupState}
 */
function withCall(state, call) {
  const known = state.calls.find((shown) => shown.call.id === call.id);
  if (!known) {
    if (isOver(call) && call.requestId !== state.requestId) return state;
    return { ...state, calls: [followed({ call, connectedAt: null, cancelling: false, cancelRefused: null, looked: false }, call), ...state.calls] };
  }
  if (isOlder(call, known.call)) return state;
  return { ...state, calls: state.calls.map((shown) => (shown === known ? followed(known, call) : shown)) };
}

/** @param {Protocol.Call} call @param {Protocol.Call} known */
function isOlder(call, known) {
  return known.updatedAt > call.updatedAt || (isOver(known) && !isOver(call));
}

/** @param {ShownCall} shown @param {Protocol.Call} call @returns {ShownCall} */
function followed(shown, call) {
  return {
    ...shown, call,
    connectedAt: call.phase === "connected" ? (shown.connectedAt ?? call.updatedAt) : shown.connectedAt,
    cancelling: shown.cancelling && call.cancellable,
    cancelRefused: isOver(call) ? null : shown.cancelRefused,
  };
}

/** @param {PopupState} state @param {Protocol.Call} call @returns {PopupState} */
function withRecent(state, call) {
  return state.recents ? { ...state, recents: merged([call], state.recents) } : state;
}

/** Two lists, each newest first, as one; of a call that is in both, the newer news. @param {Protocol.Call[]} a @param {Protocol.Call[]} b */
export function merged(a, b) {
  /** @type {Map<string, Protocol.Call>} */
  const byId = new Map();
  for (const call of [...a, ...b]) {
    const known = byId.get(call.id);
    if (!known || isOlder(known, call)) byId.set(call.id, call);
  }
  return [...byId.values()].sort((one, other) => (one.startedAt < other.startedAt ? 1 : one.startedAt > other.startedAt ? -1 : 0));
}

/** May what is in the dial box be called? @param {PopupState} state */
export function mayCall({ session, inspection, attempt, refusedUntil, text }) {
  if (!text.trim() || attempt !== "none" || refusedUntil !== null) return false;
  if (session?.connection !== "ready" || !session.account.signedIn) return false;
  return inspection !== null && inspection.verdict !== "refuse";
}

/** The phone that rings first. @param {Messages.Session | null} session */
export function firstPhone(session) {
  const phones = session?.account.from ?? [];
  const wanted = session?.settings.from ?? phones[0]?.phoneNumber;
  return { phones, wanted, phone: phoneOf(phones, wanted) };
}

/** How to dial this number again by hand or by click. @param {Protocol.Number} number */
export function dialText({ international, extension }) {
  return extension ? `${international} x${extension}` : international;
}
