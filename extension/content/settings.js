// What the person and the administrator want on this site, and the person's own country. Asked for when it first matters: a page
// without numbers or telephone links asks nothing.

class Settings {
  /** @type {Messages.Preferences | null} */
  preferences = null;
  /** @type {string | null} */
  account = null;
  /** @type {Promise<void> | null} */
  #asked = null;
  #changed;
  #signal;

  /**
   * @param {() => void} changed
   * @param {AbortSignal} signal
   */
  constructor(changed, signal) {
    this.#changed = changed;
    this.#signal = signal;
  }

  /** Whether it is known what the person wants. */
  get known() {
    return this.preferences !== null;
  }

  /** @returns {Promise<void>} when they are known, or cannot be */
  load() {
    return (this.#asked ??= this.#load());
  }

  /** Something changed: ask again if anybody asked before. */
  reload() {
    if (!this.#asked) return;
    this.#asked = this.#load();
  }

  async #load() {
    const signal = this.#signal;
    const [preferences, session] = await Promise.all([
      ask("prefs.get", {}, { signal }).catch(() => null),
      ask("session.get", {}, { signal }).catch(() => null),
    ]);
    if (preferences) this.preferences = preferences;
    else this.#asked = null; // nobody answered; the next one tries again
    if (session) this.account = session.account.region ?? session.settings.region;
    this.#changed();
  }
}
