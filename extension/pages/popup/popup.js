// The toolbar popup: holds what is known, draws what changed of it, and hands events to what answers them. Dials nothing by
// itself: a call starts with a trusted click or key alone, and what came in with the address is only filled in.

import { begin } from "../shared/page.js";
import { listenToControls } from "./actions.js";
import { Desk } from "./desk.js";
import { DialBox } from "./dial-box.js";
import { keep, kept } from "./draft.js";
import { drawer } from "./draw.js";
import { fitHeight } from "./fit.js";
import { listenToArrows } from "./keys.js";
import { newPopup } from "./state.js";
import { Store } from "./store.js";

const TICK = 250;

await begin();
const inTab = (await chrome.tabs.getCurrent().catch(() => undefined)) !== undefined;
if (inTab) document.documentElement.dataset.place = "tab";

const leaving = new AbortController();
const draw = drawer(document);
const store = new Store(newPopup(crypto.randomUUID()), (before, now) => {
  dial.follow(before, now);
  draw(before, now);
  if (before.text !== now.text || before.region !== now.region) keep(now);
});
const desk = new Desk(store);
const dial = new DialBox(desk, document, leaving.signal);

draw(null, store.state);
if (!inTab) fitHeight(document, leaving.signal);
listenToControls(desk, dial, document, leaving.signal);
listenToArrows(desk, document, leaving.signal);
followUpdates((update) => desk.heard(update), leaving.signal);
setInterval(() => {
  if (tickClocks(document, Date.now())) desk.placing.due();
}, TICK);
desk.begin();
dial.field.focus();

const given = new URLSearchParams(location.search).get("dial");
const draft = given?.trim() ? null : await kept();
if (given?.trim()) dial.take(given);
else if (draft) dial.restore(draft);
