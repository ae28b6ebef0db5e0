// What a person has selected or pointed at when they ask for a call by the menu or the shortcut, and where it stands.

class Selected {
  #point = { x: 0, y: 0 };

  /** @param {AbortSignal} signal */
  constructor(signal) {
    onTrusted("contextmenu", signal, (event) => (this.#point = { x: event.clientX, y: event.clientY }), true);
  }

  /** The selected text; empty when there is none. */
  text() {
    return String(getSelection() ?? "").trim();
  }

  /** Whether the person is in this very document, with a selection: not beside it, nor in a frame of it. */
  isHere() {
    const inFrame = /^I?FRAME$/.test(document.activeElement?.tagName ?? "");
    return document.hasFocus() && !inFrame && this.text() !== "";
  }

  /** The element that the selection or the last right click is in. @returns {Element} */
  element() {
    const node = getSelection()?.anchorNode ?? document.elementFromPoint(this.#point.x, this.#point.y);
    return (node instanceof Element ? node : node?.parentElement) ?? document.documentElement;
  }

  /**
   * Where the card belongs: at the selection while there is one, else where the menu was opened.
   * @returns {() => DOMRect[]}
   */
  place() {
    const selection = getSelection();
    const { x, y } = this.#point;
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return () => (x || y ? [new DOMRect(x, y, 1, 1)] : []);
    const range = selection.getRangeAt(0).cloneRange();
    const field = document.activeElement;
    const inField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    return () => (inField ? [field.getBoundingClientRect()] : [...range.getClientRects()]);
  }
}
