// Which frames of a tab run our content scripts, as far as they have said anything: those are asked for their numbers.
// Survives the worker in session storage; a frame that has gone simply does not answer.

import { without } from "./store.js";

/** More frames than this in one tab are not asked. */
const MOST = 50;

/** @typedef {Record<string, number[]>} ByTab frame ids by tab id */

export class Frames {
  #stored;

  /** @param {import('./store.js').Stored<ByTab>} stored */
  constructor(stored) {
    this.#stored = stored;
  }

  /**
   * Notes the sender of a content script's message.
   * @param {import('./senders.js').From} from
   */
  async seen({ kind, tabId, frameId }) {
    if (kind !== "content" || !tabId || !frameId) return;
    await this.#stored.update((tabs) => {
      const known = tabs[tabId] ?? [];
      if (known.includes(frameId)) return tabs;
      return { ...tabs, [tabId]: [...known, frameId].slice(-MOST) };
    });
  }

  /** The frames of a tab, the page itself first. @param {number} tabId */
  async of(tabId) {
    return [0, ...((await this.#stored.get())[tabId] ?? [])];
  }

  /** @param {number} tabId */
  async forget(tabId) {
    await this.#stored.update((tabs) => without(tabs, String(tabId)));
  }
}
