// What may be wrong with what the person sees of our button, as a table from the cheapest look to the dearest. Reads the page,
// changes nothing. Words of the table are for tests and for telling patience from doubt; nobody reads them.

/**
 * @typedef {object} ArmSight one look at the button
 * @property {CardSurface} surface
 * @property {HTMLElement} button
 * @property {DOMRect} box
 * @property {{x: number, y: number, width: number, height: number} | null} lastBox
 * @property {boolean | null} seen what the browser's own occlusion test says; null where it has none
 * @property {boolean} search look through the whole page
 */

/** @type {[string, (sight: ArmSight) => boolean][]} */
const ARM_FAULTS = [
  ["removed", ({ surface }) => !surface.shown()],
  ["page-hidden", () => document.visibilityState !== "visible"],
  ["page-unfocused", () => !document.hasFocus()],
  ["off-screen", ({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight],
  ["too-small", ({ box }) => box.width < 60 || box.height < 24],
  [
    "moved",
    ({ box, lastBox }) =>
      !lastBox || box.x !== lastBox.x || box.y !== lastBox.y || box.width !== lastBox.width || box.height !== lastBox.height,
  ],
  ["covered", ({ surface, box }) => samplePoints(box).some(([x, y]) => document.elementFromPoint(x, y) !== surface.host)],
  ["restyled", ({ surface }) => tricked(document.documentElement, GROUP_EFFECTS) || tricked(surface.host, OWN_EFFECTS)],
  // Firefox lets an animation of the page show, although the style it animates is ours and important.
  ["animated", ({ surface }) => surface.host.getAnimations().length > 0],
  // What the page around a frame puts over it is seen by Chromium's own test alone.
  ["framed", ({ seen }) => seen === null && window !== window.top],
  ["unseen", ({ seen }) => seen === false],
  ["transition", () => inViewTransition()],
  ["topped", ({ surface, search }) => search && surface.toppedBy().length > 0],
];

/**
 * @param {ArmSight} sight
 * @returns {string | null} the first fault
 */
function armFault(sight) {
  for (const [name, faulty] of ARM_FAULTS) if (faulty(sight)) return name;
  return null;
}

/** The middle and near the corners, where a partial cover would show. @param {DOMRect} box @returns {[number, number][]} */
function samplePoints({ left, top, right, bottom }) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [
    [x, y],
    [left + 6, top + 6],
    [right - 6, top + 6],
    [left + 6, bottom - 6],
    [right - 6, bottom - 6],
  ];
}

/**
 * Properties by which a page could change what is seen of an element and all within it, and the values that are harmless.
 * @type {[string, string[]][]}
 */
const GROUP_EFFECTS = [
  ["opacity", ["1"]],
  ["filter", ["none"]],
  ["transform", ["none"]],
  ["translate", ["none"]],
  ["rotate", ["none"]],
  ["scale", ["none"]],
  ["perspective", ["none"]],
  ["clip-path", ["none"]],
  ["clip", ["auto"]],
  ["mask-image", ["none", ""]],
  ["mask-border-source", ["none", ""]],
  ["-webkit-mask-box-image-source", ["none", ""]],
  ["mix-blend-mode", ["normal"]],
  ["content-visibility", ["visible", ""]],
];

/** The same for our own element, which also hands these down. @type {[string, string[]][]} */
const OWN_EFFECTS = [...GROUP_EFFECTS, ["visibility", ["visible"]], ["pointer-events", ["auto"]], ["zoom", ["1", ""]]];

/** @param {Element} element @param {[string, string[]][]} effects */
function tricked(element, effects) {
  const style = getComputedStyle(element);
  return style.display === "none" || effects.some(([name, plain]) => !plain.includes(style.getPropertyValue(name)));
}

/** During a view transition pictures of the old page lie above everything. */
function inViewTransition() {
  try {
    return document.documentElement.matches(":active-view-transition");
  } catch {
    return false; // a browser without them
  }
}
