// Where highlights are not drawn in shadow trees by themselves (Firefox), gives each tree that holds marks the rules for them.
// The rules are those of `marks.css`; a test compares.

const MARK_RULES = `@media screen {
  ::highlight(ringout-number) {
    text-decoration: underline dotted;
    text-decoration-thickness: max(1px, 0.08em);
    text-underline-offset: 0.15em;
  }

  ::highlight(ringout-number-hover) {
    background-color: rgb(38 132 255 / 0.18);
    text-decoration: underline solid;
    text-decoration-thickness: max(1px, 0.08em);
    text-underline-offset: 0.15em;
  }

  ::highlight(ringout-number-focus) {
    background-color: Highlight;
    color: HighlightText;
    text-decoration: underline solid;
  }
}`;

class ShadowSheets {
  /** @type {CSSStyleSheet | null} */
  #sheet = null;

  /** Sees to it that marks in this tree are drawn. @param {Node} root */
  dress(root) {
    if (!NEEDS_SHEETS || !(root instanceof ShadowRoot)) return;
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(MARK_RULES);
    }
    adoptSheet(root, this.#sheet);
  }

  /** @param {ShadowRoot[]} roots */
  undo(roots) {
    if (this.#sheet) for (const root of roots) releaseSheet(root, this.#sheet);
  }
}
