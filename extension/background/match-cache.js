// Remembers which texts hold numbers, and asks the host for the others in bounded frames.
// The same text is never asked for twice at once, and at most two frames are under way, so that a call need not wait.

/** The most that goes into one frame; the host takes 64 KiB. */
export const FRAME = { bytes: 48 * 1024, texts: 500 };

const FRAMES_AT_ONCE = 2;

/** How much is remembered, counted in characters of text. */
const CAPACITY = 1_000_000;

/** What an entry costs besides its text. */
const OVERHEAD = 100;

/**
 * @typedef {Omit<Protocol.Match, 'id'>} Found
 * @typedef {{text: string, resolve: (found: Found[]) => void, reject: (error: unknown) => void}} Wanted
 */

export class MatchCache {
  /** @type {Map<string, Found[]>} the least recently used first */
  #known = new Map();
  #weight = 0;
  /** @type {Map<string, Promise<Found[]>>} */
  #asked = new Map();
  /** @type {Map<string, Wanted[]>} by region */
  #queues = new Map();
  #under = 0;
  #generation = 0;
  #ask;
  #capacity;

  /**
   * @param {(params: Protocol.MatchParams) => Promise<Protocol.MatchResult>} ask
   * @param {number} [capacity]
   */
  constructor(ask, capacity = CAPACITY) {
    this.#ask = ask;
    this.#capacity = capacity;
  }

  /**
   * @param {Protocol.MatchParams} params
   * @returns {Promise<Protocol.MatchResult>}
   */
  async match({ texts, region }) {
    const found = await Promise.all(texts.map(({ text }) => this.#find(text, region?.toUpperCase() ?? "")));
    return { matches: texts.flatMap(({ id }, place) => (found[place] ?? []).map((match) => ({ id, ...match }))) };
  }

  /** Forgets everything: the person's home country changed, and with it what numbers without a country mean. */
  clear() {
    this.#generation += 1;
    this.#known.clear();
    this.#asked.clear();
    this.#weight = 0;
  }

  /**
   * @param {string} text
   * @param {string} region
   * @returns {Promise<Found[]>}
   */
  #find(text, region) {
    const key = `${region}\n${text}`;
    const known = this.#known.get(key);
    if (known) {
      this.#known.delete(key);
      this.#known.set(key, known);
      return Promise.resolve(known);
    }
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const generation = this.#generation;
    /** @type {Promise<Found[]>} */
    const promise = new Promise((resolve, reject) => this.#enqueue(region, { text, resolve, reject })).then(
      (found) => {
        if (generation === this.#generation) this.#remember(key, found);
        return found;
      },
    );
    this.#asked.set(key, promise);
    const over = () => {
      if (this.#asked.get(key) === promise) this.#asked.delete(key);
    };
    promise.then(over, over);
    return promise;
  }

  /** @param {string} region @param {Wanted} wanted */
  #enqueue(region, wanted) {
    if (this.#queues.size === 0) queueMicrotask(() => this.#pump()); // after everything that is asked for together
    const queue = this.#queues.get(region);
    if (queue) queue.push(wanted);
    else this.#queues.set(region, [wanted]);
  }

  #pump() {
    for (const [region, queue] of this.#queues) {
      while (queue.length > 0) {
        if (this.#under >= FRAMES_AT_ONCE) return;
        void this.#send(region, queue.splice(0, fitting(queue)));
      }
      this.#queues.delete(region);
    }
  }

  /** @param {string} region @param {Wanted[]} batch */
  async #send(region, batch) {
    this.#under += 1;
    try {
      const texts = batch.map(({ text }, id) => ({ id, text }));
      const { matches } = await this.#ask(region ? { texts, region } : { texts });
      /** @type {Found[][]} */
      const found = batch.map(() => []);
      for (const { id, ...match } of matches) found[Number(id)]?.push(match);
      batch.forEach(({ resolve }, id) => resolve(found[id] ?? []));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#under -= 1;
      this.#pump();
    }
  }

  /** @param {string} key @param {Found[]} found */
  #remember(key, found) {
    this.#known.set(key, found);
    this.#weight += key.length + OVERHEAD;
    for (const oldest of this.#known.keys()) {
      if (this.#weight <= this.#capacity) break;
      this.#known.delete(oldest);
      this.#weight -= oldest.length + OVERHEAD;
    }
  }
}

const encoder = new TextEncoder();

/** How many from the front of the queue fit into one frame, at least one. @param {Wanted[]} queue */
function fitting(queue) {
  let bytes = 256; // the request around them
  let count = 0;
  while (count < queue.length && count < FRAME.texts) {
    const { text } = /** @type {Wanted} */ (queue[count]);
    bytes += encoder.encode(JSON.stringify(text)).length + 24;
    if (bytes > FRAME.bytes && count > 0) break;
    count += 1;
  }
  return count;
}
