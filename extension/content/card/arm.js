// When the Call button may be used: only after it has been on screen, unmoved and uncovered, for 400 ms, so that no page can put
// it under a click that was meant for something else. Every fault starts the 400 ms again. It must never start a call itself.

const ARM_AFTER = 400;
/** A longer pause between two looks counts as no more than this: the page was too busy to be seen by anyone. */
const ARM_LONGEST_STEP = 100;
/** After so long without success another way is offered: the confirmation window, which no page can cover. */
const ARM_DOUBT_AFTER = 2000;
/**
 * A top-layer search of the whole page is dear: in a page of 100,000 elements it takes longer than this. Where the browser's own
 * occlusion test watches all the time, one at the start, before arming and at the press will do; elsewhere there are some between.
 */
const ARM_SEARCH_EVERY = 120;

/** Faults that the person cures by coming back to the page; waiting is right, doubt is not. */
const PATIENT_FAULTS = new Set(["page-hidden", "page-unfocused", "off-screen"]);

/** Faults that no waiting cures. */
const HOPELESS_FAULTS = new Set(["framed"]);

/**
 * @typedef {object} ArmProgress
 * @property {number} began when watching began, or when it last waited for the person
 * @property {number} clean for how long nothing was wrong, in ms; below 0 when something was at the last look
 * @property {number} lookedAt
 * @property {ArmState} state
 */

/**
 * One look: what the fault (or its absence) means for being armed. Pure.
 * @param {ArmProgress} before
 * @param {string | null} fault
 * @param {number} now ms on a clock that only goes forward
 * @returns {ArmProgress}
 */
function armStep(before, fault, now) {
  if (fault) {
    const began = PATIENT_FAULTS.has(fault) ? now : before.began;
    const state = now - began >= ARM_DOUBT_AFTER || HOPELESS_FAULTS.has(fault) ? "doubtful" : "waiting";
    return { began, clean: -1, lookedAt: now, state };
  }
  const clean = before.clean < 0 ? 0 : before.clean + Math.min(now - before.lookedAt, ARM_LONGEST_STEP);
  const armed = clean >= ARM_AFTER;
  const began = armed ? now : before.began;
  const state = armed ? "armed" : before.state === "doubtful" || now - began >= ARM_DOUBT_AFTER ? "doubtful" : "waiting";
  return { began, clean, lookedAt: now, state };
}

/**
 * Watches a button and says whenever its state changes.
 */
class Armer {
  /**
   * @param {CardSurface} surface
   * @param {(state: ArmState, fault: string | null) => void} changed
   */
  constructor(surface, changed) {
    this.surface = surface;
    this.changed = changed;
    /** @type {HTMLElement | null} */
    this.button = null;
    /** @type {{x: number, y: number, width: number, height: number} | null} */
    this.lastBox = null;
    this.searchedAt = -Infinity;
    /** @type {boolean | null} null where the browser cannot tell */
    this.seen = null;
    /** @type {IntersectionObserver | null} */
    this.observer = null;
    /** @type {AbortController | null} */
    this.watching = null;
    this.frame = 0;
    this.pressBad = false;
    /** @type {ArmProgress} */
    this.progress = { began: 0, clean: -1, lookedAt: 0, state: "waiting" };
  }

  /**
   * Begins again with this button; the same button goes on as it was.
   * @param {HTMLElement | null} button
   */
  watch(button) {
    if (button === this.button) return;
    this.stop();
    if (!button) return;
    this.button = button;
    const now = performance.now();
    this.progress = { began: now, clean: -1, lookedAt: now, state: "waiting" };
    this.searchedAt = -Infinity;
    if ("isVisible" in IntersectionObserverEntry.prototype) {
      this.seen = false;
      // Chromium's own occlusion test; it also sees what lies over the frame that we are in.
      const options = { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 };
      this.observer = new IntersectionObserver((entries) => {
        const last = /** @type {IntersectionObserverEntry & {isVisible: boolean}} */ (entries.at(-1));
        this.seen = last.isVisible;
      }, options);
      this.observer.observe(button);
    }
    const look = () => {
      this.frame = requestAnimationFrame(look);
      this.look(false);
    };
    this.frame = requestAnimationFrame(look);
    // A tab behind another one, or a page that was left, has no frames: it must not come back armed, under a click that was meant for
    // what lay there before.
    this.watching = new AbortController();
    document.addEventListener("visibilitychange", () => this.look(false), { capture: true, signal: this.watching.signal });
  }

  /** @param {boolean} thoroughly search the whole page for what may lie above us */
  look(thoroughly) {
    const { button, progress } = this;
    if (!button) return;
    const now = performance.now();
    const between = this.seen === null && now - this.searchedAt >= ARM_SEARCH_EVERY;
    const search = thoroughly || progress.clean < 0 || between;
    if (search) this.searchedAt = now;
    const box = button.getBoundingClientRect();
    const fault = armFault({ surface: this.surface, button, box, lastBox: this.lastBox, seen: this.seen, search });
    this.lastBox = box;
    let next = armStep(progress, fault, now);
    if (next.state === "armed" && progress.state !== "armed" && !search) {
      // The last look before arming is always a thorough one.
      const late = armFault({ surface: this.surface, button, box, lastBox: box, seen: this.seen, search: true });
      if (late) next = armStep(progress, late, now);
    }
    this.progress = next;
    if (fault && this.surface.repair(fault)) this.lastBox = null;
    if (next.state !== progress.state) this.changed(next.state, fault);
  }

  /**
   * A press of mouse, finger or key that began before the button was armed stays bad until the next one, and the 400 ms begin again:
   * whoever clicks away at something that the page has put here must stop first, and look.
   * @param {Event} event pointerdown or keydown on the button
   */
  pressed(event) {
    this.look(true);
    const repeated = event instanceof KeyboardEvent && event.repeat;
    this.pressBad = !event.isTrusted || repeated || this.progress.state !== "armed";
    if (this.progress.state !== "armed") this.progress = { ...this.progress, clean: -1 };
  }

  /**
   * May this event do what the button says?
   * @param {Event} event
   */
  allows(event) {
    if (!event.isTrusted || this.pressBad) return false;
    this.look(true);
    return this.progress.state === "armed";
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.observer?.disconnect();
    this.observer = null;
    this.watching?.abort();
    this.button = null;
    this.lastBox = null;
    this.seen = null;
    this.pressBad = false;
  }
}
