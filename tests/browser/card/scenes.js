// Every state of the card by name: what the worker answers, which number is opened, and what happens then.

const NUMBERS = {
  london: { e164: "+442079460123", national: "020 7946 0123", international: "+44 20 7946 0123", region: "GB", type: "fixed-line" },
  mobile: { e164: "+447700900123", national: "07700 900123", international: "+44 7700 900123", region: "GB", type: "mobile" },
  newYork: { e164: "+12125550123", national: "(212) 555-0123", international: "+1 212-555-0123", region: "US", type: "fixed-line-or-mobile" },
  tokyo: { e164: "+81355500123", national: "03-5550-0123", international: "+81 3-5550-0123", region: "JP", type: "fixed-line", extension: "45" },
};
const PHONES = [
  { phoneNumber: "+12015550100", label: "My mobile", type: "Mobile" },
  { phoneNumber: "+12015550111", label: "Desk", type: "PhoneLine" },
  { phoneNumber: "+12015550122", label: "Home", type: "Home" },
];
const ACCOUNT = { signedIn: true, name: "Nadia Reyes", extensionNumber: "101", region: "US", from: PHONES, callerIds: [], notes: [] };
const SESSION = {
  connection: "ready", account: ACCOUNT, settings: { region: "US", from: "+12015550100", playPrompt: true },
  policy: { countries: ["GB"], perMinute: 5, perHour: 30, perDay: 150, locked: [] }, simulator: false, activeCalls: [],
};
const PREFS = { site: "127.0.0.1", marking: true, oneClick: false, links: true, schemes: [], notNumbers: [], notifications: true, theme: "auto", language: "auto", locked: [] };
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

function call(phase, more = {}) {
  const words = {
    "placing": null, "ringing-you": ["InProgress", "InProgress", "InProgress"], "ringing-them": ["InProgress", "Success", "InProgress"],
    "connected": ["Success", "Success", "Success"], "ended": ["Success", "Finished", "Finished"], "failed": ["CannotReach", "Success", "Busy"],
    "cancelled": ["CannotReach", "Rejected", "InProgress"], "unknown": ["InProgress", "InProgress", "InProgress"],
  }[phase];
  const status = words && { call: words[0], caller: words[1], callee: words[2] };
  return {
    id: "c1", requestId: "other", to: NUMBERS.london, from: "+12015550100", phase, ...(status && { status }),
    cancellable: phase === "placing" || phase === "ringing-you", startedAt: ago(5), updatedAt: ago(1),
    ...(["ended", "failed", "cancelled", "unknown"].includes(phase) && { endedAt: ago(0) }), ...more,
  };
}

const allow = (number) => ({ number, verdict: "allow" });
const READY = {
  "session.get": SESSION, "prefs.get": PREFS, "numbers.inspect": allow(NUMBERS.london), "calls.list": { calls: [] },
  "ui.styles": { css: CARD_CSS }, "ui.words": { words: null }, "page.open": {}, "confirm.open": {}, "prefs.set": PREFS,
  "calls.start": ({ requestId }) => ({ call: call("placing", { requestId }) }),
  "calls.cancel": ({ id }) => ({ call: call("ringing-you", { id }) }),
};
const session = (more) => ({ ...READY, "session.get": { ...SESSION, ...more } });
const verdict = (verdict, code, message, remedy = "") => ({ ...READY, "numbers.inspect": { number: NUMBERS.london, verdict, code, message, remedy } });
const live = (phase, more) => session({ activeCalls: [], ...more?.session, live: phase });
const inCall = (phase, more = {}, sessionMore = {}) => ({
  answers: { ...session(sessionMore), "calls.start": ({ requestId }) => ({ call: call(phase, { requestId, ...more }) }) },
  then: (card) => placeCall(card),
});

/** More earlier calls with the number than the card lists, of every outcome. */
const PAST = ["failed", "ended", "cancelled", "unknown", "failed", "ended"].map((phase, at) =>
  call(phase, { id: `past-${at}`, startedAt: ago(3600 + at * 86400 * 2), reason: phase === "failed" ? { leg: "them", code: at ? "service-error" : "busy", message: at ? "They did not answer." : "Their line is busy.", remedy: "" } : undefined }),
);
const small = (scene) => ({ ...scene, async then(card) { await scene.then(card); minimiseCard(card); } });
/** Made small while it rang, and what came then. */
const smallThen = (phase, more = {}) => ({ ...inCall("ringing-you"), async then(card) { await placeCall(card); minimiseCard(card); hearUpdate(card, { name: "call.updated", call: call(phase, { requestId: card.state.requestId, updatedAt: ago(0), ...more }) }); } });

const SCENES = {
  "loading-slow": { answers: { ...READY, "numbers.inspect": undefined }, then: (card) => card.dispatch({ type: "wait", wait: "slow" }) },
  "loading-very-slow": { answers: { ...READY, "numbers.inspect": undefined }, then: (card) => card.dispatch({ type: "wait", wait: "very-slow" }) },
  "ready": { answers: READY },
  "ready-history": { answers: { ...READY, "calls.list": { calls: [call("failed", { startedAt: ago(86400), reason: { leg: "them", code: "busy", message: "Their line is busy.", remedy: "Try again in a few minutes." } }), call("ended")] } } },
  "ready-history-open": { answers: { ...READY, "calls.list": { calls: PAST } }, then: (card) => card.dispatch({ type: "history-open", open: true }) },
  "ready-extension": { answers: { ...READY, "numbers.inspect": allow(NUMBERS.tokyo) }, target: { text: "03-5550-0123 ext. 45", number: NUMBERS.tokyo } },
  "ready-one-phone": { answers: session({ account: { ...ACCOUNT, from: PHONES.slice(0, 1) } }) },
  "ready-country": { answers: READY, then: (card) => card.dispatch({ type: "choosing-country", open: true }) },
  "ready-copied": { answers: READY, then: (card) => card.dispatch({ type: "copied", ok: true }) },
  "ready-long-names": { answers: session({ account: { ...ACCOUNT, from: [{ phoneNumber: "+12015550100", label: "The telephone on the third desk by the window in the large hall", type: "Mobile" }, PHONES[1]] } }), target: { text: "+1 (800) CALL-US-NOW-PLEASE-VERY-SOON (ask for Nadia)".slice(0, 60) } },
  "ready-simulator": { answers: session({ simulator: true }) },
  "ready-doubtful": { answers: READY, then: (card) => { card.armer.stop(); card.armer.watch = () => {}; card.dispatch({ type: "arm", arm: "doubtful" }); } },
  "countdown": { answers: { ...READY, "prefs.get": { ...PREFS, oneClick: true } }, target: { oneClick: true }, then: (card) => { card.timers.stop("countdown"); } , armed: true },
  "confirm": { answers: verdict("confirm", "country-not-allowed", "This number is in a country that is not on your list.", "Confirm this call, or add the country in the options.") },
  "parked": { answers: verdict("confirm", "duplicate-call", "You called this number 12 seconds ago."), then: (card) => confirmCall(card) },
  "refuse-premium": { answers: verdict("refuse", "premium-rate", "Calls to this number cost far more than normal calls, so RingOut does not place them.", "If you really want it, dial it from your phone.") },
  "refuse-emergency": { answers: verdict("refuse", "emergency-number", "This is an emergency number. RingOut cannot place emergency calls.", "Dial it from your phone.") },
  "limit": { answers: { ...READY, "calls.start": { reject: { code: "limit-minute", message: "That is as many calls in one minute as you allow.", remedy: "Wait a minute, or raise the limit in the options.", retryAfter: 42 } } }, then: (card) => placeCall(card) },
  "unreachable": { answers: { ...READY, "calls.start": { reject: { code: "service-unreachable", message: "RingCentral cannot be reached. Nothing was dialled.", remedy: "Check your internet connection and try again." } } }, then: (card) => placeCall(card) },
  "placing": inCall("placing"),
  "ringing-you": inCall("ringing-you"),
  "ringing-you-no-prompt": inCall("ringing-you", { from: "+12015550111" }, { settings: { region: "US", from: "+12015550111", playPrompt: false } }),
  "rate-limited": inCall("placing", { updatedAt: ago(3), reason: { leg: "service", code: "rate-limited", message: "RingCentral asks us to wait before the next call.", remedy: "It goes on by itself.", retryAfter: 60 } }),
  "ringing-them": inCall("ringing-them"),
  "connected": inCall("connected", { updatedAt: ago(42), startedAt: ago(50) }),
  "connected-extension": inCall("connected", { to: NUMBERS.tokyo }),
  "connected-simulator": inCall("connected", {}, { simulator: true }),
  "cancelling": inCall("ringing-you", { cancellable: false }),
  "cancel-failed": inCall("ringing-you", { reason: { leg: "service", code: "not-cancellable", message: "RingCentral did not take the cancel.", remedy: "Cancel again, or hang up your phone to stop it." } }),
  "no-news": inCall("connected", { reason: { leg: "service", code: "service-unreachable", message: "RingCentral cannot be reached at the moment. Your call goes on.", remedy: "Look at your phone. The status comes back by itself." } }),
  "not-cancelled": { ...inCall("ringing-you"), async then(card) { await placeCall(card); card.dispatch({ type: "cancel-refused", error: { code: "not-cancellable" } }); } },
  "ended": { ...inCall("connected", { updatedAt: ago(250) }), async then(card) { await placeCall(card); hearUpdate(card, { name: "call.updated", call: call("ended", { requestId: card.state.requestId, updatedAt: ago(0) }) }); } },
  "failed-busy": inCall("failed", { reason: { leg: "them", code: "busy", message: "Their line is busy.", remedy: "Try again in a few minutes." } }),
  "failed-you": inCall("failed", { status: { call: "CannotReach", caller: "NoAnswer", callee: "InProgress" }, reason: { leg: "you", code: "service-error", message: "You did not answer your phone, so nobody was called.", remedy: "Try again and pick up, or choose another of your phones." } }),
  "failed-no-credit": inCall("failed", { status: { call: "CannotReach", caller: "InProgress", callee: "NotEnoughFunds" }, reason: { leg: "them", code: "no-credit", message: "Your RingCentral account has no calling credit left for this call.", remedy: "Ask your RingCentral administrator." } }),
  "cancelled": inCall("cancelled"),
  "unknown": inCall("unknown", { reason: { leg: "service", code: "outcome-unknown", message: "Nobody knows whether this call was placed. Your phone may ring.", remedy: "Look at your phone before you dial again." } }),
  "unknown-looked": { ...inCall("unknown", { reason: { leg: "service", code: "outcome-unknown", message: "Nobody knows whether this call was placed. Your phone may ring.", remedy: "Look at your phone before you dial again." } }), async then(card) { await placeCall(card); card.dispatch({ type: "looked" }); } },
  "small-ringing": small(inCall("ringing-you")),
  "small-connected": small(inCall("connected", { updatedAt: ago(42), startedAt: ago(50) }, { simulator: true })),
  "small-ended": smallThen("ended"),
  "small-failed": smallThen("failed", { reason: { leg: "them", code: "busy", message: "Their line is busy.", remedy: "Try again in a few minutes." } }),
  "small-unknown": smallThen("unknown", { reason: { leg: "service", code: "outcome-unknown", message: "Nobody knows whether this call was placed. Your phone may ring.", remedy: "Look at your phone before you dial again." } }),
  "host-missing": { answers: session({ connection: "missing", account: { ...ACCOUNT, signedIn: false, from: [] } }) },
  "host-outdated": { answers: session({ connection: "outdated-host" }) },
  "host-failed": { answers: session({ connection: "failed", connectionError: { code: "host-exited", message: "The RingOut program stopped.", remedy: "Run its self-test: ringout self-test" } }) },
  "signed-out": { answers: session({ account: { ...ACCOUNT, signedIn: false, from: [] } }) },
  "trouble": { answers: { ...READY, "numbers.inspect": { reject: { code: "host-silent", message: "The RingOut program does not answer.", remedy: "Restart the browser, then try again." } } } },
  "forgotten": { answers: READY, then: (card) => forgetNumber(card, true) },
  "not-a-number": { answers: { ...READY, "numbers.inspect": { verdict: "refuse", code: "not-a-number", message: "This is not a telephone number.", remedy: "Check what you typed, or select the whole number." } }, target: { text: "12345", number: null } },
};

const settled = () => new Promise((done) => setTimeout(done, 0));

/** Opens a scene at #number, with `more` over its target. */
async function openScene(name, more = {}) {
  const scene = SCENES[name];
  harness.asked = [];
  harness.answers = scene.answers;
  const number = document.querySelector("#number");
  const range = document.createRange();
  range.selectNodeContents(number);
  await openCard({
    text: number.textContent, region: "GB", number: NUMBERS.london, rects: () => [...range.getClientRects()], source: "mark",
    ...scene.target, ...more,
  });
  const { card } = openedCard;
  await settled();
  await settled();
  await scene.then?.(card);
  await settled();
  return name;
}

/** Makes the button look armed without waiting, for pictures alone. */
function pretendArmed() {
  const { card } = openedCard;
  card.armer.stop();
  card.armer.watch = () => {};
  if (card.state.arm === "waiting") card.dispatch({ type: "arm", arm: "armed" });
}

/** News of the card's own call, `seconds` from now. */
function news(phase, seconds = 0) {
  hearUpdate(openedCard.card, { name: "call.updated", call: call(phase, { requestId: openedCard.card.state.requestId, updatedAt: ago(-seconds) }) });
}

/** Was this preference set to something that `fits`? */
function preferred(key, fits) {
  return harness.asked.some(([name, params]) => name === "prefs.set" && params.key === key && fits(params.value));
}

/** From now on this number was called a moment ago. */
function justCalled() {
  const why = { code: "duplicate-call", message: "You called this number 8 seconds ago." };
  harness.answers["calls.start"] = { reject: { ...why, remedy: "" } };
  harness.answers["numbers.inspect"] = { number: NUMBERS.london, verdict: "confirm", ...why };
}

/** Timers of `ms` run after `quick` instead. */
function hurry(ms, quick) {
  const real = setTimeout;
  globalThis.setTimeout = (run, after, ...more) => real(run, after === ms ? quick : after, ...more);
}

/** English turned into a language of Arabic letters, with its values left in place. */
function pseudoArabic() {
  const turn = (text) => text && "هذه " + text.replace(/[A-Za-z]+/g, (word) => "كلمة".repeat(Math.ceil(word.length / 6)));
  const entries = Object.entries(ENGLISH).map(([key, entry]) => [
    key,
    { ...entry, message: entry.message.split(/(\$\w+\$)/).map((part, i) => (i % 2 ? part : turn(part))).join("") },
  ]);
  return { tag: "ar", table: Object.fromEntries(entries) };
}
