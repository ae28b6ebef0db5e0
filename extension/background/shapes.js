// What a message may look like: small checks for its parameters. Unknown keys, wrong kinds and over-long texts are refused,
// because a message may come from a page's process that somebody else controls.

import { Failed } from "./failures.js";

/** @typedef {(value: unknown) => boolean} Check */

/** @type {Check} */
export const isBoolean = (value) => typeof value === "boolean";

/** @param {number} max @param {number} [min] @returns {Check} */
export const text = (max, min = 0) => (value) => typeof value === "string" && value.length >= min && value.length <= max;

/** @param {number} min @param {number} max @returns {Check} */
export const whole = (min, max) => (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

/** @param {string[]} words @returns {Check} */
export const oneOf = (...words) => (value) => typeof value === "string" && words.includes(value);

/** @param {Check} item @param {number} max @returns {Check} */
export const list = (item, max) => (value) => Array.isArray(value) && value.length <= max && value.every(item);

/** @param {Check} check @returns {Check} */
export const orNull = (check) => (value) => value === null || check(value);

/** @param {Check} check @returns {Check} */
export const optional = (check) => (value) => value === undefined || check(value);

/** ISO 3166-1 alpha-2, in either case. @type {Check} */
export const region = (value) => typeof value === "string" && /^[A-Za-z]{2}$/.test(value);

/** @type {Check} */
export const anything = () => true;

/**
 * An object with these keys and no others.
 * @param {Record<string, Check>} keys
 * @returns {Check}
 */
export const record = (keys) => (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const given = /** @type {Record<string, unknown>} */ (value);
  return (
    Object.keys(given).every((key) => Object.hasOwn(keys, key)) &&
    Object.entries(keys).every(([key, check]) => check(given[key]))
  );
};

/** Refuses what does not fit. @param {boolean} fits @returns {asserts fits} */
export function insist(fits) {
  if (!fits) throw new Failed("bad-request");
}

const requestId = text(128, 1);
const rawText = text(1000);
const maybeRegion = optional(orNull(region));
const maybePhone = optional(orNull(text(64, 1)));
const span = record({ id: (id) => text(64)(id) || whole(0, 2 ** 31)(id), text: rawText });

const start = {
  requestId,
  text: rawText,
  region: maybeRegion,
  from: maybePhone,
  callerId: maybePhone,
  playPrompt: optional(orNull(isBoolean)),
};

/** The parameters of every message. @type {Record<Messages.Name, Check>} */
export const SHAPES = {
  "session.get": record({}),
  "numbers.match": record({ texts: list(span, 2000), region: maybeRegion }),
  "numbers.inspect": record({ text: rawText, region: maybeRegion }),
  "calls.start": record({ ...start, confirmation: optional(orNull(text(128, 1))) }),
  "calls.cancel": record({ id: requestId }),
  "calls.get": record({ id: requestId }),
  "calls.list": record({
    limit: whole(1, 200),
    before: optional(orNull(requestId)),
    to: optional(text(32, 1)),
  }),
  "confirm.open": record(start),
  "prefs.get": record({ site: optional(text(260)), tabId: optional(whole(0, 2 ** 31)) }),
  "prefs.set": record({ key: text(32, 1), value: anything, site: optional(text(260, 1)) }),
  "ui.styles": record({ names: list(oneOf("card"), 8) }),
  "ui.words": record({}),
  "page.open": record({ page: oneOf("options", "welcome") }),
  "prefs.list": record({}),
  "page.list": record({ tabId: whole(0, 2 ** 31) }),
  "page.show": record({ tabId: whole(0, 2 ** 31), frameId: whole(0, 2 ** 31), index: whole(0, 100_000) }),
  "calls.clear": record({}),
  // The host checks these itself; here only that it is a plain record of its keys.
  "settings.update": record({
    region: maybeRegion,
    from: maybePhone,
    callerId: maybePhone,
    playPrompt: optional(orNull(isBoolean)),
    countries: optional(orNull(list(region, 300))),
    perMinute: optional(orNull(whole(1, 60))),
    perHour: optional(orNull(whole(1, 1000))),
    perDay: optional(orNull(whole(1, 10_000))),
  }),
  "account.signIn": record({}),
  "account.signOut": record({}),
  "diagnostics.run": record({}),
  "confirm.get": record({ id: requestId }),
  "numbers.confirm": record({ text: rawText, region: maybeRegion }),
};
