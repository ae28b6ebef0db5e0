// Stands in for the extension's side of things: the browser's `chrome`, the worker's answers, the updates port.

const harness = {
  /** What was asked of the worker, in order. */
  asked: [],
  /** Answers by name: a value, a function of the params, or an Error-like `{reject: {...}}`; absent ones never come. */
  answers: {},
  ports: [],
  post(update) {
    for (const port of harness.ports) for (const heard of port.heard) heard(update);
  },
};

// axe-core looks into open shadow roots only; `?open` makes ours one.
if (location.search.includes("open")) {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    return attach.call(this, { ...options, mode: "open" });
  };
}

globalThis.chrome = {
  i18n: {
    getMessage(key, values = []) {
      if (key === "@@ui_locale") return "en";
      return ENGLISH[key] ? fillIn(ENGLISH[key], values) : "";
    },
  },
  runtime: {
    connect() {
      const port = { heard: [], gone: [], disconnect() { harness.ports = harness.ports.filter((each) => each !== port); } };
      port.onMessage = { addListener: (heard) => port.heard.push(heard) };
      port.onDisconnect = { addListener: (gone) => port.gone.push(gone) };
      harness.ports.push(port);
      return port;
    },
  },
};

async function ask(name, params) {
  harness.asked.push([name, params]);
  const given = harness.answers[name];
  if (given === undefined) return new Promise(() => {});
  const answer = typeof given === "function" ? given(params) : given;
  if (answer?.reject) throw answer.reject;
  return structuredClone(answer);
}

harness.calls = () => harness.asked.filter(([name]) => name === "calls.start");
