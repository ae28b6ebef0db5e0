// Asks the host about places, in bounded batches, each country in turn, and says what it found. When the host cannot be asked the
// questions wait, and are asked again after longer and longer pauses.

/** Questions in one message, messages under way. */
const BATCH = 200;
const BATCHES_AT_ONCE = 2;

/** More than this many waiting questions, and nobody should read on. */
const ENOUGH_QUESTIONS = 1000;

/** ms before questions are asked again that nobody could answer. */
const ASK_AGAIN = [2000, 10_000, 60_000, 300_000];

class Asker {
  /** By country; the empty string is none. @type {Map<string, Question[]>} */
  #waiting = new Map();
  /** Over the ends of lines: asked when all else is answered. @type {Question[]} */
  #later = [];
  #count = 0;
  #under = 0;
  #failures = 0;
  #paused = false;
  #answered;
  #settled;
  #signal;

  /**
   * @param {object} options
   * @param {(question: Question, matches: Protocol.Match[]) => boolean} options.answered whether it was a number
   * @param {() => void} options.settled after each batch
   * @param {(question: Question) => boolean} options.stillOpen for a question over the end of a line: whether to ask it
   * @param {AbortSignal} options.signal
   */
  constructor({ answered, settled, stillOpen, signal }) {
    this.#answered = answered;
    this.#settled = settled;
    this.stillOpen = stillOpen;
    this.#signal = signal;
  }

  /** Whether enough is waiting to be answered. */
  get full() {
    return this.#count >= ENOUGH_QUESTIONS;
  }

  get idle() {
    return this.#count === 0 && this.#under === 0 && this.#later.length === 0;
  }

  /** @param {Question} question */
  add(question) {
    if (question.candidate.joined) this.#later.push(question);
    else this.#queue(question);
  }

  /** @param {Question} question */
  #queue(question) {
    const [region = ""] = question.regions;
    const queue = this.#waiting.get(region);
    if (queue) queue.push(question);
    else this.#waiting.set(region, [question]);
    this.#count++;
  }

  /** Sends what is waiting, as far as there is room. */
  pump() {
    if (this.#paused || this.#signal.aborted) return;
    if (this.#count === 0 && this.#under === 0) for (const question of this.#later.splice(0)) if (this.stillOpen(question)) this.#queue(question);
    for (const [region, queue] of this.#waiting) {
      while (queue.length > 0) {
        if (this.#under >= BATCHES_AT_ONCE) return;
        const batch = queue.splice(0, BATCH);
        this.#count -= batch.length;
        void this.#send(region, batch);
      }
      this.#waiting.delete(region);
    }
  }

  /** Asks again at once what nobody could answer before. */
  wake() {
    this.#paused = false;
    this.#failures = 0;
    this.pump();
  }

  forget() {
    this.#waiting.clear();
    this.#later = [];
    this.#count = 0;
  }

  /** @param {string} region @param {Question[]} batch */
  async #send(region, batch) {
    this.#under++;
    try {
      const texts = batch.map(({ text }, id) => ({ id, text }));
      const { matches } = await ask("numbers.match", region ? { texts, region } : { texts }, { signal: this.#signal });
      this.#failures = 0;
      /** @type {Map<number, Protocol.Match[]>} */
      const found = new Map();
      for (const match of matches) {
        const id = Number(match.id);
        const ofText = found.get(id);
        if (ofText) ofText.push(match);
        else found.set(id, [match]);
      }
      batch.forEach((question, id) => {
        if (this.#answered(question, found.get(id) ?? [])) return;
        const regions = question.regions.slice(1);
        if (regions.length > 0 && !question.href) this.#queue({ ...question, regions });
      });
    } catch {
      this.#giveUpFor(batch);
    } finally {
      this.#under--;
    }
    this.pump();
    this.#settled();
  }

  /** @param {Question[]} batch */
  #giveUpFor(batch) {
    if (this.#signal.aborted) return;
    for (const question of batch) this.#queue(question);
    if (this.#paused) return;
    this.#paused = true;
    const wait = ASK_AGAIN[Math.min(this.#failures++, ASK_AGAIN.length - 1)] ?? 0;
    after(wait, this.#signal, () => {
      this.#paused = false;
      this.pump();
    });
  }
}
