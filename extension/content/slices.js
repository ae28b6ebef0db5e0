// Work in small slices when the browser has nothing better to do, and not at all while nobody can see the page. Each slice is a task of
// its own, so that whatever else comes up is never behind more than one of them.

/** ms in one slice. */
const SLICE = 5;
/** ms after which work goes on although the page leaves no idle time. */
const PATIENCE = 300;

class Slices {
  #work;
  #signal;
  #planned = false;
  /** Brings the next slice of the same idle time. @type {MessageChannel | null} */
  #channel = null;
  /** @type {IdleDeadline | null} */
  #idle = null;

  /**
   * @param {(pressed: () => boolean) => boolean} work does some until `pressed()`, and says whether there is more
   * @param {AbortSignal} signal
   */
  constructor(work, signal) {
    this.#work = work;
    this.#signal = signal;
    document.addEventListener("visibilitychange", () => this.plan(), { signal });
    signal.addEventListener("abort", () => this.#channel?.port1.close());
  }

  /** Sees to it that the work is taken up soon. */
  plan() {
    if (this.#planned || this.#signal.aborted) return;
    if (document.visibilityState === "hidden") return;
    try {
      requestIdleCallback((idle) => this.#slice(idle), { timeout: PATIENCE });
      this.#planned = true;
    } catch {
      // Firefox: an empty document that no window shows yet. There is nothing to do in it.
    }
  }

  /** @returns {MessageChannel} */
  #open() {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => this.#idle && this.#slice(this.#idle);
    return channel;
  }

  /** @param {IdleDeadline} idle */
  #slice(idle) {
    this.#planned = false;
    if (this.#signal.aborted) return;
    const begun = performance.now();
    const time = idle.didTimeout ? SLICE : Math.min(SLICE, Math.max(1, idle.timeRemaining()));
    this.#idle = null;
    if (!this.#work(() => performance.now() - begun >= time) || this.#planned) return;
    if (document.visibilityState === "hidden" || idle.didTimeout || idle.timeRemaining() < SLICE) return this.plan();
    // Another callback would wait for the next idle time, although much of this one is left.
    this.#planned = true;
    this.#idle = idle;
    this.#channel ??= this.#open();
    this.#channel.port2.postMessage(null);
  }
}

/**
 * A timer that ends with what it serves.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @param {() => void} done
 */
function after(ms, signal, done) {
  const timer = setTimeout(() => {
    signal.removeEventListener("abort", stop);
    done();
  }, ms);
  const stop = () => clearTimeout(timer);
  signal.addEventListener("abort", stop);
}
