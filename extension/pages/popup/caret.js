// The dial box writes a number as people do while it is typed, and the caret stays where the person put it. Pure.

/** What a number may be written with; anything else (letters, an extension) is left as typed. */
const PLAIN = /^[\s()+\-./\u2010-\u2015\d]*$/;

/** What counts when places are compared. @param {string} text */
const bare = (text) => text.replace(/[^\d+]/g, "");

/**
 * `text` as the number is written, when that changes nothing but spaces and marks.
 * @param {string} text as typed
 * @param {number} caret UTF-16 place in it
 * @param {Protocol.Number} number
 * @returns {{text: string, caret: number} | null} null where it stays as it is
 */
export function written(text, caret, number) {
  if (!PLAIN.test(text)) return null;
  const best = [number.international, number.national].find((form) => bare(form) === bare(text));
  if (best === undefined || best === text) return null;
  const before = bare(text.slice(0, caret)).length;
  return { text: best, caret: caret >= text.trimEnd().length ? best.length : placeAfter(best, before) };
}

/** The place behind the `count`th digit or plus. @param {string} text @param {number} count */
function placeAfter(text, count) {
  let place = 0;
  for (let seen = 0; seen < count && place < text.length; place++) if (/[\d+]/.test(text[place] ?? "")) seen++;
  return place;
}
