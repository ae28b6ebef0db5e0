// The link to the host: whether it is there, who is signed in, and the settings that it keeps.

import { copyText } from "../shared/clipboard.js";
import { ask, asRefusal } from "../shared/page.js";
import { signIn } from "../shared/sign-in.js";
import { commandFor } from "./view/repair.js";
import { whileWaiting } from "./waits.js";

export class Link {
  /**
   * @param {import('./store.js').Store} store
   * @param {() => void} ready what else there is to ask, once the host is there
   */
  constructor(store, ready) {
    this.store = store;
    this.ready = ready;
  }

  begin() {
    whileWaiting((wait) => this.store.state.session || this.store.set({ wait }));
  }

  /** @param {Messages.Session} session */
  arrived(session) {
    this.store.dispatch({ type: "session", session });
    if (session.connection !== "ready") return;
    this.ready();
    // What ended while nobody told us.
    for (const { call } of this.store.state.calls) {
      if (isOver(call) || session.activeCalls.some(({ id }) => id === call.id)) continue;
      ask("calls.get", { id: call.id }).then(({ call }) => this.store.called(call), () => {});
    }
  }

  /** @param {Messages.Connection} connection */
  changed(connection) {
    if (connection !== this.store.state.session?.connection) void this.look();
  }

  async look() {
    try {
      this.arrived(await ask("session.get", {}));
    } finally {
      this.store.set({ checking: false });
    }
  }

  check() {
    this.store.set({ checking: true, copied: false });
    this.look().catch(() => {});
  }

  async signIn() {
    this.store.set({ signIn: "asking", signInRefused: null });
    try {
      await signIn();
      this.store.set({ signIn: "open" });
    } catch (error) {
      this.store.set({ signIn: "none", signInRefused: asRefusal(error) });
    }
  }

  async copyCommand() {
    this.store.set({ copied: await copyText(commandFor(this.store.state)) });
  }

  /** @param {Protocol.SettingsParams} params */
  async save(params) {
    try {
      this.store.dispatch({ type: "settings", ...(await ask("settings.update", params)) });
    } catch (error) {
      const { session } = this.store.state;
      this.store.set({ unsaved: asRefusal(error), session: session && { ...session } }); // drawn again as it really is
    }
  }
}
