// What is shown and where: which values there are, what they may be, and which of them holds on a site.
// Pure. An administrator's value wins over the person's, which wins over the default; nothing here decides what may be dialled.

import { Failed } from "./failures.js";
import { isBoolean, list, oneOf, region, text } from "./shapes.js";

/** @type {Messages.GeneralPreferences} */
export const DEFAULTS = {
  marking: "everywhere",
  links: true,
  schemes: ["tel", "callto", "rcmobile", "rcapp"],
  notifications: true,
  theme: "auto",
  language: "auto",
};

/** @type {Record<keyof Messages.GeneralPreferences, import('./shapes.js').Check>} */
const GENERAL = {
  marking: oneOf("everywhere", "chosen", "nowhere"),
  links: isBoolean,
  schemes: list(oneOf(...DEFAULTS.schemes), DEFAULTS.schemes.length),
  notifications: isBoolean,
  theme: oneOf("auto", "light", "dark"),
  language: (value) => typeof value === "string" && /^(auto|[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)$/.test(value),
};

/** @type {Record<keyof Messages.SitePreferences, import('./shapes.js').Check>} */
const SITE = {
  marking: isBoolean,
  oneClick: isBoolean,
  region,
  notNumbers: list(text(100, 1), 500),
};

/** What a content script may set, for the site that it runs on. */
const FROM_CONTENT = new Set(["region", "notNumbers"]);

const SITES = list(text(260, 1), 5_000);

/** What an administrator may fix; see `managed-schema.json`. @type {Record<string, import('./shapes.js').Check>} */
const MANAGED = { ...GENERAL, oneClickSites: SITES, markedSites: SITES, unmarkedSites: SITES };

const MAX_SITES = 5_000;

/**
 * @typedef {{general: Partial<Messages.GeneralPreferences>, sites: Record<string, Messages.SitePreferences>}} Chosen
 * @typedef {Partial<Messages.GeneralPreferences> & {oneClickSites?: string[], markedSites?: string[], unmarkedSites?: string[]}} Managed
 */

/** @type {Chosen} */
export const NOTHING_CHOSEN = { general: {}, sites: {} };

/** An administrator's values, without those that make no sense. @param {Record<string, unknown>} given @returns {Managed} */
export function managedFrom(given) {
  return Object.fromEntries(Object.entries(MANAGED).flatMap(([key, check]) => (check(given[key]) ? [[key, given[key]]] : [])));
}

/** @param {Chosen} chosen @param {Managed} managed @returns {Messages.GeneralPreferences} */
export function general(chosen, managed) {
  const fixed = Object.fromEntries(Object.keys(GENERAL).flatMap((key) => (key in managed ? [[key, managed[/** @type {keyof Managed} */ (key)]]] : [])));
  return { ...DEFAULTS, ...chosen.general, ...fixed };
}

/** @param {Managed} managed @param {string} site */
export function locked(managed, site) {
  const keys = Object.keys(GENERAL).filter((key) => key in managed);
  if (managed.oneClickSites) keys.push("oneClick");
  const listed = managed.markedSites?.includes(site) || managed.unmarkedSites?.includes(site);
  if (listed && !keys.includes("marking")) keys.push("marking");
  return keys;
}

/**
 * What an administrator has fixed for single sites. Of a site on both lists the numbers are not marked.
 * @param {Managed} managed
 * @returns {Messages.AllPreferences['fixedSites']}
 */
export function fixedSites({ markedSites = [], unmarkedSites = [], oneClickSites = [] }) {
  /** @type {Messages.AllPreferences['fixedSites']} */
  const fixed = {};
  for (const site of markedSites) fixed[site] = { marking: true };
  for (const site of unmarkedSites) fixed[site] = { marking: false };
  for (const site of oneClickSites) fixed[site] = { ...fixed[site], oneClick: true };
  return fixed;
}

/**
 * What holds on this site.
 * @param {Chosen} chosen
 * @param {Managed} managed
 * @param {string} site
 * @returns {Messages.Preferences}
 */
export function effective(chosen, managed, site) {
  const { marking, ...rest } = general(chosen, managed);
  const own = chosen.sites[site] ?? {};
  /** @type {Messages.Preferences} */
  const preferences = {
    ...rest,
    site,
    marking: marks(marking, own, managed, site),
    oneClick: managed.oneClickSites?.includes(site) ?? own.oneClick ?? false,
    notNumbers: own.notNumbers ?? [],
    locked: locked(managed, site),
  };
  if (own.region) preferences.region = own.region;
  return preferences;
}

/**
 * @param {Messages.GeneralPreferences['marking']} mode
 * @param {Messages.SitePreferences} own
 * @param {Managed} managed
 * @param {string} site
 */
function marks(mode, own, managed, site) {
  if (managed.unmarkedSites?.includes(site)) return false;
  if (managed.markedSites?.includes(site)) return true;
  if (mode === "nowhere") return false;
  return own.marking ?? mode === "everywhere";
}

/**
 * The person's choices with one more made, or with `null` taken back.
 * @param {Chosen} chosen
 * @param {Managed} managed
 * @param {{key: string, value: unknown, site?: string}} change
 * @returns {Chosen}
 * @throws {Failed} `bad-request`, `setting-locked`
 */
export function withChoice(chosen, managed, { key, value, site }) {
  const checks = /** @type {Record<string, import('./shapes.js').Check>} */ (site === undefined ? GENERAL : SITE);
  if (!Object.hasOwn(checks, key) || !(value === null || checks[key]?.(value))) throw new Failed("bad-request");
  if (locked(managed, site ?? "").includes(key)) throw new Failed("setting-locked");
  if (site === undefined) return { ...chosen, general: changed(chosen.general, key, value) };
  const own = changed(chosen.sites[site] ?? {}, key, value);
  const { [site]: _, ...others } = chosen.sites;
  if (Object.keys(own).length === 0) return { ...chosen, sites: others };
  if (Object.keys(others).length >= MAX_SITES) throw new Failed("busy");
  return { ...chosen, sites: { ...others, [site]: own } };
}

/** Whether a content script may set this. @param {string} key */
export function mayContentSet(key) {
  return FROM_CONTENT.has(key);
}

/**
 * @template {object} T
 * @param {T} record
 * @param {string} key
 * @param {unknown} value
 * @returns {T}
 */
function changed(record, key, value) {
  const { [/** @type {keyof T} */ (key)]: _, ...rest } = record;
  return /** @type {T} */ (value === null ? rest : { ...rest, [key]: value });
}
