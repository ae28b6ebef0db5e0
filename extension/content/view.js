// What is on the screen now, as far as a few points tell: what to read and what to draw first. Reads the layout, changes nothing.

/** Points down the middle of the viewport that are asked for what is there. */
const VIEW_POINTS = 9;

/** @returns {[x: number, y: number][]} */
const viewPoints = () => Array.from({ length: VIEW_POINTS }, (_, n) => [innerWidth / 2, (innerHeight * (n + 0.5)) / VIEW_POINTS]);

/** @returns {Part | null} null at the beginning of the page, or when the points tell nothing */
function partInView() {
  if (scrollY === 0) return null;
  const seen = viewPoints().flatMap(([x, y]) => document.elementFromPoint(x, y) ?? []);
  const innermost = seen.filter((element) => !seen.some((other) => other !== element && element.contains(other)));
  const [first] = innermost;
  const last = innermost.at(-1);
  if (!first || !last) return null;
  /** @type {Node | null} */
  let until = last;
  for (let n = 0; until && n < VIEW_POINTS; n++) until = nodeBehind(until); // what the points missed
  return { root: document, first: first.previousElementSibling ?? first, until };
}

/** Some place in a text on the screen, when there is one. @returns {{node: Text, offset: number} | null} */
function placeInView() {
  for (const [x, y] of viewPoints()) {
    const caret = document.caretPositionFromPoint(x, y);
    if (caret?.offsetNode instanceof Text) return { node: caret.offsetNode, offset: caret.offset };
  }
  return null;
}
