// A call as two legs: how each stands, as steps to look at, and as the one sentence that says it; and how it came out. For the card
// and the pages.

/**
 * @typedef {object} CallFrame what else there is to know beside the call
 * @property {Protocol.FromPhone[]} phones of the person
 * @property {boolean} playPrompt whether the person must press 1
 * @property {boolean} [cancelling]
 */

const OVER_PHASES = new Set(["ended", "failed", "cancelled", "unknown"]);

/** @param {Protocol.Call} call */
function isOver(call) {
  return OVER_PHASES.has(call.phase);
}

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

/** RingCentral's words for a leg that it refused to call: no telephone rang. */
const NOT_RUNG = new Set(["internationaldisabled", "destinationblocked", "notenoughfunds", "nosuchuser", "ringoutfromthisnumberisnotsupported"]);

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
  if (call.phase === "failed" && call.reason?.leg === "you") [you, them] = [failedLeg(failureWord(call, "you")), "waiting"];
  if (call.phase === "failed" && call.reason?.leg === "them") {
    them = failedLeg(failureWord(call, "them"));
    if (call.status?.caller.toLowerCase() === "rejected") you = "over"; // hung up while the other phone rang
  }
  return { you, them };
}

/** A leg that came to nothing: did its telephone ring? @param {string} word @returns {LegState} */
function failedLeg(word) {
  return NOT_RUNG.has(word) ? "waiting" : "failed";
}

/** RingCentral's word for a leg that came to nothing: its own, else the whole call's. @param {Protocol.Call} call @param {'you' | 'them'} who */
function failureWord({ status }, who) {
  const own = (who === "you" ? status?.caller : status?.callee) ?? "";
  return (NO_REASONS.has(own.toLowerCase()) ? (status?.call ?? "") : own).toLowerCase();
}

const LEG_ICONS = { waiting: "", ringing: "", answered: "check", over: "check", failed: "cross", unclear: "question" };

/** RingCentral's words for a leg that came to nothing, where one short word says it. */
const LEG_FAILURES = new Set(["busy", "noanswer", "rejected"]);

/**
 * The word at the end of a step.
 * @param {LegState} how
 * @param {Protocol.Call} call
 * @param {'you' | 'them'} who
 */
function legWord(how, call, who) {
  const word = failureWord(call, who);
  if (how === "failed" && LEG_FAILURES.has(word)) return say(`leg_${word}`);
  return say(how === "waiting" && isOver(call) ? "leg_not_called" : `leg_${how}`);
}

/** @param {Protocol.Call} call @param {CallFrame} frame */
function legSteps(call, { phones, playPrompt }) {
  const legs = legStates(call);
  const phone = phoneOf(phones, call.from);
  const youHint = answerHint(call, playPrompt);
  const themHint = legs.them === "waiting" && !isOver(call) ? say("card_they_ring_next") : "";
  return h(
    "ol",
    { class: "legs", "data-key": "legs" },
    leg(
      "you",
      legs.you,
      phone ? phoneIcon(phone.type) : "desk",
      say("card_leg_you"),
      phone?.label ?? call.from,
      youHint,
      legWord(legs.you, call, "you"),
    ),
    leg(
      "them",
      legs.them,
      "person",
      say("card_leg_them"),
      call.to.international,
      themHint,
      legWord(legs.them, call, "them"),
    ),
  );
}

/** What to do when the own phone rings, unless the call is being cancelled. @param {Protocol.Call} call @param {boolean} playPrompt */
function answerHint(call, playPrompt) {
  if (call.phase !== "ringing-you" || isCancelling(call)) return "";
  return say(playPrompt ? "card_answer_press_1" : "card_answer");
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
    h(
      "div",
      { class: "what" },
      h("p", { class: "title" }, title, " ", h("bdi", { class: "quiet", dir: "auto" }, label)),
      hint ? h("p", { class: "hint" }, hint) : null,
    ),
    h("span", { class: "state" }, word),
  );
}

/** How far a call has come, in one sentence. @param {Protocol.Call} call @param {CallFrame} frame */
function callSentence(call, { phones, cancelling = false }) {
  if (waitsForRate(call)) return errorWords(/** @type {Protocol.Reason} */ (call.reason)).message;
  if (cancelling || isCancelling(call)) return say("card_cancelling");
  if (call.phase === "ringing-you") return say("card_calling_you", yourPhoneWords(phoneOf(phones, call.from)?.type ?? ""));
  if (call.phase === "ringing-them") return say("card_ringing_them", call.to.international);
  return phaseWords(call.phase);
}

/** What a screen reader speaks of a call when it changes. @param {Protocol.Call} call @param {CallFrame} frame @returns {string} */
function spokenOfCall(call, frame) {
  const going = isOver(call) ? "" : `${callSentence(call, frame)} ${answerHint(call, frame.playPrompt)}`;
  const words = isOver(call) ? (outcomeWords(call) ?? { message: phaseWords(call.phase), remedy: "" }) : troubleWords(call);
  return `${going.trim()} ${words ? `${words.message} ${words.remedy}` : ""}`.trim();
}

/** A cancel is on its way, from whichever browser: until the own phone is answered nothing else rules one out. @param {Protocol.Call} call */
function isCancelling(call) {
  return (call.phase === "placing" || call.phase === "ringing-you") && !call.cancellable;
}

/**
 * What goes wrong with a call that goes on.
 * @param {Protocol.Call} call
 * @returns {Sentences | null}
 */
function troubleWords(call) {
  const { reason } = call;
  if (!reason || isOver(call) || waitsForRate(call) || reason.code === "extension-not-dialable") return null;
  if (reason.code === "not-cancellable") return sentences("trouble_cancel", reason);
  return reason.code === "sign-in-expired" ? errorWords(reason) : sentences("trouble_no_news", reason);
}

/** @param {Protocol.Call} call */
function troubleNotice(call) {
  const words = troubleWords(call);
  return words && notice("warn", "warning", words.message, words.remedy);
}

/** RingCentral asked us to wait; it goes on by itself. @param {Protocol.Call} call */
function waitsForRate(call) {
  return !isOver(call) && call.reason?.retryAfter !== undefined;
}

/**
 * The sentence and the clock of a call that is going on.
 * @param {Protocol.Call} call
 * @param {CallFrame} frame
 * @param {string | null} [connectedAt]
 */
function liveLine(call, frame, connectedAt = null) {
  const sentence = h("p", { class: "sentence" }, callSentence(call, frame));
  return h("div", { class: `live ${call.phase}`, "data-key": "live" }, sentence, callClock(call, connectedAt));
}

/**
 * How long a call has lasted: since both answered, else since it began; or how long RingCentral makes it wait.
 * @param {Protocol.Call} call
 * @param {string | null} connectedAt
 */
function callClock(call, connectedAt) {
  const connected = call.phase === "connected";
  const waits = waitsForRate(call);
  const since = connected ? (connectedAt ?? call.updatedAt) : call.startedAt;
  return h("time", {
    class: "timer",
    "data-key": waits ? "until" : connected ? "connected" : "since",
    "aria-hidden": "true",
    ...(waits
      ? { "data-until": Date.parse(call.updatedAt) + (call.reason?.retryAfter ?? 0) * 1000 }
      : { "data-since": Date.parse(since) }),
  });
}

/** How each end of a call looks. @type {Partial<Record<Protocol.Phase, [tone: 'good' | 'info' | 'danger', icon: string]>>} */
const END_LOOKS = { ended: ["good", "check"], cancelled: ["info", "hangup"], failed: ["danger", "warning"] };

/**
 * How a call came out, and what to do now.
 * @param {Protocol.Call} call
 * @param {string | null} [connectedAt] where it is known, how long both talked is said, too
 */
function outcomeNotice(call, connectedAt = null) {
  const words = outcomeWords(call);
  const look = END_LOOKS[call.phase];
  if (!look) return alarm(words ?? errorWords({ code: "outcome-unknown" }));
  const talked = connectedAt && call.endedAt ? Date.parse(call.endedAt) - Date.parse(connectedAt) : 0;
  const ended = call.phase === "ended" && talked >= 1000;
  return notice(...look, ended ? say("card_ended_after", stopwatch(talked)) : (words?.message ?? phaseWords(call.phase)), words?.remedy);
}
