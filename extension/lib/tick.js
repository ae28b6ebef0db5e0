// The clocks inside the card: elements with `data-since` count up, those with `data-until` count down (both in ms since 1970).
// Writes only when the shown second changes. Nothing is spoken: a clock that talks every second helps nobody.

/**
 * @param {ParentNode} root
 * @param {number} now
 * @returns {boolean} whether a countdown has come to its end
 */
function tickClocks(root, now) {
  let due = false;
  for (const clock of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-since], [data-until]"))) {
    const { since, until } = clock.dataset;
    const text = stopwatch(since !== undefined ? now - Number(since) : Math.ceil((Number(until) - now) / 1000) * 1000);
    if (clock.textContent !== text) clock.textContent = text;
    if (until !== undefined && Number(until) <= now) due = true;
  }
  return due;
}
