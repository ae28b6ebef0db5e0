// Whether a page has said that its figures are no telephone numbers. Where that belongs it is seen at once; a look for it anywhere in a
// large page takes the browser's own engine longer than a slice of work, so that one is repeated only after changes, and not soon.

/** @param {Document | Element | null} within what is looked through for the tag that says so */
function optsOut(within) {
  if (document.documentElement?.getAttribute("data-ringout") === "off") return true;
  for (const meta of within?.querySelectorAll("meta[name='format-detection' i]") ?? []) {
    if (/telephone\s*=\s*no/i.test(meta.getAttribute("content") ?? "")) return true;
  }
  return false;
}

class OptOut {
  #seen = false;
  #changed = true;
  #lookedAt = -LOOK_AGAIN;

  /** The page has changed. */
  changed() {
    this.#changed = true;
  }

  /** Whether it has, as far as is known. */
  get said() {
    const now = performance.now();
    if (this.#changed && now - this.#lookedAt >= LOOK_AGAIN) {
      this.#changed = false;
      this.#seen = optsOut(document);
      this.#lookedAt = now;
    }
    return this.#seen || optsOut(document.head);
  }
}
