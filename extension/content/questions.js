// Turns a place in a run into a question for the host, and the host's answer back into parts of text nodes. White space is sent as it
// is seen: what the browser draws as one space is one space. The number that is dialled is cut from the very text that was judged.

/**
 * @typedef {object} Question
 * @property {Run} run
 * @property {Candidate} candidate
 * @property {string} text what the host sees
 * @property {number[] | null} places for each character of `text` behind the label its place in the run; null: all in a row
 * @property {number} lead characters of label before it
 * @property {number} from where in the run it begins
 * @property {string[]} regions to be tried in order
 * @property {string | null} href the link that the place stands in, when it names the same number
 */

/** What a browser may draw in another way than it is written. */
const UNEVEN_SPACE = /[\t\n\r\f\v\u2028]|  /;

/**
 * @param {Run} run
 * @param {Candidate} candidate
 * @param {object} setting
 * @param {boolean} setting.preformatted
 * @param {string} setting.label
 * @param {string[]} setting.regions
 * @param {string | null} setting.href
 * @param {number | undefined} setting.floor where the candidate before ends
 * @param {number | undefined} setting.ceiling where the next one begins
 * @returns {Question}
 */
function newQuestion(run, candidate, { preformatted, label, regions, href, floor, ceiling }) {
  const { from, to } = contextOf(run.text, candidate, floor, ceiling);
  const raw = run.text.slice(from, to);
  const common = { run, candidate, from, regions, href, lead: 0, places: null };
  if (href) return { ...common, text: href };
  const lead = from === 0 && !candidate.cutLeft ? label : "";
  if (!UNEVEN_SPACE.test(raw)) return { ...common, text: lead + raw, lead: lead.length };
  const { text, places } = asSeen(raw, from, preformatted && !candidate.joined, candidate.joined);
  return { ...common, text: lead + text, lead: lead.length, places };
}

/**
 * A text with its white space as it is drawn.
 * @param {string} raw
 * @param {number} from place of its first character
 * @param {boolean} preformatted
 * @param {boolean} joined ends of lines are spaces
 * @returns {{text: string, places: number[]}}
 */
function asSeen(raw, from, preformatted, joined) {
  let text = "";
  /** @type {number[]} */
  const places = [];
  for (let i = 0; i < raw.length; i++) {
    const character = raw[i] ?? "";
    const code = raw.charCodeAt(i);
    const isNewLine = code === 0x2028 || (preformatted && (code === 0x0a || code === 0x0d));
    const seen = isNewLine && !joined ? "\n" : code === 0x2028 || (code <= 0x20 && kindOf(code) === SPACE) ? " " : character;
    if (seen === " " && !preformatted && (text.endsWith(" ") || text.endsWith("\n"))) continue;
    text += seen;
    places.push(from + i);
  }
  return { text, places };
}

/**
 * Where on the page the host's answer stands.
 * @param {Question} question
 * @param {Pick<Protocol.Match, 'start' | 'end'>} match in places of the question's text
 * @returns {{pieces: Piece[], text: string} | null} null when it is not about the place that was asked about
 */
function placeOf({ run, candidate, text, places, lead, from, href }, { start, end }) {
  if (href) return { pieces: run.pieces(candidate.start, candidate.end), text: href };
  if (start < lead) return null;
  const first = places ? places[start - lead] : from + start - lead;
  const last = places ? places[end - lead - 1] : from + end - lead - 1;
  if (first === undefined || last === undefined || first >= candidate.end || last < candidate.start) return null;
  return { pieces: run.pieces(first, last + 1), text: text.slice(start, end) };
}
