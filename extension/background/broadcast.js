// Everyone who wants to hear news: ports named `updates`, from cards and from pages of ours.
// Keeps nothing: a page whose port drops, because the worker was stopped, connects again.

export const UPDATES = "updates";

/** @typedef {{port: chrome.runtime.Port, from: import('./senders.js').From}} Listener */

export class Broadcast {
  /** @type {Set<Listener>} */
  #listeners = new Set();
  #onAudience;

  /** @param {(anyone: boolean) => void} onAudience told whether anyone listens, whenever somebody comes or goes */
  constructor(onAudience = () => {}) {
    this.#onAudience = onAudience;
  }

  /**
   * @param {chrome.runtime.Port} port
   * @param {import('./senders.js').From} from
   */
  add(port, from) {
    const listener = { port, from };
    this.#listeners.add(listener);
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // a page that went into the back-forward cache is no error of ours
      this.#listeners.delete(listener);
      this.#onAudience(this.#listeners.size > 0);
    });
    this.#onAudience(true);
  }

  /** @param {Messages.Update} update */
  post(update) {
    for (const { port } of this.#listeners) tell(port, update);
  }

  /** Who is listening now. */
  get listeners() {
    return [...this.#listeners].map(({ from }) => from);
  }
}

/**
 * @param {chrome.runtime.Port} port
 * @param {Messages.Update} update
 */
export function tell(port, update) {
  try {
    port.postMessage(update);
  } catch {
    // Closed in this moment; its onDisconnect follows.
  }
}
