// The confirmation window's faces: what is asked and why, how the call then goes, and how it came out. Pure: state in, elements out.

/**
 * @typedef {object} ConfirmState
 * @property {Messages.Table['confirm.get']['result'] | null} parked
 * @property {Messages.Session | null} session
 * @property {Refusal | null} error
 * @property {boolean} starting
 * @property {boolean} armed the window has been in front long enough for a click to be meant
 * @property {Protocol.Call | null} call
 */

/** @type {Partial<Record<Protocol.NumberType, string>>} what a kind of number may cost, beyond the ordinary */
const COST_OF_TYPE = {
  "shared-cost": "confirm_cost_shared",
  personal: "confirm_cost_personal",
  uan: "confirm_cost_uan",
  satellite: "confirm_cost_satellite",
  "premium-rate": "confirm_cost_premium",
  unknown: "confirm_cost_unknown",
};

/**
 * What the person may want to know of the price; RingCentral tells none beforehand.
 * @param {Protocol.Number} number
 * @param {string | undefined} home
 */
export function costHint(number, home) {
  const special = COST_OF_TYPE[number.type];
  if (special) return say(special);
  return number.region === home ? "" : say("confirm_cost_abroad", regionName(number.region));
}

/** @param {ConfirmState} state @returns {(HTMLElement | null)[]} */
export function confirmView(state) {
  const { parked, call, error } = state;
  if (call) return callFace(state, call);
  if (!parked) return error ? [problem(error), closeRow()] : [h("p", { class: "quiet" }, say("card_checking"))];
  return [...question(state, parked)];
}

/** @param {ConfirmState} state @param {Messages.Table['confirm.get']['result']} parked */
function question(state, { request, origin, inspection }) {
  const { number, verdict } = inspection;
  const words = errorWords(inspection);
  const refused = verdict === "refuse";
  const cost = number && !refused ? costHint(number, state.session?.settings.region) : "";
  const phone = phoneOf(state.session?.account.from ?? [], request.from ?? state.session?.settings.from);
  return [
    state.session?.simulator ? simulatorMark() : null,
    h("h1", { id: "question" }, say(refused ? "confirm_refused_heading" : "confirm_heading")),
    h(
      "div",
      { "data-key": "number" },
      h("p", { class: "number" }, number ? digits(number.international) : h("bdi", {}, request.text)),
      number ? numberFacts(number) : null,
    ),
    verdict === "allow"
      ? null
      : notice(refused ? "danger" : "warn", refused ? "forbid" : "shield", words.message, refused ? words.remedy : cost),
    h(
      "dl",
      { class: "particulars", "data-key": "particulars" },
      h("dt", {}, say("confirm_asked_by")),
      h("dd", {}, origin ? h("bdi", { dir: "ltr" }, origin) : say("confirm_asked_by_us")),
      phone ? h("dt", {}, say("card_from")) : null,
      phone ? h("dd", {}, phone.label) : null,
    ),
    state.error ? problem(state.error) : null,
    refused ? closeRow() : decide(state),
  ];
}

/** @param {ConfirmState} state */
function decide({ starting, armed }) {
  return h(
    "div",
    { class: "row", "data-key": "decide" },
    actButton("dont", say("confirm_no"), { icon: "cross", extra: { autofocus: true } }),
    actButton("call", say(starting ? "card_starting" : "confirm_yes"), {
      icon: starting ? undefined : "handset",
      kind: "call",
      off: starting || !armed,
      extra: { "data-busy": starting, "data-arm": armed ? "armed" : starting ? "" : "waiting" },
    }),
  );
}

/** @param {ConfirmState} state @param {Protocol.Call} call */
function callFace(state, call) {
  const frame = { phones: state.session?.account.from ?? [], playPrompt: state.session?.settings.playPrompt ?? false };
  const words = outcomeWords(call);
  const over = isOver(call);
  const tone = call.phase === "failed" ? "danger" : call.phase === "unknown" ? "warn" : "info";
  return [
    state.session?.simulator ? simulatorMark() : null,
    h(
      "div",
      { "data-key": "number" },
      h("h1", { id: "question", class: "number" }, digits(call.to.international)),
      numberFacts(call.to),
    ),
    over
      ? notice(tone, tone === "info" ? "check" : "warning", words?.message ?? phaseWords(call.phase), words?.remedy)
      : liveLine(call, frame),
    legSteps(call, frame),
    call.cancellable ? actButton("cancel", say("card_cancel"), { icon: "hangup", kind: "danger" }) : null,
    closeRow(over ? "common_close" : "confirm_close_goes_on"),
  ];
}

/** @param {Refusal} error */
function problem(error) {
  const words = errorWords(error);
  return notice("warn", "warning", words.message, words.remedy);
}

/** @param {string} [label] key */
function closeRow(label = "common_close") {
  return h("div", { class: "row", "data-key": "close-row" }, actButton("close", say(label), { extra: { autofocus: true } }));
}

/** What is spoken when it changes. @param {ConfirmState} state */
export function confirmSpoken({ call, error, session }) {
  if (error) return `${errorWords(error).message} ${errorWords(error).remedy}`;
  if (!call) return "";
  const frame = { phones: session?.account.from ?? [], playPrompt: session?.settings.playPrompt ?? false };
  const words = outcomeWords(call);
  if (words) return `${words.message} ${words.remedy}`;
  return `${callSentence(call, frame)} ${call.phase === "ringing-you" ? answerHint(frame.playPrompt) : ""}`.trim();
}
