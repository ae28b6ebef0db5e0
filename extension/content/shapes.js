// What shapes of a stretch are never telephone numbers: dates, decimals, addresses, cards. Pure; it must look at each group a bounded
// number of times, and leave every doubt to the host, which knows the numbering plans.

/**
 * The value of a short group, for telling days and years from other figures.
 * @param {string} text @param {Stretch} stretch @param {number} g
 */
function groupValue(text, stretch, g) {
  let value = 0;
  for (let i = stretch.starts[g] ?? 0; i < (stretch.ends[g] ?? 0); i++) {
    const digit = digitValue(text.charCodeAt(i));
    if (digit >= 0) value = value * 10 + digit;
  }
  return value;
}

/**
 * Whether three groups from `g` on are a date: 2024-05-12, 12.05.2024, 5/12/24.
 * @param {string} text @param {Stretch} stretch @param {number} g @param {number} last
 */
function isDateAt(text, stretch, g, last) {
  if (g + 2 > last) return false;
  const sign = stretch.signs[g] ?? 0;
  if (sign <= MIXED || sign !== stretch.signs[g + 1] || stretch.strengths[g] !== TIGHT || stretch.strengths[g + 1] !== TIGHT) return false;
  if ((g + 2 < last && isTight(stretch, g + 2, sign)) || (g > 0 && isTight(stretch, g - 1, sign))) return false; // 06.12.34.14.52
  const [a = 0, b = 0, c = 0] = [stretch.lengths[g], stretch.lengths[g + 1], stretch.lengths[g + 2]];
  if (b > 2) return false;
  const middle = groupValue(text, stretch, g + 1);
  if (a === 4 && c <= 2) {
    return isYear(groupValue(text, stretch, g)) && middle >= 1 && middle <= 12 && isDay(groupValue(text, stretch, g + 2));
  }
  if (a > 2 || (c !== 4 && c !== 2)) return false;
  const first = groupValue(text, stretch, g);
  const dayAndMonth = (isDay(first) && middle >= 1 && middle <= 12) || (first >= 1 && first <= 12 && isDay(middle));
  return dayAndMonth && (c === 2 || isYear(groupValue(text, stretch, g + 2)));
}

/** Whether this sign and nothing else stands behind a group. @param {Stretch} s @param {number} g @param {number} sign */
const isTight = (s, g, sign) => s.strengths[g] === TIGHT && s.signs[g] === sign;

/** @param {number} value */
const isDay = (value) => value >= 1 && value <= 31;
/** @param {number} value */
const isYear = (value) => value >= 1800 && value <= 2199;

/** 192.168.100.200 @param {Stretch} s @param {number} first @param {number} last */
const isAddress = (s, first, last) => allTight(s, first, last, 0x2e) && longest(s, first, last) <= 3;

/** Whether two groups are 3.14159265, not 030.23125000. @param {string} text @param {Stretch} s @param {number} g the first */
const isDecimal = (text, s, g) =>
  s.signs[g] === 0x2e && s.strengths[g] === TIGHT && !((s.lengths[g] ?? 0) > 1 && text.charCodeAt(s.starts[g] ?? 0) === 0x30);

/** 2 0 1 5 5 5, 1.2.3.4.5: figures, not groups. @param {Stretch} s @param {number} first @param {number} last */
function isSingles(s, first, last) {
  let singles = 0;
  for (let g = first; g <= last; g++) if (s.lengths[g] === 1) singles++;
  return singles > 2;
}

/** 4111 1111 1111 1111, and what follows the letters of an IBAN. @param {Stretch} s @param {number} first @param {number} last */
const isFours = (s, first, last) => allLong(s, first, last - 1, 4) && (s.lengths[last] ?? 0) <= 4;

/** 3782 822463 10005 @param {Stretch} s @param {number} g */
const isCard = (s, g) => s.lengths[g] === 4 && s.lengths[g + 1] === 6 && s.lengths[g + 2] === 5;

/** More groups than this are crumbs. */
const MAX_NUMBER_GROUPS = 9;

/** What is no telephone number whatever the country. @param {string} text @param {Stretch} s @param {number} first @param {number} last */
function isNever(text, s, first, last) {
  const groups = last - first + 1;
  if (groups < 2) return false; // no shape at all
  if (groups === 2) return isDecimal(text, s, first);
  if (groups > MAX_NUMBER_GROUPS || isSingles(s, first, last)) return true;
  if (groups === 3) return isCard(s, first) || isDateAt(text, s, first, last);
  return isFours(s, first, last) || (groups === 4 && isAddress(s, first, last));
}

/** What a number looks like whose digits are spelled out: "call 0 2 0 7 9 4 6 0 0 1 8". @param {Stretch} s @param {number} first @param {number} last */
function isSpelled(s, first, last) {
  return longest(s, first, last) <= 2 && last - first >= 7 && last - first < 15;
}

/** @param {Stretch} s @param {number} first @param {number} last @param {number} sign */
function allTight(s, first, last, sign) {
  for (let g = first; g < last; g++) if (!isTight(s, g, sign)) return false;
  return true;
}

/** Whether every group has this length. @param {Stretch} s @param {number} first @param {number} last @param {number} length */
function allLong(s, first, last, length) {
  for (let g = first; g <= last; g++) if (s.lengths[g] !== length) return false;
  return true;
}

/**
 * How many groups a pattern has that repeats all through: four of 201 555 0123 201 555 0124 … repeat after three groups. Patterns
 * of equal groups do not count unless each begins with a zero, because columns of figures look like that.
 * @param {string} text @param {Stretch} s @param {number} first @param {number} last
 * @returns {number} 0 when there is none
 */
function repeatingGroups(text, s, first, last) {
  const groups = last - first + 1;
  for (let period = 2; period <= 5; period++) {
    if (groups % period !== 0 || groups === period) continue;
    let repeats = true;
    for (let g = first + period; repeats && g <= last; g++) repeats = s.lengths[g] === s.lengths[g - period];
    if (!repeats) continue;
    if (!allLong(s, first, last, s.lengths[first] ?? 0)) return period;
    let zeros = true;
    for (let g = first; zeros && g <= last; g += period) zeros = digitValue(text.charCodeAt(s.starts[g] ?? 0)) === 0;
    if (zeros) return period;
  }
  return 0;
}

/** @param {Stretch} s @param {number} first @param {number} last */
function longest(s, first, last) {
  let most = 0;
  for (let g = first; g <= last; g++) most = Math.max(most, s.lengths[g] ?? 0);
  return most;
}
