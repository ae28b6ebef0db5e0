// Stands in for the browser's `chrome` and the worker behind it, as the scene in the address says. `harness.asked` is every message.

const query = new URLSearchParams(location.search);
const scene = { ...SCENES.ready, ...SCENES[query.get("scene") ?? "ready"] };

const words = query.get("words");
if (words) scene["ui.words"] = { words: { tag: words, table: WORDS[words] } };

const harness = {
  asked: [],
  opened: [],
  ports: new Set(),
  post(update) {
    for (const port of harness.ports) for (const heard of port.heard) heard(structuredClone(update));
  },
  named: (name) => harness.asked.filter((each) => each.name === name).map((each) => each.params),
};

/** `chrome.storage` of one area; with `?kept`, one that outlives the page. */
function memory(area) {
  if (area instanceof Map) Object.assign(area, { setItem: area.set, getItem: (key) => area.get(key) ?? null, removeItem: area.delete });
  return {
    get: async (key) => (area.getItem(key) === null ? {} : { [key]: JSON.parse(area.getItem(key)) }),
    set: async (items) => Object.entries(items).forEach(([key, value]) => area.setItem(key, JSON.stringify(value))),
    remove: async (key) => void area.removeItem(key),
  };
}

const never = new Promise(() => {});
const pseudo = (text) => `[${text.replace(/[aeiou]/g, (letter) => letter + letter)}]`;

globalThis.chrome = {
  i18n: {
    getMessage(key, values = []) {
      if (key === "@@ui_locale") return query.get("locale") ?? "en";
      const entry = ENGLISH[key];
      if (!entry) return "";
      const text = entry.message.replace(/\$(\w+)\$/g, (_, name) => values[Number(entry.placeholders[name.toLowerCase()].content.slice(1)) - 1] ?? "");
      return query.get("locale") ? pseudo(text) : text;
    },
  },
  runtime: {
    async sendMessage({ name, params }) {
      harness.asked.push({ name, params });
      const given = scene[name];
      if (given === undefined) return never;
      const answer = typeof given === "function" ? given(params) : given;
      if (answer?.code && answer.remedy !== undefined && !answer.verdict) return { error: answer };
      return { result: structuredClone(answer) };
    },
    connect() {
      const port = { heard: [], disconnect: () => harness.ports.delete(port), onDisconnect: { addListener() {} } };
      port.onMessage = { addListener: (heard) => port.heard.push(heard) };
      harness.ports.add(port);
      if (scene.session) setTimeout(() => harness.post({ name: "session", session: scene.session }));
      return port;
    },
  },
  storage: { session: memory(query.has("kept") ? sessionStorage : new Map()) },
  tabs: {
    getCurrent: async () => (query.get("place") === "tab" ? { id: 8 } : undefined),
    query: async () => [{ id: 7 }],
    create: async ({ url }) => harness.opened.push(url),
  },
};
