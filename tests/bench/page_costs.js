// What the page benchmark times, beside our own content scripts, in one document of Chromium. Each function does its thing once and
// returns ms. Never part of the product.

/* global CandidateScanner, Marks, libphonenumber */

window.bench = {
  texts: {},

  async load(name, address) {
    this.texts[name] = await (await fetch(address)).text();
  },

  floor(name) {
    const text = this.texts[name];
    const begun = performance.now();
    let sum = 0;
    for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
    window.kept = sum;
    return performance.now() - begun;
  },

  ours(name, times = 1) {
    const text = this.texts[name].repeat(times);
    text.charCodeAt(0); // flat before the clock starts
    const begun = performance.now();
    const scanner = new CandidateScanner(text);
    const found = [];
    while (!scanner.run(scanner.position + 32768, found)) found.length = 0;
    return performance.now() - begun;
  },

  peer(name, share) {
    const text = this.texts[name].slice(0, this.texts[name].length * share);
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

  /** Marks in so many paragraphs, and then the removal of the paragraphs: [ms to mark, ms to remove]. */
  marks(count, marked) {
    const box = this.paragraphs(count);
    const marks = new Marks();
    const begun = performance.now();
    if (marked) {
      for (const p of box.childNodes) {
        const node = p.firstChild;
        marks.add({ pieces: [{ node, start: 5, end: 19, text: "(201) 555-0123" }], text: "(201) 555-0123", number: {}, region: "US" });
      }
      marks.show(begun);
    }
    const made = performance.now();
    box.getBoundingClientRect();
    const drawn = performance.now();
    while (box.lastChild) box.lastChild.remove();
    box.getBoundingClientRect();
    const removed = performance.now();
    marks.clear();
    box.remove();
    return [made - begun, removed - drawn];
  },
};
