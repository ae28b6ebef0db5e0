// The card's one element in the page: a closed shadow root in the top layer, appended to the document element only while open.
// The page can neither style nor read what is in it. Removing or hiding it closes the card; a call goes on without it.

/** Only what keeps the page's own rules about unknown elements and popovers away; all else is inside. */
const SURFACE_STYLE = [
  "all:initial",
  "display:block",
  "position:fixed",
  "inset:0 auto auto 0",
  "width:0",
  "height:0",
  "margin:0",
  "padding:0",
  "border:0",
  "overflow:visible",
  "pointer-events:auto",
  "opacity:1",
  "visibility:visible",
]
  .map((rule) => `${rule}!important`)
  .join(";");

/** Spacing of text must stay open to the person's own style (WCAG 1.4.12), and reaches nothing: the panel inherits nothing. */
const SURFACE_SPACING = ["line-height", "letter-spacing", "word-spacing"];

/** @param {HTMLElement} host @returns {string} what its style attribute must stay */
function dressSurface(host) {
  host.style.cssText = SURFACE_STYLE;
  for (const name of SURFACE_SPACING) host.style.removeProperty(name);
  return host.style.cssText;
}

class CardSurface {
  /**
   * @param {string} css
   * @param {AbortSignal} signal
   * @param {() => void} gone the page took us away
   */
  constructor(css, signal, gone) {
    // Made in a document where no script runs: an element by a name that the page has defined before would be given our closed root
    // (`ElementInternals.shadowRoot`). Later no definition can get at it (DOM standard, "available to element internals").
    const aside = document.implementation.createHTMLDocument("");
    this.host = /** @type {HTMLElement} */ (aside.createElementNS(XHTML, "ringout-card"));
    this.root = this.host.attachShadow({ mode: "closed" });
    document.adoptNode(this.host);
    this.panel = h("dialog", { class: "ro card" });
    this.root.append(this.panel);
    this.modal = false;
    this.placing = false;
    /** @type {Set<Element>} what lay in the top layer when we came to lie above it */
    this.below = new Set();
    this.dirty = false;
    this.signal = signal;
    this.gone = gone;

    dressOwn(this.root, unguessable(css));
    const style = dressSurface(this.host);
    this.open();

    // Someone else's popover or dialog that opens may lie above us now.
    const opened = (/** @type {Event} */ event) => {
      if (event.target === this.host) {
        if (!this.placing && event instanceof ToggleEvent && event.newState === "closed") this.gone();
      } else this.dirty = true;
    };
    for (const type of ["beforetoggle", "toggle"]) document.addEventListener(type, opened, { capture: true, signal });
    document.addEventListener("fullscreenchange", () => (this.dirty = true), { capture: true, signal });

    const watcher = new MutationObserver(() => {
      if (!this.host.isConnected) this.gone();
      else if (this.host.style.cssText !== style) dressSurface(this.host);
    });
    watcher.observe(document, { childList: true });
    watcher.observe(document.documentElement, { childList: true });
    watcher.observe(this.host, { attributes: true });
    signal.addEventListener("abort", () => {
      watcher.disconnect();
      this.panel.close();
      this.host.remove();
    });
  }

  /** Comes to lie above everything in the top layer. Beside a modal dialog or a full-screen element only another modal can be used. */
  open() {
    this.placing = true;
    this.panel.close();
    if (this.host.matches(":popover-open")) this.host.hidePopover();
    this.modal = document.querySelector("dialog:modal, :fullscreen") !== null;
    this.below = new Set(topLayerOf(document));
    this.dirty = false;
    this.host.popover = "manual";
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.host.showPopover();
    if (this.modal) this.panel.showModal();
    else this.panel.setAttribute("open", "");
    queueMicrotask(() => (this.placing = false));
  }

  /** Is the element where we put it? */
  shown() {
    return this.host.isConnected && this.host.parentNode === document.documentElement && this.host.matches(":popover-open");
  }

  /**
   * Everything that may lie above us: what came into the top layer after us, and what hides in shadow roots there, where we
   * cannot know the order.
   * @returns {Element[]}
   */
  toppedBy() {
    const others = topLayerOf(document).filter((element) => element !== this.host && (this.dirty || !this.below.has(element)));
    const hidden = shadowRootsOf(document.documentElement)
      .filter((root) => root !== this.root)
      .flatMap(topLayerOf);
    const mine = this.panel.getBoundingClientRect();
    return [...others, ...hidden].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.right > mine.left && box.left < mine.right && box.bottom > mine.top && box.top < mine.bottom;
    });
  }

  /**
   * Does what can be done about a fault.
   * @param {string} fault
   * @returns {boolean} whether we came to lie on top again
   */
  repair(fault) {
    for (const animation of this.host.getAnimations()) animation.cancel();
    const raised =
      fault === "topped" ||
      (fault === "covered" &&
        (this.dirty || topLayerOf(document).some((element) => element !== this.host && !this.below.has(element))));
    if (!raised || !this.shown()) return false;
    const focused = /** @type {HTMLElement | null} */ (this.root.activeElement);
    this.open();
    focused?.focus({ preventScroll: true });
    return true;
  }
}

/** @param {Document | ShadowRoot} root @returns {Element[]} */
function topLayerOf(root) {
  return [...root.querySelectorAll(":popover-open, dialog:modal, :fullscreen")];
}

/** Every shadow root in the page, closed ones too. @param {Element} top @returns {ShadowRoot[]} */
function shadowRootsOf(top) {
  /** @type {ShadowRoot[]} */
  const roots = [];
  /** @type {(ParentNode & Node)[]} */
  const todo = [top];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const all = next.querySelectorAll("*");
    for (let i = 0; i < all.length; i++) {
      const root = shadowRootOf(/** @type {Element} */ (all[i])); // an iterator takes four times as long
      if (root) {
        roots.push(root);
        todo.push(root);
      }
    }
  }
  return roots;
}

/** Asked of every element of a page: Firefox answers with one look. @param {Element} element @returns {ShadowRoot | null} */
function shadowRootOf(element) {
  const firefox = /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element).openOrClosedShadowRoot;
  if (firefox !== undefined) return firefox;
  if (element.shadowRoot || !canHost(element) || !(element instanceof HTMLElement)) return element.shadowRoot;
  // By name, because Mozilla's linter warns of what Firefox lacks.
  const chromium = /** @type {typeof chrome.dom | undefined} */ (chrome["dom"]);
  return chromium?.openOrClosedShadowRoot(element) ?? null;
}
