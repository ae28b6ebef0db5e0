// Firefox tells a page which part of a closed shadow root an event was for (`originalTarget`, `explicitOriginalTarget`,
// `rangeParent`), and one node is enough to get at all of the card. So there no page hears what happens in the card at all: we
// listen before it can, keep the event to ourselves, and hand it to the card.

/** The events that leave a shadow root: UI Events, Pointer Events, Clipboard, Drag and Drop, and those of Firefox alone. */
const VEILED_EVENTS = [
  ...["over", "enter", "move", "rawupdate", "down", "up", "cancel", "out", "leave"].map((what) => `pointer${what}`),
  ...["over", "enter", "move", "down", "up", "out", "leave", "longtap"].map((what) => `mouse${what}`),
  ...["gotpointercapture", "lostpointercapture", "click", "dblclick", "auxclick", "contextmenu", "DOMActivate"],
  ...["wheel", "DOMMouseScroll", "MozMousePixelScroll", "touchstart", "touchmove", "touchend", "touchcancel"],
  ...["keydown", "keypress", "keyup", "focus", "focusin", "focusout", "blur", "beforeinput", "input", "textInput"],
  ...["compositionstart", "compositionupdate", "compositionend", "selectstart", "cut", "copy", "paste"],
  ...["dragstart", "drag", "dragenter", "dragover", "dragleave", "drop", "dragend"],
];

/** Only of these would the browser wait for us before it scrolls. */
const UNHURRIED_EVENTS = /^(wheel|touch|DOMMouse|MozMouse)/;

/** @typedef {Event & {originalTarget?: EventTarget | null, explicitOriginalTarget?: EventTarget | null}} TellingEvent */

/** @type {{root: ShadowRoot | null, hear: ((event: Event, part: EventTarget | null) => void) | null}} */
const VEIL = { root: null, hear: null };

/** @param {EventTarget | null | undefined} part @param {ShadowRoot} root */
const isPartOf = (part, root) => part instanceof Node && part.getRootNode() === root;

if ("originalTarget" in Event.prototype)
  for (const type of VEILED_EVENTS)
    addEventListener(
      type,
      (/** @type {TellingEvent} */ event) => {
        const { root, hear } = VEIL;
        if (!root) return;
        const { target, originalTarget, explicitOriginalTarget } = event;
        const ours = target === root.host;
        if (!ours && !isPartOf(originalTarget, root) && !isPartOf(explicitOriginalTarget, root)) return;
        event.stopImmediatePropagation();
        if (ours) hear?.(event, originalTarget ?? null);
      },
      { capture: true, passive: UNHURRIED_EVENTS.test(type) },
    );

/**
 * From now on the events of this card are told to it alone.
 * @param {ShadowRoot} root
 * @param {(event: Event, part: EventTarget | null) => void} hear
 * @param {AbortSignal} signal
 */
function veilCard(root, hear, signal) {
  Object.assign(VEIL, { root, hear });
  signal.addEventListener("abort", () => VEIL.root === root && Object.assign(VEIL, { root: null, hear: null }));
}
