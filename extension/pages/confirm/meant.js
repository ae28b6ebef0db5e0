// Since when a click in the confirmation window can be meant for it: pure arithmetic, no window and no clock.

/** A window that opens under the pointer must not take a click meant for what was there before; in ms. */
const MEANT_AFTER = 500;

/**
 * @param {number | null} since when the window came to the front or was last pressed too early; null while it is behind
 * @param {{inFront: boolean, pressed?: boolean}} seen `pressed`: a mouse button, finger or key has just gone down in it
 * @param {number} now ms on a clock that only goes forward
 * @returns {{since: number | null, armed: boolean}} whoever clicks away at something must stop first, and look
 */
export function meant(since, { inFront, pressed = false }, now) {
  if (!inFront) return { since: null, armed: false };
  if (since === null) return { since: now, armed: false };
  const armed = now - since >= MEANT_AFTER;
  return { since: pressed && !armed ? now : since, armed };
}
