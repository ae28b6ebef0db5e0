// Text that holds what may be a number but cannot be seen now: closed menus, tabs, whatever fades in. It is looked at again when
// something happens that shows things. It keeps no element from being forgotten for longer than the next look.

const MAX_PARKED = 1000;
/** ms between two looks. */
const LOOK_EVERY = 200;

/** Whatever a person or a page does to show things that leaves no trace in the attributes that are watched. */
const REVEALING = ["transitionend", "animationend", "toggle", "pointerup", "pointerover", "keyup", "focusin", "scroll", "hashchange", "resize"];

class Parked {
  /** @type {Set<Element>} */
  #elements = new Set();
  /** Tells of elements that get a box on the screen, by whatever way. */
  #observer;
  #planned = false;
  #shown;
  #signal;

  /**
   * @param {(element: Element) => void} shown called once for each element that can be seen now
   * @param {AbortSignal} signal
   */
  constructor(shown, signal) {
    this.#shown = shown;
    this.#signal = signal;
    this.#observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.#plan();
    });
    signal.addEventListener("abort", () => this.#observer.disconnect());
  }

  /** @param {Element} element */
  add(element) {
    if (this.#elements.has(element) || this.#elements.size >= MAX_PARKED) return;
    if (this.#elements.size === 0) this.#listen();
    this.#elements.add(element);
    this.#observer.observe(element);
  }

  #listening = false;
  #listen() {
    if (this.#listening) return;
    this.#listening = true;
    for (const type of REVEALING) addEventListener(type, () => this.#plan(), { capture: true, passive: true, signal: this.#signal });
  }

  #plan() {
    if (this.#planned || this.#elements.size === 0) return;
    this.#planned = true;
    after(LOOK_EVERY, this.#signal, () => {
      this.#planned = false;
      this.look();
    });
  }

  /** Lets go of what has left the page and hands over what can be seen. */
  look() {
    for (const element of this.#elements) {
      const seen = element.isConnected && isShown(element);
      if (element.isConnected && !seen) continue;
      this.#elements.delete(element);
      this.#observer.unobserve(element);
      if (seen) this.#shown(element);
    }
  }
}
