// What the page benchmark times, beside our own content scripts, in one document of Chromium. Each function does its thing once and
// returns ms. Never part of the product.

/* global CandidateScanner, Drawing, Marks, markAt, libphonenumber */

/** Characters read between two looks at the clock. */
const PIECE = 131072;

window.bench = {
  texts: {},

  /** A text as pages have it: the data of a text node, and of one four times as long. */
  async load(name, address) {
    const text = await (await fetch(address)).text();
    this.texts[name] = [1, 4].map((times) => ({ times, data: new Text(text.repeat(times)).data }));
  },

  /**
   * ms for one text: the sum of its pieces, each the best of a few times, because whoever else is at work on the machine only adds.
   * `begin` gives what reads a text on to a place.
   */
  best(name, times, begin) {
    const { data } = this.texts[name].find((text) => text.times === times);
    const best = [];
    for (let samples = 0; samples < 5; samples++) {
      const readTo = begin(data);
      for (let piece = 0; piece * PIECE < data.length; piece++) {
        const begun = performance.now();
        readTo(Math.min((piece + 1) * PIECE, data.length));
        best[piece] = Math.min(best[piece] ?? Infinity, performance.now() - begun);
      }
    }
    return best.reduce((sum, ms) => sum + ms);
  },

  floor(name) {
    return this.best(name, 1, (text) => {
      let from = 0;
      return (end) => {
        let sum = 0;
        for (let i = from; i < end; i++) sum += text.charCodeAt(i);
        window.kept = sum;
        from = end;
      };
    });
  },

  /** The engine's own search for places of this kind, which judges nothing. */
  native(name) {
    const places = /(?:[+(]\s?)?\d(?:[\s().\/-]{0,3}\d){5,16}/g;
    return this.best(name, 1, (text) => {
      let at = (places.lastIndex = 0);
      return (end) => {
        while (at < end) at = places.test(text) ? places.lastIndex : text.length;
      };
    });
  },

  ours(name, times = 1) {
    return this.best(name, times, (text) => {
      const scanner = new CandidateScanner(text);
      const found = [];
      return (end) => {
        while (scanner.position < end) scanner.run(Math.min(scanner.position + 32768, end), found);
        found.length = 0;
      };
    });
  },

  peer(name, share) {
    const [{ data }] = this.texts[name];
    const text = data.slice(0, data.length * share);
    const begun = performance.now();
    window.kept = libphonenumber.findPhoneNumbersInText(text, "US").length;
    return (performance.now() - begun) / share;
  },

  paragraphs(count) {
    const box = document.createElement("div");
    for (let i = 0; i < count; i++) {
      const p = document.createElement("p");
      p.append(`Call (201) 555-0123 or ask for number ${i}`);
      box.append(p);
    }
    document.body.append(box);
    box.getBoundingClientRect();
    return box;
  },

  /** Marks in so many paragraphs, drawn. */
  mark(box) {
    const marks = new Marks((mark) => drawing.forget(mark));
    const drawing = new Drawing(marks, () => null, new AbortController().signal);
    for (const { firstChild: node } of box.childNodes) {
      marks.add({ pieces: [{ node, start: 5, end: 19, text: "(201) 555-0123" }], text: "(201) 555-0123", number: {}, region: "US" });
    }
    drawing.plan();
    return marks;
  },

  /** The best of a few: [ms to mark so many paragraphs, ms to remove the paragraphs]. */
  marks(count, marked) {
    const best = [Infinity, Infinity];
    for (let samples = 0; samples < 5; samples++) {
      const box = this.paragraphs(count);
      const begun = performance.now();
      const marks = marked ? this.mark(box) : null;
      const made = performance.now();
      box.getBoundingClientRect();
      const drawn = performance.now();
      while (box.lastChild) box.lastChild.remove();
      box.getBoundingClientRect();
      const removed = performance.now();
      marks?.clear();
      box.remove();
      best[0] = Math.min(best[0], made - begun);
      best[1] = Math.min(best[1], removed - drawn);
    }
    return best;
  },

  /** ms to find the mark under a point among so many, the best of a few. */
  hit(count) {
    const box = this.paragraphs(count);
    const marks = this.mark(box);
    const element = box.childNodes[2];
    const { x, y } = element.getBoundingClientRect();
    let best = Infinity;
    for (let samples = 0; samples < 9; samples++) {
      const begun = performance.now();
      for (let times = 0; times < 20; times++) window.kept = markAt(marks, element, x + 45, y + 5, []);
      best = Math.min(best, (performance.now() - begun) / 20);
    }
    if (!window.kept) throw new Error("no mark is there");
    marks.clear();
    box.remove();
    return best;
  },
};
