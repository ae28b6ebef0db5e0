// The toolbar popup: holds what is known, draws what changed of it, and hands events to what answers them. Dials nothing by
// itself: a call starts with a trusted click or key alone, and what came in with the address is only filled in.

import { begin } from "../shared/page.js";
import { listenToControls } from "./actions.js";
import { Desk } from "./desk.js";
import { DialBox } from "./dial-box.js";
import { drawer } from "./draw.js";
import { fitHeight } from "./fit.js";
import { newPopup, popupReducer } from "./state.js";

const TICK = 250;

await begin();
const inTab = (await chrome.tabs.getCurrent().catch(() => undefined)) !== undefined;
if (inTab) document.documentElement.dataset.place = "tab";

const leaving = new AbortController();
const draw = drawer(document);
let state = newPopup(crypto.randomUUID());

/** @param {import('./state.js').PopupEvent} event */
function dispatch(event) {
  const before = state;
  state = popupReducer(state, event);
  if (state === before) return;
  dial.follow(before, state);
  draw(before, state);
}

const desk = new Desk(() => state, dispatch);
const dial = new DialBox(desk, document, leaving.signal);

draw(null, state);
if (!inTab) fitHeight(document, leaving.signal);
listenToControls(desk, dial, document, leaving.signal);
followUpdates((update) => desk.heard(update), leaving.signal);
setInterval(() => {
  if (tickClocks(document, Date.now())) desk.due();
}, TICK);
desk.begin();
dial.begin(new URLSearchParams(location.search).get("dial"));
