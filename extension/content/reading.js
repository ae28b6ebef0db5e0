// Which elements' text may be read at all, and which of it can be seen now. Each element is judged once per slice of work, and only
// when something in it looks like a number.

const READ = 0;
/** Not now: it may be shown later. */
const HIDDEN = 1;
const NEVER_READ = 2;

/** Code, form values, editors, and what a page has opted out. `ringout-card` is our own. */
const UNREAD =
  "script,style,noscript,template,textarea,input,select,option,datalist,iframe,object,embed,canvas,audio,video,title,math,ringout-card," +
  "[data-ringout='off'],[role='textbox'],[role='searchbox'],[role='spinbutton']," +
  ".CodeMirror,.cm-editor,.monaco-editor,.ace_editor,.ql-editor,.ProseMirror,.kix-appview-editor";

/** Asked with `checkVisibility`; `details` that are closed and subtrees skipped by the page are covered by it. */
const SEEN = { visibilityProperty: true, opacityProperty: true };

/**
 * Whether an element is shown: not where on the screen, but at all.
 * @param {Element} element
 */
function isShown(element) {
  if (element.checkVisibility(SEEN)) return true;
  // An element with `display: contents` has no box of its own.
  for (let node = /** @type {Element | null} */ (element); node && getComputedStyle(node).display === "contents"; ) {
    node = node.parentElement;
    if (node?.checkVisibility(SEEN)) return true;
  }
  return false;
}

/**
 * Whether a text that stands directly in an element is shown, which the element itself may be without it.
 * @param {Text} node
 * @param {Element} element
 */
function isTextShown(node, element) {
  if (!isShown(element)) return false;
  if (element instanceof HTMLDetailsElement && !element.open) return false;
  if (getComputedStyle(element).contentVisibility === "hidden") return false;
  // The light text of a shadow host is shown only where a slot takes it.
  return node.parentNode !== element || !mayHost(element) || openShadow(element) === null || rectsOf([{ node, start: 0, end: node.length, text: node.data }]).length > 0;
}

/** Whether a person can type in it. SVG and MathML elements do not know it themselves. @param {Element} element */
function isEditable(element) {
  for (let node = /** @type {Element | null} */ (element); node; node = node.parentElement) {
    if (node instanceof HTMLElement) return node.isContentEditable;
  }
  return false;
}

/**
 * @param {Text} text
 * @param {Element} element that it stands directly in
 * @returns {number} READ, HIDDEN or NEVER_READ
 */
function readingOf(text, element) {
  for (let node = /** @type {Element | null} */ (element); node; ) {
    if (node.closest(UNREAD) || document.designMode === "on" || isEditable(node)) return NEVER_READ;
    const root = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return isTextShown(text, element) ? READ : HIDDEN;
}
