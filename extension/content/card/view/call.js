// The card's faces during and after a call: both legs as two steps, how long it takes, what can be done, and how it came out.

/** @typedef {'waiting' | 'ringing' | 'answered' | 'over' | 'failed' | 'unclear'} LegState */

/** @type {Record<Protocol.Phase, [LegState, LegState]>} the person's own leg, and the other side's */
const LEGS_IN_PHASE = {
  placing: ["waiting", "waiting"],
  "ringing-you": ["ringing", "waiting"],
  "ringing-them": ["answered", "ringing"],
  connected: ["answered", "answered"],
  ended: ["over", "over"],
  failed: ["waiting", "waiting"],
  cancelled: ["waiting", "waiting"],
  unknown: ["unclear", "unclear"],
};

/** @type {Record<string, LegState>} RingCentral's words for one leg that say more than the phase */
const LEG_WORDS = { success: "answered", finished: "over", inprogress: "waiting" };

/**
 * How each leg stands. Pure.
 * @param {Protocol.Call} call
 * @returns {{you: LegState, them: LegState}}
 */
function legStates(call) {
  let [you, them] = LEGS_IN_PHASE[call.phase];
  if ((call.phase === "failed" || call.phase === "cancelled") && call.status) {
    you = LEG_WORDS[call.status.caller.toLowerCase()] ?? you;
    them = LEG_WORDS[call.status.callee.toLowerCase()] ?? them;
  }
  if (call.phase === "failed" && call.reason?.leg === "you") [you, them] = ["failed", "waiting"];
  if (call.phase === "failed" && call.reason?.leg === "them") them = "failed";
  return { you, them };
}

const LEG_ICONS = { waiting: "", ringing: "", answered: "check", over: "check", failed: "cross", unclear: "question" };

/** RingCentral's words for a leg that came to nothing, where one short word says it. */
const LEG_FAILURES = new Set(["busy", "noanswer", "rejected"]);

/**
 * The word at the end of a step.
 * @param {LegState} how
 * @param {Protocol.Call} call
 * @param {string | undefined} status
 */
function legWord(how, call, status = "") {
  if (how === "failed" && LEG_FAILURES.has(status.toLowerCase())) return say(`leg_${status.toLowerCase()}`);
  return say(how === "waiting" && isOver(call) ? "leg_not_called" : `leg_${how}`);
}

/** @param {CardState} state */
function legSteps(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const legs = legStates(call);
  const phone = phoneOf(state.session?.account.from ?? [], call.from);
  const prompt = state.session?.settings.playPrompt ?? false;
  const youHint = legs.you === "ringing" ? say(prompt ? "card_answer_press_1" : "card_answer") : "";
  const themHint = legs.them === "waiting" && !isOver(call) ? say("card_they_ring_next") : "";
  return h(
    "ol",
    { class: "legs", "data-key": "legs" },
    leg("you", legs.you, phone ? phoneIcon(phone.type) : "desk", say("card_leg_you"), phone?.label ?? call.from, youHint, legWord(legs.you, call, call.status?.caller)),
    leg("them", legs.them, "person", say("card_leg_them"), call.to.international, themHint, legWord(legs.them, call, call.status?.callee)),
  );
}

/**
 * @param {Protocol.Leg} who
 * @param {LegState} how
 * @param {string} iconName
 * @param {string} title
 * @param {string} label
 * @param {string} hint
 * @param {string} word
 */
function leg(who, how, iconName, title, label, hint, word) {
  const mark = LEG_ICONS[how];
  return h(
    "li",
    { class: `leg ${how}`, "data-key": who },
    h("span", { class: "dot" }, icon(mark || iconName)),
    h("div", { class: "what" },
      h("p", { class: "title" }, title, " ", h("bdi", { class: "quiet", dir: "auto" }, label)),
      hint ? h("p", { class: "hint" }, hint) : null),
    h("span", { class: "state" }, word),
  );
}

/** The one sentence that a screen reader speaks when the phase changes. @param {CardState} state */
function callSentence(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const phone = phoneOf(state.session?.account.from ?? [], call.from);
  if (waitsForRate(call)) return errorWords(/** @type {Protocol.Reason} */ (call.reason)).message;
  if (state.cancelling) return say("card_cancelling");
  if (call.phase === "ringing-you") return say("card_calling_you", yourPhoneWords(phone?.type ?? ""));
  if (call.phase === "ringing-them") return say("card_ringing_them", call.to.international);
  return phaseWords(call.phase);
}

/** RingCentral asked us to wait; it goes on by itself. @param {Protocol.Call} call */
function waitsForRate(call) {
  return !isOver(call) && call.reason?.retryAfter !== undefined;
}

/** @param {CardState} state */
function callingView(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const waits = waitsForRate(call);
  const since = call.phase === "connected" ? (state.connectedAt ?? call.updatedAt) : call.startedAt;
  const timer = waits
    ? { "data-until": Date.parse(call.updatedAt) + (call.reason?.retryAfter ?? 0) * 1000 }
    : { "data-since": Date.parse(since) };
  return [
    h("div", { class: `live ${call.phase}`, "data-key": "live" },
      h("p", { class: "sentence" }, callSentence(state)),
      h("time", { class: "timer", "data-key": waits ? "until" : call.phase === "connected" ? "connected" : "since", "aria-hidden": "true", ...timer })),
    legSteps(state),
    state.cancelRefused ? refusedCancel(state.cancelRefused) : null,
    call.to.extension && call.phase === "connected" ? notice("info", "keypad", say("card_extension_now", call.to.extension)) : null,
    call.cancellable
      ? actButton("cancel", state.cancelling ? say("card_cancelling") : say("card_cancel"), { icon: "hangup", kind: "danger", off: state.cancelling })
      : h("p", { class: "quiet", "data-key": "hang-up" }, say("card_hang_up")),
  ];
}

/** @param {Refusal} error */
function refusedCancel(error) {
  const words = errorWords(error);
  return notice("warn", "warning", words.message, words.remedy);
}

/** An outcome that nobody knows must not look like any other. @param {Sentences} words */
function alarm({ message, remedy }) {
  const box = notice("warn", "question", message, remedy);
  box.classList.add("alarm");
  box.lastElementChild?.prepend(h("p", { class: "heading" }, say("card_unknown_title")));
  return box;
}

/** @param {CardState} state */
function overView(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const words = outcomeWords(call);
  const talked = state.connectedAt && call.endedAt ? Date.parse(call.endedAt) - Date.parse(state.connectedAt) : 0;
  const message = call.phase === "ended" && talked > 0 ? say("card_ended_after", stopwatch(talked)) : (words?.message ?? phaseWords(call.phase));
  const look = /** @type {const} */ ({ ended: ["good", "check"], cancelled: ["info", "hangup"], failed: ["danger", "warning"], unknown: ["warn", "question"] });
  const [tone, name] = look[/** @type {keyof typeof look} */ (call.phase)];
  const unknown = call.phase === "unknown";
  return [
    unknown ? alarm(words ?? errorWords({ code: "outcome-unknown" })) : notice(tone, name, message, words?.remedy),
    call.phase === "failed" ? legSteps(state) : null,
    unknown && !state.looked
      ? h("div", { class: "row", "data-key": "looked-row" }, actButton("looked", say("card_looked"), { icon: "check" }), actButton("close", say("common_close"), { kind: "ghost" }))
      : h("div", { class: "row", "data-key": "again-row" },
          state.arm === "doubtful" ? actButton("check-again", say("card_check"), { icon: "shield", kind: "call" })
            : actButton("redial", unknown ? say("card_call_again") : say("card_redial"), { icon: "reload", kind: "call", off: state.arm !== "armed", extra: { "data-arm": state.arm } }),
          actButton("close", say("common_close"), { kind: "plain" })),
  ];
}
