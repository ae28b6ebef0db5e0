// What must outlive the worker, which the browser stops whenever it likes: values by name in a storage area.
// Changes of one name are done one after the other, so that two messages at once lose nothing.

/**
 * @typedef {{get(key: string): Promise<Record<string, any>>, set(items: Record<string, any>): Promise<void>}} Area
 */

/** @template T */
export class Stored {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** @type {T | undefined} what was read or written last; nobody else writes this name */
  #value;
  #area;
  #key;
  #empty;

  /**
   * @param {() => Area} area asked for late: `chrome.storage` may not be there when modules load in tests
   * @param {string} key
   * @param {T} empty what an absent value counts as
   */
  constructor(area, key, empty) {
    this.#area = area;
    this.#key = key;
    this.#empty = empty;
  }

  /**
   * The value now, after every change that was begun before.
   * @returns {Promise<T>}
   */
  get() {
    return this.#queue(() => this.#read());
  }

  /**
   * Replaces the value by what `change` makes of it; resolves once it is stored.
   * @param {(value: T) => T} change must not alter its argument
   * @param {(value: T) => void} [known] what to do with the new value before the wait for storing it
   * @returns {Promise<T>}
   */
  update(change, known = () => {}) {
    return this.#queue(async () => {
      const before = await this.#read();
      const after = change(before);
      known(after);
      if (after !== before) await this.#area().set({ [this.#key]: after });
      this.#value = after;
      return after;
    });
  }

  /** Reads it anew next time: somebody else did write it. */
  drop() {
    this.#value = undefined;
  }

  /** @returns {Promise<T>} */
  async #read() {
    this.#value ??= /** @type {T} */ ((await this.#area().get(this.#key))[this.#key] ?? this.#empty);
    return this.#value;
  }

  /**
   * @template R
   * @param {() => Promise<R>} act
   * @returns {Promise<R>}
   */
  #queue(act) {
    const result = this.#last.then(act);
    this.#last = result.catch(() => {});
    return result;
  }
}

/**
 * A copy of `record` without `key`; `record` itself when it has none.
 * @template T
 * @param {Record<string, T>} record
 * @param {string} key
 * @returns {Record<string, T>}
 */
export function without(record, key) {
  if (!Object.hasOwn(record, key)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}
