// Turns what the host reports into sentences in the person's language: errors, outcomes, kinds of number and of phone.
// Looks everything up by stable words; the host's own English sentence stands in where there is no translation.

/**
 * @typedef {{code?: string, message?: string, remedy?: string, retryAfter?: number}} Refusal what happened, and what to do
 * @typedef {{message: string, remedy: string}} Sentences
 */

/** `service-error` → `service_error`, as keys of _locales are written. @param {string} word */
function keyPart(word) {
  return word.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

/**
 * The host may know more than the table does (a line of a file, a number of seconds), but only in English.
 * @param {string} key
 * @param {Refusal} refusal
 * @returns {Sentences | null} null where the key has no sentence
 */
function sentences(key, refusal) {
  const message = sayOr(key, "");
  if (!message) return null;
  const english = uiLanguage().startsWith("en");
  return {
    message: (english && refusal.message) || message,
    remedy: sayOr(`${key}_remedy`, refusal.remedy ?? ""),
  };
}

/**
 * @param {Refusal} refusal
 * @returns {Sentences}
 */
function errorWords(refusal) {
  const known = sentences(`error_${keyPart(refusal.code ?? "internal")}`, refusal);
  return known ?? { message: refusal.message || say("error_internal"), remedy: refusal.remedy || say("error_internal_remedy") };
}

/** RingCentral's words that do not say why a call came to nothing. */
const NO_REASONS = new Set(["inprogress", "success", "finished", "unknown"]);

/**
 * RingCentral's word for why a call came to nothing: that of the leg that the reason names, else the call's own, else the
 * other leg's. Undefined where the reason is none of RingCentral's words.
 * @param {Protocol.Call} call
 */
function outcomeWord({ reason, status }) {
  if (!reason || !status) return undefined;
  const { call, caller, callee } = status;
  const words = { you: [caller, call], them: [callee, call, caller], service: [call] }[reason.leg];
  const said = words.map((word) => word.trim().toLowerCase()).filter((word) => !NO_REASONS.has(word));
  // Of a leg it says no more than that there is no call, which its own words or another leg's may say better.
  return said.find((word) => word !== "cannotreach") ?? said[0];
}

/**
 * Why a call came to nothing: by leg and RingCentral's word for that leg, else by error word, else as the host says it.
 * @param {Protocol.Call} call
 * @returns {Sentences | null} null where the phase says it all
 */
function outcomeWords(call) {
  const { reason } = call;
  if (!reason) return null;
  const word = outcomeWord(call); // Firefox logs each key that it looks up in vain
  const exact = word !== undefined && sentences(`outcome_${reason.leg}_${keyPart(word)}`, reason);
  if (exact) return exact;
  if (reason.code === "service-error" && reason.leg !== "service") {
    return sentences(`outcome_${reason.leg}_any`, reason) ?? errorWords(reason);
  }
  return errorWords(reason);
}

/** `mobile`, `freephone` … @param {Protocol.NumberType} type */
function typeWords(type) {
  return sayOr(`type_${keyPart(type)}`, "");
}

/**
 * Which icon stands for a phone of the person: RingCentral's `type` is an open list, so only what is clear is told apart.
 * @param {string} type
 * @returns {'mobile' | 'desk'}
 */
function phoneIcon(type) {
  return /mobile|cell/i.test(type) ? "mobile" : "desk";
}

/**
 * `your mobile`, `your home phone` …, to stand in a sentence.
 * @param {string} type
 */
function yourPhoneWords(type) {
  const kind = /mobile|cell/i.test(type)
    ? "mobile"
    : /home/i.test(type)
      ? "home"
      : /work|line|desk/i.test(type)
        ? "desk"
        : "other";
  return say(`your_phone_${kind}`);
}

/**
 * The person's phone that a call rings first, as the account describes it.
 * @param {Protocol.FromPhone[]} phones
 * @param {string | undefined} phoneNumber
 * @returns {Protocol.FromPhone | null}
 */
function phoneOf(phones, phoneNumber) {
  return phones.find((phone) => phone.phoneNumber === phoneNumber) ?? null;
}

/** How far a call has come, in one short sentence. @param {Protocol.Phase} phase */
function phaseWords(phase) {
  return say(`phase_${keyPart(phase)}`);
}

// A module that imports this file gets its names from the global object; in classic scripts they are there already.
Object.assign(globalThis, { outcomeWords, phaseWords });
