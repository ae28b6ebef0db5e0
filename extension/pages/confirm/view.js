// The confirmation window's faces: what is asked and why, how the call then goes, and how it came out. Pure: state in, elements out.

/**
 * @typedef {object} ConfirmState
 * @property {Messages.Table['confirm.get']['result'] | null} parked
 * @property {Messages.Session | null} session
 * @property {Refusal | null} error
 * @property {boolean} starting
 * @property {boolean} armed the window has been in front long enough for a click to be meant
 * @property {Protocol.Call | null} call
 * @property {boolean} cancelling
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
  const heading = (/** @type {string} */ words) => h("h1", { id: "question" }, words);
  if (!parked) return error ? [heading(say("confirm_refused_heading")), problem(error), cannotAsk(error)] : [heading(say("card_checking"))];
  return [...question(state, parked)];
}

/** @param {ConfirmState} state @param {Messages.Table['confirm.get']['result']} parked */
function question(state, { request, origin, inspection }) {
  const { number, verdict } = inspection;
  const words = errorWords(inspection);
  const refused = verdict === "refuse";
  const cost = number ? costHint(number, state.session?.settings.region) : "";
  const advice = refused || inspection.code === "duplicate-call" ? words.remedy : cost;
  const phones = state.session?.account.from ?? [];
  const phone = phoneOf(phones, request.from ?? state.session?.settings.from ?? phones[0]?.phoneNumber);
  return [
    state.session?.simulator ? simulatorMark() : null,
    h("h1", { id: "question" }, say(refused ? "confirm_refused_heading" : "confirm_heading")),
    h(
      "div",
      { "data-key": "number" },
      h("p", { class: "number" }, number ? digits(number.international) : h("bdi", {}, request.text)),
      number ? numberFacts(number) : null,
      number?.extension ? h("p", { class: "quiet", "data-key": "extension" }, say("card_extension", number.extension)) : null,
    ),
    verdict === "allow"
      ? null
      : notice(refused ? "danger" : "warn", refused ? "forbid" : "shield", words.message, advice),
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
  const frame = frameOf(state);
  const over = isOver(call);
  return [
    state.session?.simulator ? simulatorMark() : null,
    h(
      "div",
      { "data-key": "number" },
      h("h1", { id: "question", class: "number" }, digits(call.to.international)),
      numberFacts(call.to),
    ),
    over ? outcomeNotice(call) : liveLine(call, frame),
    legSteps(call, frame),
    state.error ? problem(state.error) : troubleNotice(call),
    call.cancellable
      ? actButton("cancel", say(state.cancelling ? "card_cancelling" : "card_cancel"), { icon: "hangup", kind: "danger", off: state.cancelling })
      : null,
    closeRow(over ? "common_close" : "confirm_close_goes_on"),
  ];
}

/** @param {ConfirmState} state @returns {CallFrame} */
function frameOf({ session, cancelling }) {
  return { phones: session?.account.from ?? [], playPrompt: session?.settings.playPrompt ?? false, cancelling };
}

/** Nothing can be asked: it is over, or the host could not be reached and may be by now. @param {Refusal} error */
function cannotAsk(error) {
  if (error.code === "confirmation-over") return closeRow();
  return h(
    "div",
    { class: "row", "data-key": "close-row" },
    actButton("close", say("common_close"), { extra: { autofocus: true } }),
    actButton("try", say("card_try_again"), { icon: "reload" }),
  );
}

/** A confirmation holds for a minute; a host that was slower than that asks for one, although this is where it is given. @param {Refusal} error */
function problemWords(error) {
  if (error.code !== "confirmation-required") return errorWords(error);
  return { message: say("confirm_too_late"), remedy: say("confirm_too_late_remedy") };
}

/** @param {Refusal} error */
function problem(error) {
  const words = problemWords(error);
  return notice("warn", "warning", words.message, words.remedy);
}

/** @param {string} [label] key */
function closeRow(label = "common_close") {
  return h("div", { class: "row", "data-key": "close-row" }, actButton("close", say(label), { extra: { autofocus: true } }));
}

/** What is spoken when it changes. @param {ConfirmState} state */
export function confirmSpoken(state) {
  const { call, error } = state;
  if (error) return `${problemWords(error).message} ${problemWords(error).remedy}`;
  return call ? spokenOfCall(call, frameOf(state)) : "";
}
