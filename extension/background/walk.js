// From number to number through all frames of a page, in the order in which a person reads them: a frame's marks come where the frame
// stands. Which mark is next is decided here, by one pure function; the documents only say what they hold.

import { askFrame } from "./pages.js";

/** @typedef {{frameId: number, index: number}} Stop */

/**
 * @typedef {object} Branch a document of the page, or one that we only know to be around others
 * @property {number} frameId
 * @property {Messages.StepsHere | null} here
 * @property {Map<number, Branch>} inside by place
 */

/** @param {number} frameId @param {Messages.StepsHere | null} here @returns {Branch} */
const branch = (frameId, here) => ({ frameId, here, inside: new Map() });

/** A frame in a shadow tree. The document around it knows where those stand, and each that it is one, but not which. */
const UNLISTED = -1;

/**
 * The documents as a tree. Those whose place nobody knows come last; those in shadow trees count as made in the order in which they are
 * read, as nearly all are.
 * @param {Map<number, Messages.StepsHere>} answers by frame id
 */
function treeOf(answers) {
  const top = branch(0, answers.get(0) ?? null);
  let last = Number.MAX_SAFE_INTEGER - answers.size;
  const asMade = [...answers].sort(([a], [b]) => a - b);
  for (const [frameId, here] of asMade) {
    if (frameId === 0) continue;
    let at = top;
    for (const given of here.path ?? [last++]) {
      let place = given;
      if (given === UNLISTED) while (at.inside.has(place)) place -= 1;
      const next = at.inside.get(place) ?? branch(-1, null);
      at.inside.set(place, next);
      at = next;
    }
    Object.assign(at, { frameId, here });
  }
  return top;
}

/**
 * Where to go from here.
 * @param {Map<number, Messages.StepsHere>} answers of every document, by frame id
 * @param {1 | -1} by
 * @returns {Stop | null} the next mark, round and round; null when there is none
 */
export function nextStop(answers, by) {
  /** @type {Stop[]} */
  const stops = [];
  let current = -1;
  /** @type {number | null} the first thing in the person's own document that is not above the viewport */
  let start = null;
  const inFront = [...answers].find(([, { inFront }]) => inFront)?.[0] ?? 0;

  /** @param {Branch} at */
  const read = ({ frameId, here, inside }) => {
    const count = here?.count ?? 0;
    const stands = new Map(here?.frames.map((frame, nth) => [frame.place, { ...frame, nth }]));
    const frames = [...inside].map(([place, within]) => ({ before: count, above: true, nth: Infinity, ...stands.get(place), place, within }));
    frames.sort((a, b) => a.before - b.before || (a.nth === b.nth ? a.place - b.place : a.nth - b.nth));
    for (let index = 0; index <= count; index++) {
      for (const frame of frames) {
        if (frame.before !== index) continue;
        if (frameId === inFront && !frame.above) start ??= stops.length;
        read(frame.within);
      }
      if (frameId === inFront && index === here?.inView) start ??= stops.length;
      if (index === count) break;
      if (here?.current === index && (current < 0 || frameId === inFront)) current = stops.length;
      stops.push({ frameId, index });
    }
  };
  read(treeOf(answers));

  if (stops.length === 0) return null;
  const first = start ?? 0;
  const place = current >= 0 ? current + by : by > 0 ? first : first - 1;
  return stops[(place + stops.length) % stops.length] ?? null;
}

/** Keys are pressed faster than frames answer: each step waits for the one before it, or both would start from the same number. */
let walked = Promise.resolve();

/**
 * Shows the next number of a page, or the one before.
 * @param {number} tabId
 * @param {number[]} frames
 * @param {1 | -1} by
 */
export function walk(tabId, frames, by) {
  walked = walked.catch(() => {}).then(() => step(tabId, frames, by));
  return walked;
}

/** @param {number} tabId @param {number[]} frames @param {1 | -1} by */
async function step(tabId, frames, by) {
  const answers = await Promise.all(frames.map(async (frameId) => [frameId, await askFrame(tabId, frameId, "steps.here", {})]));
  const known = /** @type {[number, Messages.StepsHere][]} */ (answers.filter(([, here]) => here !== undefined));
  const next = nextStop(new Map(known), by);
  if (!next) return;
  for (const [frameId, { current }] of known) {
    if (current !== null && frameId !== next.frameId) await askFrame(tabId, frameId, "steps.leave", {});
  }
  await askFrame(tabId, next.frameId, "steps.goTo", { index: next.index });
}
