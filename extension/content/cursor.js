// The hand over a number. Highlights cannot set a cursor, so a style sheet is adopted while the pointer is over a mark, and taken
// back. It must not stay when the pointer leaves, and it names only what is under the pointer, so that little is restyled.

class HandCursor {
  #sheet = new CSSStyleSheet();
  /** @type {Tree | null} */
  #where = null;
  #name = "";

  /** Shows the hand over this element, or nowhere. @param {Element | null} element */
  over(element) {
    const root = element?.getRootNode();
    const where = root instanceof Document || root instanceof ShadowRoot ? root : null;
    if (where !== this.#where) {
      if (this.#where) releaseSheet(this.#where, this.#sheet);
      if (where) adoptSheet(where, this.#sheet);
      this.#where = where;
    }
    const name = element ? CSS.escape(element.localName) : "";
    if (!element || name === this.#name) return;
    this.#name = name;
    this.#sheet.replaceSync(`${name}:hover{cursor:pointer!important}`);
  }
}
