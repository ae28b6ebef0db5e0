// What happens around the card: clicks and keys elsewhere on the page, scrolling, zooming, and time.

const CARD_CLOCK_EVERY = 250;

/**
 * What the open card does about presses and keys anywhere in the window.
 * @type {{pointerdown: ((event: PointerEvent) => void) | null, keydown: ((event: KeyboardEvent) => void) | null,
 *   blur: (() => void) | null}}
 */
const OUTSIDE = { pointerdown: null, keydown: null, blur: null };

// Listening begins before the page has any script, and not when a card opens: no listener of the page comes first, so none can
// keep a key or a press from stopping a call (design rule 3).
addEventListener("pointerdown", (event) => event.isTrusted && OUTSIDE.pointerdown?.(event), true);
addEventListener("keydown", (event) => event.isTrusted && OUTSIDE.keydown?.(event), true);
addEventListener("blur", (event) => event.isTrusted && event.target === window && OUTSIDE.blur?.(), true);

/**
 * A press outside closes the card, Escape too. While a call goes on they make it small; a small card lets the page be. While the two
 * seconds of a one-click call run, they stop that alone.
 * @param {Card} card
 */
function listenOutside(card) {
  const { signal, surface } = card;
  OUTSIDE.pointerdown = (event) => {
    if (card.state.countdown) return stopCountdown(card);
    const onPage = !event.composedPath().includes(surface.host);
    const onBackdrop = surface.modal && !within(event, surface.panel.getBoundingClientRect());
    if ((onPage || onBackdrop) && !card.state.small) minimiseCard(card);
  };
  OUTSIDE.keydown = (event) => {
    if (event.isComposing) return;
    const stopped = card.state.countdown;
    if (stopped) stopCountdown(card);
    const forUs = !card.state.small || surface.root.activeElement !== null;
    if (event.key !== "Escape" || !forUs) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (stopped) return;
    if (card.state.small) card.close();
    else minimiseCard(card);
  };
  // Someone goes into a frame, where presses and keys are not ours to see.
  OUTSIDE.blur = () => {
    if (card.state.countdown) stopCountdown(card);
  };
  const { pointerdown } = OUTSIDE;
  signal.addEventListener("abort", () => {
    if (OUTSIDE.pointerdown === pointerdown) Object.assign(OUTSIDE, { pointerdown: null, keydown: null, blur: null });
  });

  surface.panel.addEventListener("cancel", (event) => event.preventDefault(), { signal });
}

/** @param {PointerEvent} event @param {DOMRect} box */
function within({ clientX, clientY }, box) {
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

/** Keeps the card at its number, and its clocks going. @param {Card} card */
function followPage(card) {
  const { signal } = card;
  let queued = 0;
  const follow = () => {
    queued ||= requestAnimationFrame(() => {
      queued = 0;
      card.place();
    });
  };
  addEventListener("scroll", follow, { capture: true, passive: true, signal });
  addEventListener("resize", follow, { passive: true, signal });
  visualViewport?.addEventListener("resize", follow, { passive: true, signal });
  const grown = new ResizeObserver(follow);
  grown.observe(card.frame);
  const clock = setInterval(() => {
    card.place(); // a page that moves without scrolling
    const due = tickClocks(card.surface.root, Date.now());
    // The cap of calls has passed; RingCentral's own pause goes on by itself.
    if (due && card.state.refusedUntil !== null && card.state.refusedUntil <= Date.now()) card.dispatch({ type: "retry" });
  }, CARD_CLOCK_EVERY);
  signal.addEventListener("abort", () => {
    grown.disconnect();
    cancelAnimationFrame(queued);
    clearInterval(clock);
  });
}
