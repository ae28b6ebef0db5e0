// Timers by name: setting one again replaces it, and all end with the card.

class Timers {
  /** @param {AbortSignal} signal */
  constructor(signal) {
    /** @type {Map<string, ReturnType<typeof setTimeout>>} */
    this.running = new Map();
    signal.addEventListener("abort", () => [...this.running.keys()].forEach((name) => this.stop(name)), { once: true });
    this.signal = signal;
  }

  /** @param {string} name @param {number} ms @param {() => void} run */
  set(name, ms, run) {
    this.stop(name);
    if (!this.signal.aborted) this.running.set(name, setTimeout(run, ms));
  }

  /** @param {string} name */
  stop(name) {
    clearTimeout(this.running.get(name));
    this.running.delete(name);
  }
}
