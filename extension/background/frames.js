// Which documents run our content scripts, by tab: told by their own messages, so that no permission to see tabs is needed.
// Survives the worker in session storage; a frame that has gone is simply not answered by.

import { without } from "./store.js";

/** More frames than this in one tab are not asked for their numbers. */
const FRAMES = 50;

/**
 * @typedef {{site: string, frames: number[]}} Tab
 * @typedef {Record<string, Tab>} Tabs by tab id
 */

export class Frames {
  #stored;

  /** @param {import('./store.js').Stored<Tabs>} stored */
  constructor(stored) {
    this.#stored = stored;
  }

  /**
   * Notes the sender of a content script's message. `fresh` is its first: a new top document replaces the whole tab.
   * @param {import('./senders.js').From} from
   * @param {boolean} fresh
   */
  async seen({ kind, tabId, frameId, site }, fresh) {
    if (kind !== "content" || tabId === undefined || frameId === undefined) return;
    await this.#stored.update((tabs) => {
      const known = tabs[tabId];
      if (frameId === 0 && (fresh || known?.site !== site)) return { ...tabs, [tabId]: { site, frames: [0] } };
      const tab = known ?? { site, frames: [] };
      if (tab.frames.includes(frameId) || tab.frames.length >= FRAMES) return tabs;
      return { ...tabs, [tabId]: { ...tab, frames: [...tab.frames, frameId] } };
    });
  }

  /** What is known of a tab: the site of its top document, and its frames. @param {number} tabId @returns {Promise<Tab>} */
  async tab(tabId) {
    return (await this.#stored.get())[tabId] ?? { site: "", frames: [0] };
  }

  /** @param {number} tabId */
  async forget(tabId) {
    await this.#stored.update((tabs) => without(tabs, String(tabId)));
  }
}
