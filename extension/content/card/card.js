// The card itself: holds what is known, shows it, stands at its number, and goes. What it asks is in learn.js, what it does in
// calling.js and choices.js. Closing it, by anyone, never ends a call.

/**
 * @typedef {object} CardTarget
 * @property {string} text the raw text of the page; the host parses it anew
 * @property {string | null} region
 * @property {Protocol.Number | null} number as the host matched it, when it did
 * @property {() => DOMRect[]} rects where the number is now; none when it is gone
 * @property {'mark' | 'link' | 'selection' | 'menu' | 'shortcut'} source
 * @property {boolean} [byKeyboard] then the card takes the focus
 * @property {boolean} [oneClick] a trusted click on a mark of a site that the person listed for one-click calling
 */

/** The button that must be armed, or will have to be once the verdict is known. */
const CARD_ARMED_BUTTON = "[data-arm], [data-countdown], [data-act=call][data-busy]";

class Card {
  /**
   * @param {CardTarget} target
   * @param {string} css
   * @param {() => void} closed
   */
  constructor(target, css, closed) {
    this.target = target;
    this.closed = closed;
    this.controller = new AbortController();
    this.signal = this.controller.signal;
    this.timers = new Timers(this.signal);
    this.cameFrom = deepFocus();
    this.state = newCard({ ...target, requestId: newName() });
    /** @type {Placement | null} */
    this.placement = null;
    this.frame = h("div");
    this.spoken = h("p", { class: "spoken", role: "status", "aria-live": "polite" });
    this.surface = new CardSurface(css, this.signal, () => this.close());
    this.surface.panel.append(this.frame, this.spoken);
    this.surface.panel.setAttribute("aria-labelledby", "number");
    this.surface.panel.setAttribute("tabindex", "-1");
    this.armer = new Armer(this.surface, (arm) => this.dispatch({ type: "arm", arm }));
    this.signal.addEventListener("abort", () => this.armer.stop());

    listenToCard(this);
    listenOutside(this);
    followPage(this);
    this.render();
    askAll(this);
    followUpdates((update) => hearUpdate(this, update), this.signal);
    const byKeyboard = target.byKeyboard || target.source === "shortcut" || target.source === "menu";
    if (byKeyboard) this.surface.panel.focus({ preventScroll: true });
  }

  /** @param {CardEvent} event */
  dispatch(event) {
    if (this.signal.aborted) return;
    const before = this.state;
    this.state = cardReducer(before, event);
    if (this.state === before) return;
    this.render();
    if (before.number?.e164 !== this.state.number?.e164) void recallCalls(this);
    considerCountdown(this);
    considerLeaving(this, before);
  }

  render() {
    const { panel, root } = this.surface;
    const theme = this.state.prefs?.theme ?? "auto";
    if (theme === "auto") panel.removeAttribute("data-theme");
    else panel.setAttribute("data-theme", theme);
    panel.lang = uiLanguage();
    panel.dir = uiDirection();
    panel.dataset.phase = this.state.call?.phase ?? "";
    const focused = root.activeElement;
    morph(this.frame, cardView(this.state));
    if (focused && focused !== panel && !focused.isConnected) panel.focus({ preventScroll: true });
    const sentence = spokenSentence(this.state);
    if (this.spoken.textContent !== sentence) this.spoken.textContent = sentence;
    tickClocks(root, Date.now());
    this.place();
    this.armer.watch(/** @type {HTMLElement | null} */ (root.querySelector(CARD_ARMED_BUTTON)));
  }

  /** Puts the card beside its number. Writes only what changed, so that a still page keeps a still card. */
  place() {
    if (this.signal.aborted) return;
    const { panel } = this.surface;
    const top = document.documentElement;
    const place = this.state.small ? placeSmall : placeCard;
    const next = place({
      anchor: this.target.rects().filter(({ width, height }) => width > 0 && height > 0),
      viewport: { width: top.clientWidth || innerWidth, height: innerHeight },
      height: this.frame.scrollHeight + 2, // and its two edges
      rtl: getComputedStyle(top).direction === "rtl",
      before: this.placement,
    });
    panel.toggleAttribute("data-scrolls", this.frame.scrollHeight + 2 > next.maxHeight);
    if (this.placement && samePlace(this.placement, next)) return;
    this.placement = next;
    panel.dataset.side = next.side;
    panel.style.left = `${Math.round(next.left)}px`;
    panel.style.top = `${Math.round(next.top)}px`;
    panel.style.width = `${next.width}px`;
    panel.style.maxHeight = `${Math.floor(next.maxHeight)}px`;
  }

  /** @param {string} key */
  focusOn(key) {
    const node = /** @type {HTMLElement | null} */ (this.surface.root.querySelector(`[data-key="${key}"]`));
    node?.focus({ preventScroll: true });
  }

  close() {
    if (this.signal.aborted) return;
    const hadFocus = this.surface.root.activeElement !== null;
    this.controller.abort();
    if (hadFocus && this.cameFrom?.isConnected) this.cameFrom.focus({ preventScroll: true });
    this.closed();
  }
}
