// What a person does with the mouse, a finger or Enter: the hand over a mark, the card on a click on a mark or a telephone link. Every
// other click, and every click with a modifier, stays the page's and the browser's.

/** CSS pixels that a pointer may wander between down and up; more is a drag. */
const STEADY = 6;

class Pointer {
  #down = { x: 0, y: 0 };
  #frame = 0;
  /** @type {Mark | null} */
  #hovered = null;
  #cursor = new HandCursor();

  /**
   * @param {object} options
   * @param {Marks} options.marks
   * @param {Drawing} options.drawing
   * @param {ShadowRoots} options.roots
   * @param {(mark: Mark) => void} options.onMark
   * @param {(link: {scheme: Messages.Scheme, text: string}, element: Element) => void} options.onLink
   * @param {(scheme: Messages.Scheme) => boolean} options.takesLinks whether such links are ours
   * @param {(element: Element) => void} options.onTouched a person is at this element
   * @param {AbortSignal} options.signal
   */
  constructor(options) {
    this.options = options;
    const { signal } = options;
    onTrusted("pointerdown", signal, (event) => (this.#down = { x: event.clientX, y: event.clientY }), true);
    onTrusted("click", signal, (event) => this.#click(event));
    onTrusted("pointermove", signal, (event) => this.#move(event), true);
    onTrusted("pointerout", signal, (event) => event.relatedTarget === null && this.#hover(null, null), true);
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.#frame);
      this.#hover(null, null);
    });
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { marks, roots, onTouched } = this.options;
    const element = innermost(event, roots);
    if (element) onTouched(element);
    if (event.pointerType === "touch") return;
    if (!element || !marks.isIn(element)) return this.#hover(null, null);
    const { clientX, clientY } = event;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const mark = markAt(marks, element, clientX, clientY, roots.list());
      this.#hover(mark, element);
    });
  }

  /** @param {Mark | null} mark @param {Element | null} element */
  #hover(mark, element) {
    if (mark === null) cancelAnimationFrame(this.#frame);
    if (mark === this.#hovered) return;
    this.#hovered = mark;
    this.options.drawing.single(HOVER_HIGHLIGHT, mark);
    this.#cursor.over(mark ? element : null);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (event.button !== 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.detail > 1) return;
    const { marks, roots, onMark, onLink, takesLinks } = this.options;
    const element = innermost(event, roots);
    if (!element || element.localName === "ringout-card") return;
    const byPointer = event.detail === 1;
    if (byPointer && Math.hypot(event.clientX - this.#down.x, event.clientY - this.#down.y) > STEADY) return;
    const link = readLink(hrefAround(element));
    if (link && !takesLinks(link.scheme)) return;
    const mark = byPointer ? markAt(marks, element, event.clientX, event.clientY, roots.list()) : null;
    if (!mark && !link) return;
    take(event);
    if (mark) onMark(mark);
    else if (link) onLink(link, element);
  }
}
