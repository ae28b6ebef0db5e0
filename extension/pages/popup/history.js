// The calls made before, as they are scrolled to or searched; and their going, when somebody clears the history.

import { ask, asRefusal } from "../shared/page.js";
import { older, wasCleared } from "./recents.js";
import { ROWS } from "./state.js";

export class History {
  /** A request for older calls is under way. @type {Promise<void> | null} */
  #fetching = null;
  /** How often the history was cleared: what was asked for before that is not to come back. */
  #cleared = 0;

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** The host is there: fetches the first screenful, or looks whether what is shown is still true. */
  async lookAgain() {
    const { recents, recentsTrouble } = this.store.state;
    if (recents === null || recentsTrouble) return this.fetchOlder();
    const newest = await older(ask, []).catch(() => null);
    if (!newest || !wasCleared(this.store.state.recents ?? [], newest)) return;
    this.emptied();
    this.store.dispatch({ type: "older", ...newest });
  }

  /** The history is empty now. */
  emptied() {
    this.#cleared += 1;
    this.#fetching = null;
    this.store.dispatch({ type: "cleared" });
  }

  /** @param {string} query */
  search(query) {
    this.store.set({ query, rows: ROWS });
    if (query.trim()) void this.#fetchAll();
  }

  /** More rows: those that are known first, then older ones. */
  async more() {
    const { recents, recentsEnd, rows } = this.store.state;
    if ((recents?.length ?? 0) < rows + ROWS && !recentsEnd) await this.fetchOlder();
    this.store.set({ rows: rows + ROWS });
  }

  /** A search is through all of them. */
  async #fetchAll() {
    const { store } = this;
    while (store.state.query.trim() && !store.state.recentsEnd && !store.state.recentsTrouble) await this.fetchOlder();
  }

  fetchOlder() {
    const cleared = this.#cleared;
    /** @param {() => void} act */
    const unlessCleared = (act) => void (cleared === this.#cleared && act());
    this.#fetching ??= older(ask, this.store.state.recents ?? [])
      .then(
        ({ calls, end }) => unlessCleared(() => this.store.dispatch({ type: "older", calls, end })),
        (error) => unlessCleared(() => this.store.set({ recentsTrouble: asRefusal(error) })),
      )
      .finally(() => unlessCleared(() => {
        this.#fetching = null;
      }));
    return this.#fetching;
  }

  again() {
    this.store.set({ recentsTrouble: null });
    void this.fetchOlder();
  }
}
