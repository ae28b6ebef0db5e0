// The page that the person has before them: which numbers stand on it, and whether numbers are marked on its site.

import { ask, asRefusal, wear } from "../shared/page.js";
import { front } from "./front.js";
import { distinct } from "./view/lists.js";

/** Marks may still be looked for when the popup opens, or when a site was switched on; in ms. */
const LOOK_AGAIN_AFTER = 800;

export class PageInFront {
  /** The row that was shown last, and how often. @type {[number, number]} */
  #shown = [-1, 0];

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** The numbers of the page, and what holds on its site. */
  async look() {
    const tabId = await front();
    if (tabId === undefined) {
      this.store.set({ pageTrouble: { code: "page-unreachable" } });
      return;
    }
    ask("prefs.get", { tabId }).then((site) => this.store.set({ site }), () => {});
    const list = async () => this.store.set({ page: { tabId, ...(await ask("page.list", { tabId })) }, pageTrouble: null });
    try {
      await list();
      if (!this.store.state.page?.marks.length) setTimeout(() => list().catch(() => {}), LOOK_AGAIN_AFTER);
    } catch (error) {
      this.store.set({ pageTrouble: asRefusal(error), list: "recents" });
    }
  }

  /** @param {number} index of a row of the list; pressing again goes on to where the number stands next */
  async show(index) {
    const { page } = this.store.state;
    const places = distinct(this.store.state)[index]?.places ?? [];
    this.#shown = this.#shown[0] === index ? [index, this.#shown[1] + 1] : [index, 0];
    const place = places[this.#shown[1] % places.length];
    const mark = place === undefined ? undefined : page?.marks[place];
    if (page && mark) await ask("page.show", { tabId: page.tabId, frameId: mark.frameId, index: mark.index }).catch(() => {});
  }

  async askPreferences() {
    const tabId = this.store.state.page?.tabId;
    const prefs = await ask("prefs.get", tabId === undefined ? {} : { tabId }).catch(() => null);
    if (!prefs) return;
    wear(prefs.theme);
    this.store.set({ site: prefs });
  }

  /** Marks the numbers of this site, or no longer. */
  async markSite() {
    const { site, page } = this.store.state;
    if (!site?.site) return;
    const wanted = !site.marking;
    try {
      const now = await ask("prefs.set", { site: site.site, key: "marking", value: wanted });
      this.store.set({ site: now, siteStuck: now.marking !== wanted });
      if (page) setTimeout(() => void this.look(), LOOK_AGAIN_AFTER);
    } catch {
      this.store.set({ siteStuck: true });
    }
  }
}
