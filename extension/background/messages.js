// Every message that the worker understands, in one table by name, and the gate before it: who may send it, and what it may
// look like. A web page itself can send none; a content script none that reaches settings, account or confirmation.

import { Failed, describe } from "./failures.js";
import { wordsOf } from "./language.js";
import { askFrame, cardStyles, listMarks, openPage, siteOfTab } from "./pages.js";
import { mayContentSet } from "./preferences.js";
import { mayCome, whoSent } from "./senders.js";
import { SHAPES, insist } from "./shapes.js";
import { SIGN_IN_ALARM } from "./watch.js";

/** How far back calls to one number are looked for. */
const LOOK_BACK = 200;

/**
 * @typedef {import('./senders.js').From} From
 * @typedef {object} Worker what the handlers work with
 * @property {import('./host.js').Host} host
 * @property {import('./starts.js').Starts} starts
 * @property {import('./live-calls.js').LiveCalls} calls
 * @property {import('./match-cache.js').MatchCache} matches
 * @property {import('./confirmations.js').Confirmations} confirmations
 * @property {import('./preference-store.js').PreferenceStore} preferences
 * @property {import('./frames.js').Frames} frames
 * @property {import('./broadcast.js').Broadcast} broadcast
 * @property {() => Promise<Messages.Session>} session
 */

/**
 * @template {Messages.Name} N
 * @typedef {(params: Messages.Table[N]['params'], from: From, worker: Worker) => Promise<Messages.Table[N]['result']>} Handler
 */

/** @type {{[N in Messages.Name]: {from: Messages.Table[N]['from'], handle: Handler<N>}}} */
const TABLE = {
  "session.get": { from: "any", handle: async (_, __, { session }) => session() },

  "numbers.match": { from: "any", handle: async (params, _, { matches }) => matches.match(params) },

  "numbers.inspect": { from: "any", handle: async (params, _, { host }) => host.request("numbers.inspect", params) },

  "calls.start": { from: "any", handle: startCall },

  "calls.cancel": { from: "any", handle: async (params, _, worker) => known(worker, worker.host.request("calls.cancel", params)) },

  "calls.get": { from: "any", handle: async (params, _, worker) => known(worker, worker.host.request("calls.get", params)) },

  "calls.list": {
    from: "any",
    async handle({ to, ...params }, { kind }, { host }) {
      if (to === undefined) {
        insist(kind !== "content");
        return host.request("calls.list", params);
      }
      const { calls } = await host.request("calls.list", { ...params, limit: LOOK_BACK });
      return { calls: calls.filter((call) => call.to.e164 === to).slice(0, params.limit) };
    },
  },

  "confirm.open": {
    from: "any",
    async handle(params, from, { confirmations }) {
      if (!from.inFront) throw new Failed("page-not-in-front");
      await confirmations.open(params, from.origin);
      return {};
    },
  },

  "prefs.get": {
    from: "any",
    async handle({ site, tabId }, from, { preferences }) {
      if (from.kind === "content") return preferences.on(from.site);
      return preferences.on(site ?? (tabId === undefined ? "" : await siteOfTab(tabId)));
    },
  },

  "prefs.set": {
    from: "any",
    async handle({ key, value, site }, from, { preferences }) {
      const content = from.kind === "content";
      if (content) insist(site === undefined && mayContentSet(key));
      const where = content ? from.site : site;
      insist(where !== "");
      await preferences.set(where === undefined ? { key, value } : { key, value, site: where });
      return preferences.on(where ?? "");
    },
  },

  "ui.styles": { from: "any", handle: cardStyles },

  "ui.words": {
    from: "any",
    handle: async (_, __, { preferences }) => ({ words: await wordsOf((await preferences.on("")).language) }),
  },

  "page.open": {
    from: "any",
    async handle({ page }, { inFront }) {
      if (!inFront) throw new Failed("page-not-in-front");
      await openPage(page);
      return {};
    },
  },

  "prefs.list": { from: "page", handle: async (_, __, { preferences }) => preferences.all() },

  "page.list": {
    from: "page",
    async handle({ tabId }, _, { frames }) {
      return { site: await siteOfTab(tabId), marks: await listMarks(tabId, await frames.of(tabId)) };
    },
  },

  "page.show": {
    from: "page",
    async handle({ tabId, frameId, index }) {
      await askFrame(tabId, frameId, "marks.show", { index });
      return {};
    },
  },

  "calls.clear": {
    from: "page",
    async handle(_, __, { host, calls, broadcast }) {
      const result = await host.request("calls.clear", {});
      await calls.forgetOver();
      broadcast.post({ name: "calls.cleared" });
      return result;
    },
  },

  "settings.update": {
    from: "page",
    async handle(params, _, { host, matches, broadcast }) {
      const result = await host.request("settings.update", params);
      matches.clear();
      broadcast.post({ name: "settings.changed", ...result });
      return result;
    },
  },

  "account.signIn": {
    from: "page",
    async handle(_, __, { host }) {
      const result = await host.request("account.signIn", {});
      host.hold("sign-in"); // the host listens for the redirect; let go when the account changes, or in time
      await chrome.alarms.create(SIGN_IN_ALARM, { delayInMinutes: 10 });
      return result;
    },
  },

  "account.signOut": { from: "page", handle: async (_, __, { host }) => host.request("account.signOut", {}) },

  "diagnostics.run": { from: "page", handle: async (_, __, { host }) => host.request("diagnostics.run", {}) },

  "confirm.get": {
    from: "confirm",
    async handle({ id }, { confirmId }, { confirmations, host }) {
      insist(id === confirmId);
      const { request, origin } = await confirmations.get(id);
      const inspection = await host.request("numbers.inspect", { text: request.text, region: request.region ?? null });
      return origin === undefined ? { request, inspection } : { request, origin, inspection };
    },
  },

  "numbers.confirm": {
    from: "confirm",
    async handle({ text, region }, { confirmId }, { confirmations, host }) {
      const { request } = await confirmations.get(confirmId);
      insist(text === request.text && (region ?? null) === (request.region ?? null));
      return host.request("numbers.confirm", { text, region: region ?? null });
    },
  },
};

/** @type {Handler<'calls.start'>} */
async function startCall(params, from, { starts, confirmations }) {
  if (from.kind !== "confirm") {
    insist(params.confirmation === undefined || params.confirmation === null);
    if (!from.inFront) throw new Failed("page-not-in-front");
    return starts.start(from.origin === undefined ? params : { ...params, origin: from.origin });
  }
  const { id, request, origin } = await confirmations.get(from.confirmId);
  insist(params.requestId === request.requestId && params.text === request.text);
  const { confirmation } = params;
  const result = await starts.start({ ...request, confirmation, ...(origin === undefined ? {} : { origin }) });
  await confirmations.done(id);
  return result;
}

/** What the host said of a call is news for everyone. @param {Worker} worker @param {Promise<Protocol.CallResult>} answer */
async function known({ calls }, answer) {
  const result = await answer;
  await calls.update(result.call);
  return result;
}

/**
 * Answers one message.
 * @param {unknown} message
 * @param {chrome.runtime.MessageSender} sender
 * @param {Worker} worker
 * @param {{id: string, base: string}} self
 * @returns {Promise<Messages.Reply<unknown>>} never rejected
 */
export async function answer(message, sender, worker, self) {
  try {
    const { name, params } = /** @type {{name?: unknown, params?: unknown}} */ (message ?? {});
    insist(typeof name === "string" && Object.hasOwn(TABLE, name));
    const known = /** @type {Messages.Name} */ (name);
    const from = whoSent(sender, self);
    insist(from !== null && mayCome(TABLE[known].from, from.kind));
    insist(SHAPES[known](params ?? {}));
    await worker.frames.seen(from);
    const handle = /** @type {Handler<any>} */ (TABLE[known].handle);
    return { result: await handle(params ?? {}, from, worker) };
  } catch (error) {
    return { error: describe(error) };
  }
}
