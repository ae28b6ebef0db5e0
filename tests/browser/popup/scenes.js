// Every state of the popup by name: the session, and what the worker answers to each message; what is absent never comes.

const number = (international, region, type, more = {}) => ({ e164: "+" + international.replace(/\D/g, ""), national: international.replace(/^\+\d+ /, ""), international, region, type, ...more });
const NUMBERS = {
  jersey: { ...number("+1 201-555-0123", "US", "fixed-line-or-mobile"), national: "(201) 555-0123" },
  newYork: { ...number("+1 212-555-0147", "US", "fixed-line-or-mobile"), national: "(212) 555-0147" },
  london: { ...number("+44 20 7946 0123", "GB", "fixed-line"), national: "020 7946 0123" },
  mobile: { ...number("+44 7700 900123", "GB", "mobile"), national: "07700 900123" },
  paris: { ...number("+33 1 99 00 12 34", "FR", "fixed-line"), national: "01 99 00 12 34" },
  berlin: number("+49 30 23125 123", "DE", "fixed-line", { extension: "45" }),
};
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

const ACCOUNT = {
  signedIn: true, name: "Nadia Reyes", extensionNumber: "101", region: "US", notes: [],
  from: [{ phoneNumber: "+12015550100", label: "My mobile", type: "Mobile" }, { phoneNumber: "+12015550111", label: "Desk", type: "PhoneLine" }],
  callerIds: [{ phoneNumber: "+12015550199", label: "Company main number" }],
};
const SESSION = {
  connection: "ready", account: ACCOUNT, settings: { region: "US", from: "+12015550100", playPrompt: true },
  policy: { countries: [], perMinute: 5, perHour: 30, perDay: 150, locked: [] }, simulator: false, activeCalls: [],
};
const PREFS = { site: "shop.example", marking: true, oneClick: false, links: true, schemes: [], notNumbers: [], notifications: true, theme: "auto", language: "auto", locked: [] };

function call(phase, more = {}) {
  const [whole, caller, callee] = {
    placing: [], "ringing-you": ["InProgress", "InProgress", "InProgress"], "ringing-them": ["InProgress", "Success", "InProgress"],
    connected: ["Success", "Success", "Success"], ended: ["Success", "Finished", "Finished"], failed: ["CannotReach", "Success", "Busy"],
    cancelled: ["CannotReach", "Rejected", "InProgress"], unknown: ["InProgress", "InProgress", "InProgress"],
  }[phase];
  return {
    id: "c1", requestId: "other", to: NUMBERS.london, from: "+12015550100", phase, ...(whole && { status: { call: whole, caller, callee } }),
    cancellable: phase === "placing" || phase === "ringing-you", startedAt: ago(12), updatedAt: ago(1),
    ...(["ended", "failed", "cancelled", "unknown"].includes(phase) && { endedAt: ago(0) }), ...more,
  };
}
const BUSY = { reason: { leg: "them", code: "service-error", message: "Their line is busy.", remedy: "Try again in a few minutes." } };

function history(count) {
  const kinds = [["ended", {}], ["failed", BUSY], ["ended", {}], ["cancelled", {}], ["unknown", {}]];
  const to = Object.values(NUMBERS);
  return Array.from({ length: count }, (_, index) => {
    const [phase, more] = kinds[index % kinds.length];
    const started = ago(600 + index * 9000);
    return call(phase, { id: `h${index}`, to: to[index % to.length], startedAt: started, updatedAt: started, ...more });
  });
}
const paged = (all) => ({ limit, before }) => {
  const start = before ? all.findIndex(({ id }) => id === before) + 1 : 0;
  return { calls: all.slice(start, start + limit) };
};

/** A judge in a few lines, for the numbers above. */
function inspect({ text }) {
  const digits = text.replace(/ x\d+$/, "").replace(/\D/g, "");
  const found = Object.values(NUMBERS).find((each) => [each.e164, each.national, each.e164.slice(2)].some((form) => form.replace(/\D/g, "") === digits));
  if (digits === "911") return { verdict: "refuse", code: "emergency-number", message: "This is an emergency number. RingOut cannot place emergency calls.", remedy: "Dial it from your phone." };
  if (/[a-z]{3}/i.test(text) || !found) return { verdict: "refuse", code: "invalid-number", message: "No telephone can have this number.", remedy: "Check the digits and the country." };
  if (found.region === "US") return { number: found, verdict: "allow" };
  return { number: found, verdict: "confirm", code: "country-not-allowed", message: `This number is in ${found.region}, which is not one of your countries.`, remedy: "Confirm this call." };
}
function match({ texts: [{ text }] }) {
  return { matches: [...text.matchAll(/\(?\+?\d[\d\s().-]{7,}\d/g)].flatMap((hit) => {
    const { number: found } = inspect({ text: hit[0] });
    return found ? [{ id: 0, start: hit.index, end: hit.index + hit[0].length, number: found }] : [];
  }) };
}
const MARKS = [NUMBERS.london, NUMBERS.mobile, NUMBERS.london, NUMBERS.berlin, NUMBERS.newYork].map((each, index) => ({ text: each.national, number: each, rectTop: index * 100, frameId: 0, index }));

const READY = {
  session: SESSION, "session.get": SESSION, "prefs.get": PREFS, "ui.words": { words: null },
  "numbers.inspect": inspect, "numbers.match": match,
  "page.list": { site: "shop.example", marks: MARKS }, "page.show": {}, "page.open": {}, "confirm.open": {},
  "calls.list": paged(history(12)), "calls.get": ({ id }) => ({ call: call("ended", { id }) }),
  "calls.start": ({ requestId, text }) => ({ call: call("ringing-you", { requestId, to: inspect({ text }).number }) }),
  "calls.cancel": ({ id }) => ({ call: call("cancelled", { id, to: NUMBERS.jersey }) }),
  "settings.update": (params) => ({ settings: { ...SESSION.settings, ...params }, policy: SESSION.policy }),
  "prefs.set": ({ key, value }) => ({ ...PREFS, [key]: value }),
  "account.signIn": { authorizeUrl: "https://login.example.com/authorize" },
};
const session = (more) => {
  const given = { ...SESSION, ...more };
  return { ...READY, session: given, "session.get": given };
};
const OUT = { ...ACCOUNT, signedIn: false, from: [], callerIds: [], name: undefined, extensionNumber: undefined };
const without = (connection, code, message, remedy) => session({ connection, connectionError: { code, message, remedy }, account: OUT });
const inCall = (phase, more = {}, sessionMore = {}) => session({ activeCalls: [call(phase, more)], ...sessionMore });
/** A call that ends before the person's eyes. */
const over = (phase, more = {}) => ({ ...inCall("ringing-you"), news: [{ name: "call.updated", call: call(phase, { updatedAt: ago(0), ...more }) }] });

/** No host says this; if one did, it would stay text. */
const MARKUP = "<img src=x onerror='globalThis.broken = 1'><b>ring us</b>";

const SCENES = {
  "ready": READY,
  "simulator": session({ simulator: true }),
  "loading": { ...READY, session: undefined, "session.get": undefined },
  "host-missing": without("missing", "host-missing", "The RingOut program is not installed on this computer, or this browser cannot find it.", "Install it, then run: ringout install"),
  "outdated-host": without("outdated-host", "outdated-host", "The RingOut program on this computer is older than the extension.", "Update the program: pipx upgrade ringout-host"),
  "outdated-extension": without("outdated-extension", "outdated-extension", "The extension is older than the RingOut program on this computer.", "Update the extension in your browser."),
  "host-broken": without("failed", "host-broken", "The browser could not start the RingOut program.", "Run: ringout self-test."),
  "signed-out": session({ account: OUT }),
  "sign-in-refused": { ...session({ account: OUT }), "account.signIn": { code: "service-unreachable", message: "RingCentral cannot be reached. Nothing was dialled.", remedy: "Check your internet connection and try again." } },
  "placing": inCall("placing"),
  "ringing-you": inCall("ringing-you"),
  "ringing-them": inCall("ringing-them"),
  "connected": inCall("connected", { updatedAt: ago(42), startedAt: ago(60) }),
  "connected-extension": inCall("connected", { to: NUMBERS.berlin }),
  "two-calls": session({ activeCalls: [call("ringing-you"), call("connected", { id: "c2", to: NUMBERS.newYork })] }),
  "ended": over("ended"),
  "failed": over("failed", BUSY),
  "cancelled": over("cancelled"),
  "unknown": over("unknown", { reason: { leg: "service", code: "outcome-unknown", message: "Nobody knows whether this call was placed. Your phone may ring.", remedy: "Look at your phone before you dial again." } }),
  "limit": { ...READY, "calls.start": { code: "limit-minute", message: "That is as many calls in one minute as you allow.", remedy: "Wait a minute, or raise the limit in the options.", retryAfter: 42 } },
  "still-on": { ...READY, "numbers.inspect": { number: NUMBERS.jersey, verdict: "refuse", code: "duplicate-call", message: "A call to this number is still going on.", remedy: "Hang up your phone or cancel that call first." } },
  "duplicate": { ...READY, "numbers.inspect": (params) => (harness.named("calls.start").length ? { ...inspect(params), verdict: "confirm", code: "duplicate-call", message: "You called this number a moment ago.", remedy: "" } : inspect(params)), "calls.start": { code: "confirmation-required", message: "You called this number a moment ago.", remedy: "Look whether that call is still going on." } },
  "slow-judge": { ...READY, "numbers.inspect": undefined },
  "no-marks": { ...READY, "page.list": { site: "shop.example", marks: [] } },
  "not-marking": { ...READY, "page.list": { site: "shop.example", marks: [] }, "prefs.get": { ...PREFS, marking: false } },
  "page-unreachable": { ...READY, "page.list": { code: "page-unreachable", message: "RingOut cannot read this page.", remedy: "Reload the page." }, "prefs.get": { ...PREFS, site: "" } },
  "no-recents": { ...READY, "page.list": { site: "", marks: [] }, "calls.list": { calls: [] } },
  "thousand": { ...READY, "calls.list": paged(history(1000)) },
  "markup": { ...READY, "calls.list": { calls: [["<b>", { origin: MARKUP }], ['"]', { reason: { leg: "them", code: "__proto__", message: MARKUP, remedy: MARKUP } }], ["__proto__", { startedAt: ago(60) }]].map(([id, more]) => call("failed", { id, to: Object.fromEntries(["e164", "national", "international", "region", "type", "extension"].map((key) => [key, MARKUP])), ...more })) } },
  "locked": { ...session({ policy: { ...SESSION.policy, locked: ["from", "callerId", "playPrompt"] } }), "prefs.get": { ...PREFS, locked: ["marking"] } },
  "long-names": session({ account: { ...ACCOUNT, name: "Maximiliane Wolkenstein-Hohenberg of the Northern Sales Office", notes: ["Your caller IDs could not be read; your usual number is shown."], from: [{ phoneNumber: "+12015550100", label: "The telephone on the third desk by the window in the large hall", type: "Mobile" }, ...ACCOUNT.from] } }),
};
