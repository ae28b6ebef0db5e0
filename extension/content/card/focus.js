// Where the keyboard is: into the card when it was opened from the keyboard, round inside it, and back where it came from.

/** @param {ShadowRoot} root @returns {HTMLElement[]} in tab order */
function focusable(root) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("button, select, a[href], [tabindex='0']"))].filter(
    (each) => each.getClientRects().length > 0,
  );
}

/**
 * Tab goes round inside the card: the card stands last in the document, so the next stop would be far away.
 * @param {KeyboardEvent} event
 * @param {ShadowRoot} root
 */
function keepTabInside(event, root) {
  if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = focusable(root);
  const at = stops.indexOf(/** @type {HTMLElement} */ (root.activeElement));
  const next = event.shiftKey ? (at <= 0 ? stops.at(-1) : null) : at === stops.length - 1 ? stops[0] : null;
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** What has the focus now, also inside open shadow roots. @returns {HTMLElement | null} */
function deepFocus() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}

/** The same inside closed shadow roots, too; also a frame, or the body. @returns {Element | null} */
function innermostFocus() {
  let active = document.activeElement;
  for (let root = active && shadowRootOf(active); root?.activeElement; root = shadowRootOf(active)) active = root.activeElement;
  return active;
}

/** Has the person gone into a frame? Its presses and keys are not ours to see. */
function focusInFrame() {
  return ["IFRAME", "FRAME", "OBJECT", "EMBED"].includes(innermostFocus()?.nodeName ?? "");
}
