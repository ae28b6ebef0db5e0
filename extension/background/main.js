// The service worker (in Firefox, the event page): puts the parts together and registers every listener at once, because the
// browser starts it for one event at a time and stops it whenever it likes. Nothing here outlives that but what is stored.

import { acknowledge, showBadge, showIcon, shown } from "./badge.js";
import { Broadcast, UPDATES, tell } from "./broadcast.js";
import { onCommand } from "./commands.js";
import { Confirmations } from "./confirmations.js";
import { Frames } from "./frames.js";
import { HOST_NAME, HostPort } from "./host-port.js";
import { openWhatIsHandedOver } from "./handed-over.js";
import { Host } from "./host.js";
import { onInstalled } from "./install.js";
import { speak } from "./language.js";
import { LiveCalls, isOver } from "./live-calls.js";
import { MatchCache } from "./match-cache.js";
import { createMenus, onMenu } from "./menus.js";
import { answer } from "./messages.js";
import { isNotice, notify } from "./notices.js";
import { listenToOmnibox } from "./omnibox.js";
import { openDialBox, tellPreferencesChanged } from "./pages.js";
import { PreferenceStore } from "./preference-store.js";
import { whoSent } from "./senders.js";
import { currentSession } from "./session.js";
import { Starts } from "./starts.js";
import { Stored } from "./store.js";
import { Watch } from "./watch.js";

const self = { id: chrome.runtime.id, base: chrome.runtime.getURL("") };

/** @template T @param {string} key @param {T} empty @returns {Stored<T>} */
const inSession = (key, empty) => new Stored(() => chrome.storage.session, key, empty);

/** @param {number} ms @returns {Promise<void>} */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const preferences = new PreferenceStore();
const frames = new Frames(inSession("frames", {}));

const port = new HostPort({
  connect: () => chrome.runtime.connectNative(HOST_NAME),
  ending: (ended) => /** @type {{error?: {message: string}}} */ (ended).error?.message ?? chrome.runtime.lastError?.message,
  onState: (state) => watch.connection(state),
  onNotification: (method, params) => watch.heard(method, params),
});
const host = new Host(port);

const broadcast = new Broadcast((anyone) => (anyone ? host.hold("audience") : host.release("audience")));

const calls = new LiveCalls(inSession("calls", {}), (call, active) => watch.call(call, active));

const starts = new Starts({
  sent: inSession("sent", {}),
  host,
  calls,
  wait,
});

const confirmations = new Confirmations(inSession("confirmations", {}), (requestId, outcome) =>
  broadcast.post({ name: "confirm.closed", requestId, outcome }),
);

const matches = new MatchCache((params) => host.request("numbers.match", params, { patient: true }));

const watch = new Watch({
  host,
  calls,
  starts,
  matches,
  broadcast,
  session,
  async show(call, active) {
    const chosen = await preferences.on("");
    await speak(chosen.language);
    await showBadge(shown(call, active));
    if (chosen.notifications) await notify(call, broadcast.listeners);
  },
  wait,
});

const worker = { host, starts, calls, matches, confirmations, preferences, frames, broadcast, session };

/** What is known now; the toolbar button shows at once whether calls are pretended. */
async function session() {
  const current = await currentSession(host);
  if (current.connection === "ready") void showIcon(current.simulator);
  return current;
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  void answer(message, sender, worker, self).then(respond);
  return true; // the answer comes later
});

chrome.runtime.onConnect.addListener((connected) => {
  const from = connected.sender ? whoSent(connected.sender, self) : null;
  if (connected.name !== UPDATES || !from) return connected.disconnect();
  broadcast.add(connected, from);
  if (from.kind !== "content") void acknowledge();
  return void welcome(connected, from);
});

/**
 * Brings a new listener up to date. A card that was hidden for a while may have missed the end of its call.
 * @param {chrome.runtime.Port} connected
 * @param {import('./senders.js').From} from
 */
async function welcome(connected, from) {
  tell(connected, { name: "session", session: await session() });
  if (from.kind !== "content") return;
  for (const call of (await calls.all()).filter(isOver)) tell(connected, { name: "call.updated", call });
}

preferences.listen(() => {
  broadcast.post({ name: "prefs.changed" });
  void tellPreferencesChanged();
  void restateMenus();
});

async function speakChosen() {
  await speak((await preferences.on("")).language);
}

async function restateMenus() {
  await speakChosen();
  await createMenus();
}

chrome.runtime.onInstalled.addListener((details) => {
  void restateMenus();
  void onInstalled(details, host);
});
chrome.runtime.onStartup.addListener(() => void restateMenus());

chrome.contextMenus.onClicked.addListener((info, tab) => {
  void onMenu(info, tab, (site) => preferences.set({ site, key: "marking", value: false }));
});

chrome.commands.onCommand.addListener((command, tab) => void onCommand(command, tab, frames));
listenToOmnibox(host, speakChosen);
openWhatIsHandedOver();

chrome.notifications.onClicked.addListener((id) => {
  if (!isNotice(id)) return;
  void chrome.notifications.clear(id);
  void openDialBox("");
});

chrome.windows.onRemoved.addListener((windowId) => void confirmations.gone({ windowId }));
chrome.tabs.onRemoved.addListener((tabId) => {
  void confirmations.gone({ tabId });
  void frames.forget(tabId);
});

chrome.alarms.onAlarm.addListener(({ name }) => void watch.alarm(name));

void watch.resume();
