// Brings the parts of the popup together: each asks the worker about one thing, and here each hears the news that concerns it.

import { History } from "./history.js";
import { Judging } from "./judging.js";
import { Link } from "./link.js";
import { PageInFront } from "./page-in-front.js";
import { Placing } from "./placing.js";

export class Desk {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    this.judging = new Judging(store);
    this.placing = new Placing(store);
    this.history = new History(store);
    this.page = new PageInFront(store);
    this.link = new Link(store, () => void this.history.lookAgain());
  }

  begin() {
    this.link.begin();
    void this.page.look();
  }

  /** @param {Messages.Update} update */
  heard(update) {
    if (update.name === "session") this.link.arrived(update.session);
    else if (update.name === "call.updated") this.#called(update.call);
    else if (update.name === "account.changed") this.store.dispatch({ type: "account", account: update.account });
    else if (update.name === "settings.changed") this.store.dispatch({ type: "settings", settings: update.settings, policy: update.policy });
    else if (update.name === "connection") this.link.changed(update.connection);
    else if (update.name === "prefs.changed") void this.page.askPreferences();
    else if (update.name === "calls.cleared") this.history.emptied();
    else if (update.name === "confirm.closed") this.placing.confirmed(update.requestId, update.outcome);
  }

  /** @param {Protocol.Call} call */
  #called(call) {
    this.store.called(call);
    if (isOver(call)) void this.judging.now(); // the same number may be called again, or must be confirmed now
  }
}
