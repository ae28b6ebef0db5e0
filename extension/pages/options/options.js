// The options page: shows what holds, saves every change at once, and keeps up with changes made elsewhere.

import { ask, begin } from "../shared/page.js";
import "./actions.js";
import "./entering.js";
import { followReading, main, page, show } from "./page.js";
import "./picking.js";
import { saving } from "./saving.js";

const leaving = new AbortController();

async function wearAgain() {
  await begin();
  const prefs = await ask("prefs.list", {});
  show(saving() ? {} : { prefs });
}

/** @param {Messages.Update} update */
function heard(update) {
  if (update.name === "prefs.changed") return void wearAgain();
  if (update.name === "session") show({ session: update.session });
  if (update.name === "calls.cleared") show({ exported: null });
  const { session, signingIn } = page.state();
  if (!session) return;
  if (update.name === "settings.changed" && !saving()) show({ session: { ...session, settings: update.settings, policy: update.policy } });
  // What an account means for the rest (home country, simulator) is the host's to say.
  if (update.name === "account.changed" || update.name === "connection") {
    ask("session.get", {}).then((fresh) => show({ session: fresh, signingIn: fresh.account.signedIn ? "" : signingIn }), () => {});
  }
}

addEventListener("scroll", followReading, { passive: true, signal: leaving.signal });

await begin();
show({ session: await ask("session.get", {}).catch(() => null), prefs: await ask("prefs.list", {}).catch(() => null) });
main.removeAttribute("aria-busy");
followUpdates(heard, leaving.signal);
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
