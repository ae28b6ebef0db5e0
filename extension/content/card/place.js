// Where the card goes: numbers in, numbers out, no browser. It never covers the telephone number where there is any room
// beside it, and never leaves the viewport.

/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box in CSS pixels of the viewport
 * @typedef {object} Placement
 * @property {'below' | 'above' | 'after' | 'before' | 'sheet' | 'small'} side where the card stands, seen from the number
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} maxHeight beyond which the card scrolls inside
 */

const CARD_WIDTH = 336;
const CARD_MARGIN = 8;
const CARD_GAP = 8;
/** Narrower viewports get a sheet over their full width. */
const SHEET_BELOW = 380;
/** The width of a card that was made small. */
const SMALL_WIDTH = 300;
/** Less height than this shows no Call button, so another side is better. */
const LEAST_HEIGHT = 176;

/** @param {Placement} a @param {Placement} b */
function samePlace(a, b) {
  return a.side === b.side && a.left === b.left && a.top === b.top && a.width === b.width && a.maxHeight === b.maxHeight;
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}

/** @param {Box[]} boxes @returns {Box} */
function unionOf(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/**
 * @param {object} given
 * @param {Box[]} given.anchor the number's line boxes; none when the number is gone
 * @param {{width: number, height: number}} given.viewport
 * @param {number} given.height the card's natural height at its width
 * @param {boolean} given.rtl whether the number stands in right-to-left text
 * @param {Placement | null} [given.before] where the card stands now: it stays on its side while that side has room
 * @returns {Placement}
 */
function placeCard({ anchor, viewport, height, rtl, before = null }) {
  const room = { width: viewport.width - 2 * CARD_MARGIN, height: viewport.height - 2 * CARD_MARGIN };
  if (viewport.width < SHEET_BELOW) return sheet(anchor, viewport, height);
  const width = Math.min(CARD_WIDTH, room.width);
  if (!anchor.length) {
    if (!before) return corner(viewport, width, rtl);
    const kept = inside(before.left, before.top, width, Math.min(height, room.height), viewport);
    return { ...before, ...kept, width, maxHeight: room.height };
  }

  const number = unionOf(anchor);
  const start = rtl ? /** @type {Box} */ (anchor[0]).right - width : /** @type {Box} */ (anchor[0]).left;
  const left = clamp(start, CARD_MARGIN, viewport.width - CARD_MARGIN - width);
  const below = viewport.height - CARD_MARGIN - (number.bottom + CARD_GAP);
  const above = number.top - CARD_GAP - CARD_MARGIN;

  /** @type {Record<'below' | 'above', (space: number) => Placement>} */
  const stacked = {
    below: (space) => ({
      side: "below",
      left,
      top: Math.max(CARD_MARGIN, number.bottom + CARD_GAP),
      width,
      maxHeight: Math.min(space, room.height),
    }),
    above: (space) => {
      const shown = Math.min(height, space, room.height);
      return {
        side: "above",
        left,
        top: Math.min(number.top - CARD_GAP, viewport.height - CARD_MARGIN) - shown,
        width,
        maxHeight: Math.min(space, room.height),
      };
    },
  };
  const needed = Math.min(height, room.height);
  if (before?.side === "above" && above >= needed) return stacked.above(above);
  if (below >= needed) return stacked.below(below);
  if (above >= needed) return stacked.above(above);

  const beside = besides(number, viewport, width, height, rtl);
  if (beside) return beside;
  if (Math.max(below, above) >= LEAST_HEIGHT) return below >= above ? stacked.below(below) : stacked.above(above);
  return sheet(anchor, viewport, height);
}

/** @param {Box} number @param {{width: number, height: number}} viewport @param {number} width @param {number} height @param {boolean} rtl @returns {Placement | null} */
function besides(number, viewport, width, height, rtl) {
  const right = number.right + CARD_GAP;
  const left = number.left - CARD_GAP - width;
  const fits = { right: right + width <= viewport.width - CARD_MARGIN, left: left >= CARD_MARGIN };
  if (!fits.right && !fits.left) return null;
  const toRight = rtl ? !fits.left : fits.right;
  const maxHeight = viewport.height - 2 * CARD_MARGIN;
  const top = clamp(
    number.top,
    CARD_MARGIN,
    Math.max(CARD_MARGIN, viewport.height - CARD_MARGIN - Math.min(height, maxHeight)),
  );
  return { side: toRight !== rtl ? "after" : "before", left: toRight ? right : left, top, width, maxHeight };
}

/** Full width, at the bottom; at the top when the number is in the lower half. @param {Box[]} anchor @param {{width: number, height: number}} viewport @param {number} height @returns {Placement} */
function sheet(anchor, viewport, height) {
  const number = anchor.length ? unionOf(anchor) : null;
  const below = number ? viewport.height - clamp(number.bottom, 0, viewport.height) : viewport.height;
  const above = number ? clamp(number.top, 0, viewport.height) : 0;
  const space = Math.max(below, above) - CARD_GAP;
  const maxHeight = space >= Math.min(height, LEAST_HEIGHT) ? space : viewport.height;
  const shown = Math.min(height, maxHeight);
  return { side: "sheet", left: 0, top: below >= above ? viewport.height - shown : 0, width: viewport.width, maxHeight };
}

/** @param {number} left @param {number} top @param {number} width @param {number} height @param {{width: number, height: number}} viewport */
function inside(left, top, width, height, viewport) {
  return {
    left: clamp(left, CARD_MARGIN, Math.max(CARD_MARGIN, viewport.width - CARD_MARGIN - width)),
    top: clamp(top, CARD_MARGIN, Math.max(CARD_MARGIN, viewport.height - CARD_MARGIN - height)),
  };
}

/** For a number without a place on the page (context menu, shortcut). @param {{width: number, height: number}} viewport @param {number} width @param {boolean} rtl @returns {Placement} */
function corner(viewport, width, rtl) {
  const maxHeight = viewport.height - 2 * CARD_MARGIN;
  return { side: "below", left: rtl ? CARD_MARGIN : viewport.width - CARD_MARGIN - width, top: CARD_MARGIN, width, maxHeight };
}

/**
 * A small card stands at the edge of the viewport, in the corner where reading ends; in the one above when the number is there.
 * @param {Parameters<typeof placeCard>[0]} given
 * @returns {Placement}
 */
function placeSmall({ anchor, viewport, height, rtl }) {
  const width = Math.min(SMALL_WIDTH, viewport.width - 2 * CARD_MARGIN);
  const left = rtl ? CARD_MARGIN : viewport.width - CARD_MARGIN - width;
  const top = Math.max(CARD_MARGIN, viewport.height - CARD_MARGIN - height);
  const covered = anchor.some((box) => box.right > left && box.left < left + width && box.bottom > top && box.top < top + height);
  return { side: "small", left, top: covered ? CARD_MARGIN : top, width, maxHeight: viewport.height - 2 * CARD_MARGIN };
}
