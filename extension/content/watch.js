// Notices what changes in the page and has just that read again. Its own cost is bounded however much a page changes: neighbours that
// arrive one by one are one part, and too many parts become the whole tree.

/** ms of quiet before changes are read, and the longest they wait. */
const QUIET = 50;
const LONGEST_QUIET = 400;

/** More separate changes than this, and the whole tree is read. */
const MAX_CHANGES = 500;

/** Attributes that change whether text may be read. Classes and styles change all the time; what they show is found in other ways. */
const WATCHED_ATTRIBUTES = ["contenteditable", "data-ringout", "hidden", "open"];

/** @type {MutationObserverInit} */
const WATCHED = { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: WATCHED_ATTRIBUTES };

/** Neighbours under one parent. @typedef {{first: Node, last: Node}} Change */

class Watcher {
  /** Of each tree, in order. @type {Map<Node, Change[]>} */
  #changes = new Map();
  #count = 0;
  /** @type {Change | null} */
  #latest = null;
  #observer;
  #timer = 0;
  #since = 0;

  /**
   * @param {object} options
   * @param {(node: Text) => void} options.textChanged at once, before anything is drawn
   * @param {(element: Element) => void} options.rulesChanged at once: an attribute says otherwise now whether text may be read
   * @param {(part: Part) => void} options.changed later: what is to be read
   * @param {() => void} options.settled after each lot of changes; some may have taken text away
   * @param {AbortSignal} options.signal
   */
  constructor(options) {
    this.options = options;
    this.#observer = new MutationObserver((records) => this.#note(records));
    options.signal.addEventListener("abort", () => {
      this.#observer.disconnect();
      clearTimeout(this.#timer);
    });
  }

  /** @param {Node} root a document or a shadow root */
  watch(root) {
    this.#observer.observe(root, WATCHED);
  }

  /** @param {MutationRecord[]} records */
  #note(records) {
    for (const { type, target, addedNodes } of records) {
      if (type === "characterData") {
        this.options.textChanged(/** @type {Text} */ (target));
        this.#add(target, target);
      } else if (type === "attributes") {
        this.options.rulesChanged(/** @type {Element} */ (target));
        this.#add(target, target);
      } else if (addedNodes.length > 0) {
        this.#add(/** @type {Node} */ (addedNodes[0]), /** @type {Node} */ (addedNodes[addedNodes.length - 1]));
      }
    }
    this.#plan();
  }

  /** @param {Node} first @param {Node} last neighbour of `first`, behind it */
  #add(first, last) {
    const before = this.#latest;
    if (before && (before.last.nextSibling === first || before.last === first)) {
      before.last = last;
      return;
    }
    if (this.#count++ >= MAX_CHANGES) return;
    const root = first.getRootNode();
    this.#latest = { first, last };
    const changes = this.#changes.get(root);
    if (changes) changes.push(this.#latest);
    else this.#changes.set(root, [this.#latest]);
  }

  #plan() {
    const now = performance.now();
    if (this.#timer === 0) this.#since = now;
    else if (now - this.#since > LONGEST_QUIET) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pass(), QUIET);
  }

  #pass() {
    this.#timer = 0;
    const changes = this.#changes;
    const flooded = this.#count > MAX_CHANGES;
    this.#changes = new Map();
    this.#count = 0;
    this.#latest = null;
    for (const [root, list] of changes) {
      if (!root.isConnected) continue;
      if (flooded) {
        this.options.changed({ root, first: root, until: null });
        continue;
      }
      for (const { first, last } of list.reverse()) {
        if (first.isConnected) this.options.changed({ root, first, until: nodeBehind(last.isConnected ? last : first) });
      }
    }
    this.options.settled();
  }
}

/** The node that follows a subtree. @param {Node} node @returns {Node | null} */
function nodeBehind(node) {
  for (let at = /** @type {Node | null} */ (node); at; at = at.parentNode) if (at.nextSibling) return at.nextSibling;
  return null;
}
