// Everything that the popup asks of the worker, and what it does with the answers. Starts a call only when `place` is called, which
// trusted events alone do.

import { copyCommand } from "../shared/command.js";
import { ask, wear } from "../shared/page.js";
import { signIn } from "../shared/sign-in.js";
import { front } from "./front.js";
import { older, wasCleared } from "./recents.js";
import { ROWS, dialText } from "./state.js";
import { distinct } from "./view/lists.js";
import { commandFor } from "./view/repair.js";

/** When waiting is worth a word, and when it is worth a sentence; in ms. */
export const SLOW_AFTER = 150;
export const VERY_SLOW_AFTER = 3000;

/** Marks may still be looked for when the popup opens; in ms. */
const LOOK_AGAIN_AFTER = 800;

/** Refusals of a start that a confirmation may lift. */
const ASKS = new Set(["confirmation-required", "duplicate-call", "country-not-allowed"]);

/** @param {unknown} error @returns {Refusal} without the raw words of an exception */
const refusal = (error) => (/** @type {Refusal} */ (error)?.code ? /** @type {Refusal} */ (error) : { code: "internal" });

export class Desk {
  #state;
  #dispatch;
  /** A request for older calls is under way. @type {Promise<void> | null} */
  #fetching = null;
  /** How often the history was cleared: what was asked for before that is not to come back. */
  #cleared = 0;

  /**
   * @param {() => import('./state.js').PopupState} state
   * @param {(event: import('./state.js').PopupEvent) => void} dispatch
   */
  constructor(state, dispatch) {
    this.#state = state;
    this.#dispatch = dispatch;
  }

  get state() {
    return this.#state();
  }

  /** @param {Partial<import('./state.js').PopupState>} change */
  set(change) {
    this.#dispatch({ type: "set", change });
  }

  begin() {
    setTimeout(() => this.state.session || this.set({ wait: "slow" }), SLOW_AFTER);
    setTimeout(() => this.state.session || this.set({ wait: "very-slow" }), VERY_SLOW_AFTER);
    void this.lookAtPage();
  }

  /** @param {Messages.Update} update */
  heard(update) {
    if (update.name === "session") this.#arrived(update.session);
    else if (update.name === "call.updated") this.#called(update.call);
    else if (update.name === "account.changed") this.#dispatch({ type: "account", account: update.account });
    else if (update.name === "settings.changed") this.#dispatch({ type: "settings", settings: update.settings, policy: update.policy });
    else if (update.name === "connection" && update.connection !== this.state.session?.connection) void this.askSession();
    else if (update.name === "prefs.changed") void this.askPreferences();
    else if (update.name === "calls.cleared") this.#emptied();
    else if (update.name === "confirm.closed" && update.requestId === this.state.requestId && update.outcome !== "confirmed") this.set({ attempt: "none" });
  }

  /** Was the history cleared while nobody told us? */
  async #lookForCleared() {
    const newest = await older(ask, []).catch(() => null);
    if (!newest || !wasCleared(this.state.recents ?? [], newest)) return;
    this.#emptied();
    this.#dispatch({ type: "older", ...newest });
  }

  /** The history is empty now. */
  #emptied() {
    this.#cleared += 1;
    this.#fetching = null;
    this.#dispatch({ type: "cleared" });
  }

  /** @param {Protocol.Call} call */
  #called(call) {
    this.#dispatch({ type: "call", call, nextRequestId: crypto.randomUUID() });
    if (isOver(call)) void this.inspect(); // the same number may be called again, or must be confirmed now
  }

  /** @param {Messages.Session} session */
  #arrived(session) {
    this.#dispatch({ type: "session", session });
    if (session.connection !== "ready") return;
    void (this.state.recents === null || this.state.recentsTrouble ? this.fetchOlder() : this.#lookForCleared());
    // What ended while nobody told us.
    for (const { call } of this.state.calls) {
      if (isOver(call) || session.activeCalls.some(({ id }) => id === call.id)) continue;
      ask("calls.get", { id: call.id }).then(({ call }) => this.#dispatch({ type: "call", call, nextRequestId: crypto.randomUUID() }), () => {});
    }
  }

  async askSession() {
    try {
      this.#arrived(await ask("session.get", {}));
    } finally {
      this.set({ checking: false });
    }
  }

  checkHost() {
    this.set({ checking: true, copied: false });
    this.askSession().catch(() => {});
  }

  async askPreferences() {
    const tabId = this.state.page?.tabId;
    const prefs = await ask("prefs.get", tabId === undefined ? {} : { tabId }).catch(() => null);
    if (!prefs) return;
    wear(prefs.theme);
    this.set({ site: prefs });
  }

  /** The numbers of the page in front, and what holds on its site. */
  async lookAtPage() {
    const tabId = await front();
    if (tabId === undefined) {
      this.set({ pageTrouble: { code: "page-unreachable" } });
      return;
    }
    ask("prefs.get", { tabId }).then((site) => this.set({ site }), () => {});
    const look = async () => this.set({ page: { tabId, ...(await ask("page.list", { tabId })) }, pageTrouble: null });
    try {
      await look();
      if (!this.state.page?.marks.length) setTimeout(() => look().catch(() => {}), LOOK_AGAIN_AFTER);
    } catch (error) {
      this.set({ pageTrouble: refusal(error), list: "recents" });
    }
  }

  /** @param {number} index of a row of the list; pressing again goes on to where the number stands next */
  async show(index) {
    const { page } = this.state;
    const places = distinct(this.state)[index]?.places ?? [];
    const place = places[(this.#shown[0] === index ? ++this.#shown[1] : 0) % places.length];
    if (this.#shown[0] !== index) this.#shown = [index, 0];
    const mark = place === undefined ? undefined : page?.marks[place];
    if (page && mark) await ask("page.show", { tabId: page.tabId, frameId: mark.frameId, index: mark.index }).catch(() => {});
  }

  /** The row that was shown last, and how often. @type {[number, number]} */
  #shown = [-1, 0];

  /** @param {string} text */
  typed(text) {
    this.#dispatch({ type: "typed", text });
  }

  /** The same number in a better writing. @param {string} text */
  rewritten(text) {
    this.set({ text });
  }

  /** What the host thinks of the text in the dial box. */
  async inspect() {
    const { text, region } = this.state;
    if (!text.trim()) return;
    const same = () => this.state.text === text && this.state.region === region;
    try {
      const inspection = await ask("numbers.inspect", { text, region });
      if (same()) this.#dispatch({ type: "inspected", text, region, inspection });
    } catch (error) {
      if (same()) this.set({ trouble: refusal(error), judging: "none", inspection: null });
    }
  }

  /** @param {string} text @param {string | undefined} callId of the call that is to be made again */
  redial(text, callId) {
    const call = this.state.calls.find((shown) => shown.call.id === callId)?.call;
    if (call) this.dismiss(call.id);
    return this.place(call ? dialText(call.to) : text, null);
  }

  /**
   * Judges a text afresh and calls it, or asks for confirmation, as the host says.
   * @param {string} text
   * @param {string | null} region
   */
  async place(text, region) {
    const { attempt, requestId, session } = this.state;
    if (attempt !== "none" || !session?.account.signedIn) return;
    this.set({ attempt: "starting", refused: null, refusedUntil: null });
    try {
      const { verdict, ...why } = await ask("numbers.inspect", { text, region });
      if (verdict === "refuse") this.#refused(why);
      else if (verdict === "confirm") await this.#confirm(requestId, text, region);
      else await this.#start(requestId, text, region);
    } catch (error) {
      this.#refused(refusal(error));
    }
  }

  /** @param {string} requestId @param {string} text @param {string | null} region */
  async #start(requestId, text, region) {
    try {
      const { call } = await ask("calls.start", { requestId, text, region });
      this.#dispatch({ type: "call", call, nextRequestId: crypto.randomUUID() });
    } catch (error) {
      if (!ASKS.has(refusal(error).code ?? "")) throw error;
      // The policy has changed its mind since it was asked: somebody else has called this number, for example.
      const { verdict, ...why } = await ask("numbers.inspect", { text, region });
      if (verdict !== "confirm") throw why;
      await this.#confirm(requestId, text, region);
    }
  }

  /** @param {Refusal} error */
  #refused(error) {
    this.#dispatch({ type: "refused", error, now: Date.now() });
  }

  /** The confirmation window takes over. @param {string} requestId @param {string} text @param {string | null} region */
  async #confirm(requestId, text, region) {
    this.set({ attempt: "parked" });
    await ask("confirm.open", { requestId, text, region });
  }

  /** @param {string} id */
  async cancel(id) {
    this.#dispatch({ type: "of-call", id, change: { cancelling: true, cancelRefused: null } });
    try {
      const { call } = await ask("calls.cancel", { id });
      this.#dispatch({ type: "call", call, nextRequestId: crypto.randomUUID() });
    } catch (error) {
      this.#dispatch({ type: "of-call", id, change: { cancelling: false, cancelRefused: refusal(error) } });
    }
  }

  /** @param {string} id */
  looked(id) {
    this.#dispatch({ type: "of-call", id, change: { looked: true } });
  }

  /** @param {string} id */
  dismiss(id) {
    this.#dispatch({ type: "dismiss", id });
  }

  /** A countdown has ended. */
  due() {
    const { refusedUntil } = this.state;
    if (refusedUntil !== null && refusedUntil <= Date.now()) this.set({ refused: null, refusedUntil: null });
  }

  /** @param {Protocol.SettingsParams} params */
  async save(params) {
    try {
      this.#dispatch({ type: "settings", ...(await ask("settings.update", params)) });
    } catch (error) {
      const { session } = this.state;
      this.set({ unsaved: refusal(error), session: session && { ...session } }); // drawn again as it really is
    }
  }

  async markSite() {
    const { site, page } = this.state;
    if (!site?.site) return;
    const wanted = !site.marking;
    try {
      const now = await ask("prefs.set", { site: site.site, key: "marking", value: wanted });
      this.set({ site: now, siteStuck: now.marking !== wanted });
      if (page) setTimeout(() => void this.lookAtPage(), LOOK_AGAIN_AFTER);
    } catch (error) {
      this.set({ siteStuck: true });
    }
  }

  async signIn() {
    this.set({ signIn: "asking", signInRefused: null });
    try {
      await signIn();
      this.set({ signIn: "open" });
    } catch (error) {
      this.set({ signIn: "none", signInRefused: refusal(error) });
    }
  }

  async copyCommand() {
    this.set({ copied: await copyCommand(commandFor(this.state)) });
  }

  openOptions() {
    ask("page.open", { page: "options" }).catch(() => {});
  }

  /** @param {import('./state.js').PopupState['list']} list */
  choose(list) {
    this.set({ list });
  }

  /** @param {string} query */
  search(query) {
    this.set({ query, rows: ROWS });
    if (query.trim()) void this.#fetchAll();
  }

  /** More rows of the recents: those that are known first, then older ones. */
  async more() {
    const { recents, recentsEnd, rows } = this.state;
    if ((recents?.length ?? 0) < rows + ROWS && !recentsEnd) await this.fetchOlder();
    this.set({ rows: rows + ROWS });
  }

  /** A search is through all of them. */
  async #fetchAll() {
    while (this.state.query.trim() && !this.state.recentsEnd && !this.state.recentsTrouble) await this.fetchOlder();
  }

  fetchOlder() {
    const cleared = this.#cleared;
    /** @param {() => void} act */
    const unlessCleared = (act) => void (cleared === this.#cleared && act());
    this.#fetching ??= older(ask, this.state.recents ?? [])
      .then(({ calls, end }) => unlessCleared(() => this.#dispatch({ type: "older", calls, end })), (error) => unlessCleared(() => this.set({ recentsTrouble: refusal(error) })))
      .finally(() => unlessCleared(() => {
        this.#fetching = null;
      }));
    return this.#fetching;
  }

  recentsAgain() {
    this.set({ recentsTrouble: null });
    void this.fetchOlder();
  }
}
