// Calls that wait for the person's confirmation, each in one window of its own that belongs to the extension.
// No page can reach that window or hurry it; what it confirms is what was parked here, not what a message says.

import { Failed } from "./failures.js";
import { CONFIRM_PAGE } from "./senders.js";
import { without } from "./store.js";

/** How long a call waits; in milliseconds. */
export const WAITS = 10 * 60_000;

/** So many windows may wait at once. */
const WINDOWS = 5;

const SIZE = { width: 460, height: 560 };

/**
 * @typedef {{id: string, request: Messages.ParkedCall, origin?: string, at: number, windowId?: number, tabId?: number}} Parked
 * @typedef {Record<string, Parked>} AllParked by id
 */

export class Confirmations {
  #stored;
  #closed;
  #now;

  /**
   * @param {import('./store.js').Stored<AllParked>} stored
   * @param {(requestId: string, outcome: 'confirmed' | 'dismissed' | 'expired') => void} closed
   * @param {() => number} [now]
   */
  constructor(stored, closed, now = Date.now) {
    this.#stored = stored;
    this.#closed = closed;
    this.#now = now;
  }

  /**
   * Parks the call and shows its window; the same request again shows the same window.
   * @param {Messages.ParkedCall} request
   * @param {string | undefined} origin
   */
  async open(request, origin) {
    await this.#expire();
    const id = crypto.randomUUID();
    let parked = /** @type {Parked} */ ({ id, request, origin, at: this.#now() });
    await this.#stored.update((all) => {
      const same = Object.values(all).find((each) => each.request.requestId === request.requestId);
      if (same) {
        parked = same;
        return all;
      }
      if (Object.keys(all).length >= WINDOWS) throw new Failed("busy");
      return { ...all, [id]: parked };
    });
    if (parked.id === id || !(await focus(parked))) await this.#show(parked.id);
  }

  /**
   * The call that this confirmation page was opened for.
   * @param {string | undefined} id
   * @returns {Promise<Parked>} rejected with `confirmation-over`
   */
  async get(id) {
    await this.#expire();
    const parked = id === undefined ? undefined : (await this.#stored.get())[id];
    if (!parked) throw new Failed("confirmation-over");
    return parked;
  }

  /** The call was started. @param {string} id */
  async done(id) {
    await this.#remove(id, "confirmed");
  }

  /** A window or tab was closed: what waited in it is dismissed. @param {{windowId?: number, tabId?: number}} gone */
  async gone({ windowId, tabId }) {
    for (const parked of Object.values(await this.#stored.get())) {
      const same = windowId === undefined ? parked.tabId === tabId : parked.windowId === windowId;
      if (same) await this.#remove(parked.id, "dismissed");
    }
  }

  async #expire() {
    for (const { id, at } of Object.values(await this.#stored.get())) {
      if (this.#now() - at > WAITS) await this.#remove(id, "expired");
    }
  }

  /** @param {string} id @param {'confirmed' | 'dismissed' | 'expired'} outcome */
  async #remove(id, outcome) {
    const requestId = (await this.#stored.get())[id]?.request.requestId;
    if (requestId === undefined) return;
    await this.#stored.update((all) => without(all, id));
    this.#closed(requestId, outcome);
  }

  /** @param {string} id */
  async #show(id) {
    const url = `/${CONFIRM_PAGE}?id=${id}`;
    /** @type {{windowId?: number, tabId?: number}} */
    let place;
    try {
      const window = await chrome.windows.create({ url, type: "popup", ...SIZE });
      place = { windowId: window?.id, tabId: window?.tabs?.[0]?.id };
    } catch {
      place = { tabId: (await chrome.tabs.create({ url })).id }; // a browser without windows
    }
    await this.#stored.update((all) => {
      const parked = all[id];
      return parked ? { ...all, [id]: { ...parked, ...place } } : all;
    });
  }
}

/** @param {Parked} parked @returns {Promise<boolean>} whether it was there */
async function focus({ windowId, tabId }) {
  try {
    if (windowId !== undefined) await chrome.windows.update(windowId, { focused: true });
    else if (tabId !== undefined) await chrome.tabs.update(tabId, { active: true });
    return true; // where neither is known yet, it is being opened at this moment
  } catch {
    return false;
  }
}
