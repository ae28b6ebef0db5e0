// Tells which pieces of text stand on one line of thought: numbers go over inline elements, not over the edge of a block.
// It reads computed styles only of elements beside digits, and never a layout.

const JOINED = 0;
const LINE_ENDED = 1;
const APART = 2;

/** Taken for blocks without asking for their style: nobody splits a number over them, whatever the style sheets make of them. */
const ALWAYS_BLOCK = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DIALOG DIV DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR " +
    "HTML LEGEND LI MAIN NAV OL OPTION P PRE SECTION SELECT SUMMARY DETAILS TABLE TBODY TD TEXTAREA TFOOT TH THEAD TR UL INPUT IMG VIDEO AUDIO CANVAS IFRAME")
    .split(" "),
);

/** Displays that let a number go on. What floats, is positioned, or is an item of a flex box or grid has another: it is blockified. */
const INLINE_DISPLAYS = new Set(["inline", "inline-block", "contents", "ruby", "inline-flex", "inline-grid", "none", "ruby-base", "-webkit-inline-box"]);

/** Nodes looked at between two pieces of text. Whatever is further apart is not one number. */
const MAX_BETWEEN = 48;

/** Whether what follows a text is surely not in its line, as far as tags alone can tell. @param {Text} text */
function endsBlock(text) {
  /** @type {Node} */
  let node = text;
  while (node.nextSibling === null) {
    const parent = node.parentElement;
    if (!parent || ALWAYS_BLOCK.has(parent.tagName)) return true;
    node = parent;
  }
  return node.nextSibling instanceof Element && ALWAYS_BLOCK.has(node.nextSibling.tagName);
}

/** Remembers which elements are blocks, for as long as one reading of a page takes. */
class Boundaries {
  /** @type {Map<Element, boolean>} */
  #blocks = new Map();
  /** @type {Map<Element, boolean>} */
  #unseen = new Map();

  /** @param {Element} element */
  isBlock(element) {
    if (ALWAYS_BLOCK.has(element.tagName)) return true;
    let block = this.#blocks.get(element);
    if (block === undefined) {
      const svgText = element.localName === "text" && element.namespaceURI === "http://www.w3.org/2000/svg";
      block = svgText || !INLINE_DISPLAYS.has(getComputedStyle(element).display);
      this.#blocks.set(element, block);
    }
    return block;
  }

  /** Whether an element is shown as nothing. @param {Element} element */
  isUnseen(element) {
    let unseen = this.#unseen.get(element);
    if (unseen === undefined) {
      unseen = !isShown(element);
      this.#unseen.set(element, unseen);
    }
    return unseen;
  }

  /**
   * What stands between two text nodes of one tree, of which `after` comes later.
   * @param {Text} before
   * @param {Text} after
   * @returns {number} JOINED, LINE_ENDED or APART
   */
  between(before, after) {
    /** @type {Node} */
    let node = before;
    let kind = JOINED;
    for (let looked = 0; looked < MAX_BETWEEN; looked++) {
      let next = node.nextSibling;
      while (next === null) {
        const parent = /** @type {Node | null} */ (node.parentNode);
        if (!(parent instanceof Element) || this.isBlock(parent)) return APART;
        node = parent;
        next = node.nextSibling;
        looked++;
      }
      // Down into what follows, until the later text.
      while (next !== after) {
        if (next instanceof Element) {
          if (next.tagName === "BR") kind = Math.max(kind, LINE_ENDED);
          else if (this.isBlock(next)) return APART;
          if (next.firstChild) {
            next = next.firstChild;
            if (++looked > MAX_BETWEEN) return APART;
            continue;
          }
        }
        break;
      }
      if (next === after) return kind;
      node = next;
    }
    return APART;
  }
}

/**
 * Whether new lines and double spaces in this element's text are shown as they are.
 * @param {Element} element
 */
function isPreformatted(element) {
  const { whiteSpace } = getComputedStyle(element);
  return whiteSpace.startsWith("pre") || whiteSpace.startsWith("break-spaces");
}
