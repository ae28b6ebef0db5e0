// Builds and updates small trees of elements. Text goes in as text only; there is no way to put markup in.

const XHTML = "http://www.w3.org/1999/xhtml";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. `on…` is not accepted: listeners are added where their AbortSignal is at hand.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] `true` sets an empty attribute; `false`, `null` and `undefined` set none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function h(tag, attributes = {}, ...children) {
  const element = /** @type {HTMLElementTagNameMap[T]} */ (document.createElementNS(XHTML, tag)); // also in XML documents
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) throw new TypeError("listeners are added with addEventListener");
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * Makes `old` look like `fresh` while keeping the nodes that stay, so that focus, open lists and running animations survive.
 * Children are paired by `data-key`, else by order and tag. What is alike already is left to one comparison by the browser.
 * @param {Element} old
 * @param {Element} fresh
 */
function morph(old, fresh) {
  if (old.isEqualNode(fresh)) {
    for (const select of [old, ...old.querySelectorAll("select")]) if (select instanceof HTMLSelectElement) keepChoice(select);
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);

  const spare = [...old.childNodes];
  const pairing = [...fresh.childNodes].map((wanted) => {
    const index = spare.findIndex((node) => pairs(node, wanted));
    const [kept] = index < 0 ? [] : spare.splice(index, 1);
    return { wanted, kept };
  });
  for (const node of spare) node.remove(); // before the others are placed: a node that is moved loses the focus
  /** @type {ChildNode | null} */
  let place = old.firstChild;
  for (const { wanted, kept } of pairing) {
    const node = kept ?? wanted;
    if (kept instanceof Element && wanted instanceof Element) morph(kept, wanted);
    else if (kept && kept.nodeValue !== wanted.nodeValue) kept.nodeValue = wanted.nodeValue;
    if (node === place) place = place.nextSibling;
    else old.insertBefore(node, place);
  }
  if (old instanceof HTMLSelectElement) keepChoice(old);
}

/** @param {Node} a @param {Node} b */
function pairs(a, b) {
  if (!(a instanceof Element && b instanceof Element))
    return a.nodeType === b.nodeType && !(a instanceof Element) && !(b instanceof Element);
  return a.tagName === b.tagName && a.getAttribute("data-key") === b.getAttribute("data-key");
}

/** A list that the person has touched ignores `selected` attributes; the state is the truth. @param {HTMLSelectElement} select */
function keepChoice(select) {
  const wanted = [...select.options].findIndex((option) => option.hasAttribute("selected"));
  if (wanted >= 0 && select.selectedIndex !== wanted) select.selectedIndex = wanted;
}
