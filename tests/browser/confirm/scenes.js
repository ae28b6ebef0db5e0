// Every state of the confirmation window by name: what the worker answers. `chrome` is a stand-in; `asked` is every message.

const NUMBER = { e164: "+442079460123", national: "020 7946 0123", international: "+44 20 7946 0123", region: "GB", type: "fixed-line" };
const PHONES = [{ phoneNumber: "+12015550100", label: "My mobile", type: "Mobile" }];
const SESSION = {
  connection: "ready", account: { signedIn: true, region: "US", from: PHONES, callerIds: [], notes: [] },
  settings: { region: "US", playPrompt: true }, policy: { countries: [], perMinute: 5, perHour: 30, perDay: 150, locked: [] },
  simulator: false, activeCalls: [],
};
const parked = (inspection, more = {}) => ({
  request: { requestId: "r1", text: "020 7946 0123", region: "GB" }, origin: "https://shop.example",
  inspection: { number: NUMBER, verdict: "confirm", code: "country-not-allowed", message: "This number is in the United Kingdom, which is not one of your countries.", remedy: "Confirm this call, or add the country in the options.", ...inspection },
  ...more,
});
const ABROAD = parked({});
const call = (phase, more = {}) => ({
  id: "c1", requestId: "r1", to: NUMBER, from: "+12015550100", phase, cancellable: phase === "placing" || phase === "ringing-you",
  startedAt: new Date(Date.now() - 5000).toISOString(), updatedAt: new Date().toISOString(), ...more,
});
const refused = (code, message = "", remedy = "") => ({ error: { code, message, remedy } });
const base = {
  "confirm.get": ABROAD, "session.get": SESSION, "ui.words": { words: null }, "prefs.get": { theme: "auto" },
  "numbers.confirm": { confirmation: "token", expiresAt: "2100-01-01T00:00:00.000Z" }, "calls.start": { call: call("placing") },
  "calls.cancel": { call: call("cancelled") },
};
const inCall = (phase, more) => ({ news: [call(phase, more)] });

const SCENES = {
  abroad: {},
  duplicate: { "confirm.get": parked({ number: { ...NUMBER, e164: "+12015550123", international: "+1 201-555-0123", region: "US" }, code: "duplicate-call", message: "You called this number 12 seconds ago." }) },
  special: { "confirm.get": parked({ number: { ...NUMBER, type: "personal", extension: "45" }, code: "confirmation-required", message: "Calls to personal numbers need your confirmation." }) },
  long: { "confirm.get": parked({ number: { ...NUMBER, international: "+44 20 7946 0123 0123 0123 0123 0123 0123 0123 0123 0123 0123" } }, { origin: `https://${"a-very-long-name-of-a-site".repeat(3)}.example` }) },
  ours: { "confirm.get": parked({}, { origin: undefined }) },
  simulator: { "session.get": { ...SESSION, simulator: true } },
  refused: { "confirm.get": parked({ verdict: "refuse", code: "premium-rate", message: "Calls to this number cost far more than normal calls, so RingOut does not place them.", remedy: "If you really want it, dial it from your phone." }) },
  over: { "confirm.get": refused("confirmation-over") },
  "host-gone": { "confirm.get": refused("host-exited") },
  calling: inCall("ringing-you"),
  failed: inCall("failed", { status: { call: "CannotReach", caller: "NoAnswer", callee: "InProgress" }, reason: { leg: "you", code: "service-error", message: "You did not answer your phone, so nobody was called.", remedy: "" } }),
  unknown: inCall("unknown", { reason: { leg: "service", code: "outcome-unknown", message: "Nobody knows whether this call was placed. Your phone may ring.", remedy: "" } }),
};

const query = new URLSearchParams(location.search);
const scene = { ...base, ...SCENES[query.get("scene")] };
const words = query.get("words");
if (words) scene["ui.words"] = { words: { tag: words, table: WORDS[words] ?? ENGLISH } };
const asked = [];
const ports = [];
const post = (update) => ports.forEach((heard) => heard(update));
const named = (name) => asked.filter((each) => each.name === name).map((each) => each.params);

globalThis.chrome = {
  i18n: {
    getMessage: (key, values = []) =>
      key === "@@ui_locale"
        ? "en"
        : (ENGLISH[key]?.message ?? "").replace(/\$(\w+)\$/g, (_, name) => values[Number(ENGLISH[key].placeholders[name.toLowerCase()].content.slice(1)) - 1] ?? ""),
  },
  runtime: {
    async sendMessage({ name, params }) {
      asked.push({ name, params });
      const given = scene[name];
      return given === undefined ? new Promise(() => {}) : given.error ? given : { result: structuredClone(given) };
    },
    connect: () => ({ disconnect() {}, onMessage: { addListener: (heard) => ports.push(heard) }, onDisconnect: { addListener() {} } }),
  },
  tabs: { getCurrent: async () => ({ id: 3 }), remove: async (id) => (globalThis.left = id) },
};
