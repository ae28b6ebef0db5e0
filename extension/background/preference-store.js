// The person's preferences in local storage, and the administrator's in managed storage, kept together for asking.
// Whoever changes them, everyone is told that they changed.

import { NOTHING_CHOSEN, effective, fixedSites, general, locked, managedFrom, withChoice } from "./preferences.js";
import { Stored } from "./store.js";

const KEY = "preferences";

export class PreferenceStore {
  /** @type {Stored<import('./preferences.js').Chosen>} */
  #chosen = new Stored(() => chrome.storage.local, KEY, NOTHING_CHOSEN);
  /** @type {Promise<import('./preferences.js').Managed> | null} */
  #managed = null;

  /** Hears of changes, also of those made elsewhere. @param {() => void} changed */
  listen(changed) {
    // What was chosen for which site is nobody's business in a page's process (Chromium only).
    void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
    chrome.storage.onChanged.addListener((changes, area) => {
      if (area === "managed") this.#managed = null;
      else if (area === "local" && KEY in changes) this.#chosen.drop();
      else return;
      changed();
    });
  }

  /** @param {string} site @returns {Promise<Messages.Preferences>} */
  async on(site) {
    return effective(await this.#chosen.get(), await this.#administrator(), site);
  }

  /** @returns {Promise<Messages.AllPreferences>} */
  async all() {
    const [chosen, managed] = [await this.#chosen.get(), await this.#administrator()];
    return { general: general(chosen, managed), sites: chosen.sites, locked: locked(managed, ""), fixedSites: fixedSites(managed) };
  }

  /** @param {{key: string, value: unknown, site?: string}} change */
  async set(change) {
    const managed = await this.#administrator();
    await this.#chosen.update((chosen) => withChoice(chosen, managed, change));
  }

  #administrator() {
    this.#managed ??= chrome.storage.managed.get(null).then(managedFrom, () => ({})); // Firefox: no such file
    return this.#managed;
  }
}
