// The card: opens at a number, asks the worker what may be done, starts the call that a person asks for, and shows how it goes.
// Closing it, by anyone, never ends a call. It starts none but from a trusted event on its armed button (or the countdown that
// a person switched on for this site).

const CARD_SLOW_AFTER = 300;
const CARD_VERY_SLOW_AFTER = 10_000;
const CARD_COUNTDOWN = 2000;
const CARD_CLOCK_EVERY = 250;
const CARD_TYPING_RESTS = 500;

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
    this.cameFrom = deepFocus();
    this.state = newCard({ ...target, requestId: crypto.randomUUID() });
    /** @type {Placement | null} */
    this.placement = null;
    this.shownFrame = h("div");
    this.spoken = h("p", { class: "spoken", role: "status", "aria-live": "polite" });
    this.surface = new CardSurface(css, this.signal, () => this.close());
    this.surface.panel.append(this.shownFrame, this.spoken);
    this.surface.panel.setAttribute("aria-labelledby", "number");
    this.surface.panel.setAttribute("tabindex", "-1");
    this.armer = new Armer(this.surface, (arm) => this.dispatch({ type: "arm", arm }));
    this.signal.addEventListener("abort", () => this.armer.stop());
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.countdownTimer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.regionTimer = undefined;

    listenToCard(this);
    this.listenToPage();
    this.render();
    this.ask();
    followUpdates((update) => this.heard(update), this.signal);
    if (target.byKeyboard || target.source === "shortcut" || target.source === "menu") this.surface.panel.focus({ preventScroll: true });
  }

  listenToPage() {
    const { signal } = this;
    const outside = (/** @type {Event} */ event) => {
      if (!event.isTrusted) return;
      const stopped = this.state.countdown;
      if (stopped) this.stopCountdown();
      const onPage = !event.composedPath().includes(this.surface.host);
      const onBackdrop = this.surface.modal && event instanceof PointerEvent && !within(event, this.surface.panel.getBoundingClientRect());
      if (event.type === "pointerdown" && !stopped && (onPage || onBackdrop)) this.close();
    };
    addEventListener("pointerdown", outside, { capture: true, signal });
    addEventListener("keydown", (event) => {
      const stopped = this.state.countdown;
      outside(event);
      if (event.key !== "Escape" || !event.isTrusted || event.isComposing) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      if (!stopped) this.close();
    }, { capture: true, signal });
    this.surface.panel.addEventListener("cancel", (event) => event.preventDefault(), { signal });

    let queued = 0;
    const follow = () => {
      queued ||= requestAnimationFrame(() => {
        queued = 0;
        this.place();
      });
    };
    addEventListener("scroll", follow, { capture: true, passive: true, signal });
    addEventListener("resize", follow, { passive: true, signal });
    visualViewport?.addEventListener("resize", follow, { passive: true, signal });
    const grown = new ResizeObserver(follow);
    grown.observe(this.shownFrame);
    const clock = setInterval(() => {
      this.place(); // a page that moves without scrolling
      if (tickClocks(this.surface.root, Date.now())) this.due();
    }, CARD_CLOCK_EVERY);
    signal.addEventListener("abort", () => {
      grown.disconnect();
      cancelAnimationFrame(queued);
      clearInterval(clock);
      clearTimeout(this.countdownTimer);
    });
  }

  /** @param {CardEvent} event */
  dispatch(event) {
    if (this.signal.aborted) return;
    const before = this.state;
    this.state = cardReducer(before, event);
    if (this.state === before) return;
    this.render();
    if (before.number?.e164 !== this.state.number?.e164) void this.recall();
    this.considerCountdown();
  }

  render() {
    const { panel } = this.surface;
    const theme = this.state.prefs?.theme;
    if (theme && theme !== "auto") panel.setAttribute("data-theme", theme);
    else panel.removeAttribute("data-theme");
    panel.lang = uiLanguage();
    panel.dir = uiDirection();
    panel.dataset.phase = this.state.call?.phase ?? "";
    const hadFocus = this.surface.root.activeElement;
    morph(this.shownFrame, cardView(this.state));
    if (hadFocus && hadFocus !== panel && !hadFocus.isConnected) panel.focus({ preventScroll: true });
    const sentence = spokenSentence(this.state);
    if (this.spoken.textContent !== sentence) this.spoken.textContent = sentence;
    tickClocks(this.surface.root, Date.now());
    this.place();
    this.armer.watch(/** @type {HTMLElement | null} */ (this.surface.root.querySelector("[data-arm], [data-countdown], [data-act=call][data-busy]")));
  }

  /** Puts the card beside its number. Writes only what changed, so that a still page keeps a still card. */
  place() {
    if (this.signal.aborted) return;
    const { panel } = this.surface;
    const viewport = { width: document.documentElement.clientWidth || innerWidth, height: innerHeight };
    const anchor = this.target.rects().filter(({ width, height }) => width > 0 && height > 0);
    const height = this.shownFrame.scrollHeight + 2;
    const rtl = getComputedStyle(document.documentElement).direction === "rtl";
    const next = placeCard({ anchor, viewport, height, rtl, before: this.placement });
    panel.toggleAttribute("data-scrolls", height > next.maxHeight);
    const now = this.placement;
    if (now && Object.entries(next).every(([key, value]) => now[/** @type {keyof Placement} */ (key)] === value)) return;
    this.placement = next;
    panel.dataset.side = next.side;
    panel.style.left = `${Math.round(next.left)}px`;
    panel.style.top = `${Math.round(next.top)}px`;
    panel.style.width = `${next.width}px`;
    panel.style.maxHeight = `${Math.floor(next.maxHeight)}px`;
  }

  /** Asks everything that is needed to offer the call. */
  ask() {
    this.dispatch({ type: "asking" });
    this.startWaiting();
    const failed = (/** @type {unknown} */ error) => this.dispatch({ type: "trouble", error: /** @type {Refusal} */ (error) });
    const { signal } = this;
    ask("session.get", {}, { signal }).then((session) => this.dispatch({ type: "session", session }), failed);
    ask("prefs.get", {}, { signal }).then((prefs) => this.dispatch({ type: "prefs", prefs }), () => {});
    void this.inspect();
    if (this.state.number) void this.recall();
  }

  startWaiting() {
    clearTimeout(this.slowTimer);
    clearTimeout(this.verySlowTimer);
    this.slowTimer = setTimeout(() => this.dispatch({ type: "wait", wait: "slow" }), CARD_SLOW_AFTER);
    this.verySlowTimer = setTimeout(() => this.dispatch({ type: "wait", wait: "very-slow" }), CARD_VERY_SLOW_AFTER);
  }

  async inspect() {
    const { text, region } = this.state;
    try {
      const inspection = await ask("numbers.inspect", { text, region }, { signal: this.signal });
      if (this.state.region === region) this.dispatch({ type: "inspected", inspection });
    } catch (error) {
      if (this.state.region === region) this.dispatch({ type: "trouble", error: /** @type {Refusal} */ (error) });
    }
  }

  /** Earlier calls with this number; a card without them is still a card. */
  async recall() {
    const to = this.state.number?.e164;
    if (!to) return;
    try {
      const { calls } = await ask("calls.list", { limit: 5, to }, { signal: this.signal });
      if (this.state.number?.e164 === to) this.dispatch({ type: "history", calls });
    } catch {
      // nothing to show
    }
  }

  /** @param {Messages.Update} update */
  heard(update) {
    if (update.name === "session") this.dispatch({ type: "session", session: update.session });
    else if (update.name === "call.updated") this.dispatch({ type: "call", call: update.call });
    else if (update.name === "account.changed") this.dispatch({ type: "account", account: update.account });
    else if (update.name === "connection" && update.connection !== this.state.session?.connection) this.askSession();
    else if (update.name === "confirm.closed" && update.requestId === this.state.requestId && update.outcome !== "confirmed") this.dispatch({ type: "retry" });
  }

  askSession() {
    ask("session.get", {}, { signal: this.signal }).then((session) => {
      this.dispatch({ type: "session", session });
      if (session.connection === "ready" && !this.state.inspection) void this.inspect();
    }, () => {});
  }

  /** Places the call. Two starts of one attempt carry the same requestId and are one call. */
  async start() {
    if (!mayStart(this.state)) return;
    const { requestId, text, region, from } = this.state;
    this.dispatch({ type: "starting" });
    try {
      const { call } = await ask("calls.start", { requestId, text, region, ...(from && { from }) });
      this.dispatch({ type: "call", call });
    } catch (error) {
      this.dispatch({ type: "refused", error: /** @type {Refusal} */ (error), now: Date.now() });
      void this.inspect(); // it may need a confirmation now
    }
  }

  /** A new attempt at once; the host asks for a confirmation when it comes too soon. */
  redial() {
    this.dispatch({ type: "again", requestId: crypto.randomUUID() });
    if (this.state.inspection?.verdict === "allow") void this.start();
    else this.ask();
  }

  /** The confirmation window takes over; no page can lie above it. */
  async check() {
    const { requestId, text, region, from } = this.state;
    this.dispatch({ type: "parked" });
    try {
      await ask("confirm.open", { requestId, text, region, ...(from && { from }) });
    } catch (error) {
      this.dispatch({ type: "refused", error: /** @type {Refusal} */ (error), now: Date.now() });
    }
  }

  async cancel() {
    const id = this.state.call?.id;
    if (!id || this.state.cancelling) return;
    this.dispatch({ type: "cancelling" });
    try {
      const { call } = await ask("calls.cancel", { id });
      this.dispatch({ type: "call", call });
    } catch (error) {
      this.dispatch({ type: "cancel-refused", error: /** @type {Refusal} */ (error) });
    }
  }

  /** A countdown of the card has ended: the cap of calls, or RingCentral's pause (which goes on by itself). */
  due() {
    if (this.state.refusedUntil !== null && this.state.refusedUntil <= Date.now()) this.dispatch({ type: "retry" });
  }

  /** One-click sites: two visible seconds, once the button is armed, that any key or click stops. */
  considerCountdown() {
    const { state } = this;
    const wanted = this.target.oneClick && state.prefs?.oneClick && cardScreen(state) === "ready" && mayStart(state) && state.arm === "armed" && !state.stopped && !state.refused;
    if (wanted && !state.countdown) {
      this.dispatch({ type: "countdown", running: true });
      this.countdownTimer = setTimeout(() => {
        this.armer.look(true);
        if (this.state.countdown && this.armer.progress.state === "armed") void this.start();
      }, CARD_COUNTDOWN);
    } else if (!wanted && state.countdown) this.stopCountdown();
  }

  stopCountdown() {
    clearTimeout(this.countdownTimer);
    this.dispatch({ type: "countdown", running: false });
  }

  async copy() {
    const text = this.state.number?.e164 ?? this.state.text.trim();
    this.dispatch({ type: "copied", ok: await copyText(text, this.surface.root) });
  }

  /**
   * Reads the number by another country's rules, here and from now on at this site. A list changes with every letter that is
   * typed in it, so it counts once the typing rests.
   * @param {string} region
   */
  readAs(region) {
    this.dispatch({ type: "region", region });
    clearTimeout(this.regionTimer);
    this.regionTimer = setTimeout(() => {
      if (this.signal.aborted) return;
      this.startWaiting();
      void this.inspect();
      ask("prefs.set", { key: "region", value: region }).then((prefs) => this.dispatch({ type: "prefs", prefs }), () => {});
    }, CARD_TYPING_RESTS);
  }

  /** @param {boolean} yes remember that this is no telephone number; or take that back */
  async forget(yes) {
    const { text } = this.state;
    this.dispatch({ type: "forgotten", yes });
    try {
      const known = (await ask("prefs.get", {})).notNumbers.filter((each) => each !== text);
      const prefs = await ask("prefs.set", { key: "notNumbers", value: yes ? [...known, text] : known });
      this.dispatch({ type: "prefs", prefs });
    } catch (error) {
      this.dispatch({ type: "forgotten", yes: !yes });
      this.dispatch({ type: "refused", error: /** @type {Refusal} */ (error), now: Date.now() });
    }
  }

  /** @param {'options' | 'welcome'} page */
  openPage(page) {
    ask("page.open", { page }).then(() => this.close(), (error) => this.dispatch({ type: "trouble", error }));
  }

  /** @param {string} key */
  focusOn(key) {
    const node = /** @type {HTMLElement | null} */ (this.surface.root.querySelector(`[data-key="${key}"]`));
    node?.focus({ preventScroll: true });
  }

  close() {
    if (this.signal.aborted) return;
    const hadFocus = this.surface.root.activeElement !== null;
    clearTimeout(this.slowTimer);
    clearTimeout(this.verySlowTimer);
    this.controller.abort();
    if (hadFocus && this.cameFrom?.isConnected) this.cameFrom.focus({ preventScroll: true });
    this.closed();
  }
}

/** @param {PointerEvent} event @param {DOMRect} box */
function within({ clientX, clientY }, box) {
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

/**
 * The clipboard, also on pages without a secure context.
 * @param {string} text
 * @param {ShadowRoot} root
 */
async function copyText(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "spoken", readonly: true }, text);
    const before = /** @type {HTMLElement | null} */ (root.activeElement);
    root.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
}
