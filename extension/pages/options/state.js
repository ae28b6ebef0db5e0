// Everything that the options page shows, in one record.

/**
 * @typedef {object} Saved what became of the last change
 * @property {string} field
 * @property {import('./settings.js').Change[] | null} undo what takes it back
 * @property {boolean} [undone]
 * @property {Refusal} [error]
 *
 * @typedef {object} State
 * @property {Messages.Session | null} session
 * @property {Messages.AllPreferences | null} prefs
 * @property {Saved | null} saved
 * @property {Record<string, string>} drafts texts that could not be saved, by field
 * @property {import('./country-picker.js').Pick | null} pick the open list of countries
 * @property {string} copied the command that was copied last
 * @property {'' | 'asking' | 'opened'} signingIn
 * @property {boolean} leaving asked whether to sign out
 * @property {Refusal | null} accountError
 * @property {boolean} diagnosing
 * @property {Protocol.Diagnosis | null} diagnosis
 * @property {Refusal | null} diagnosisError
 * @property {{format: string, count: number, over: boolean, error?: Refusal} | null} exported
 * @property {'' | 'asked' | 'busy'} clearing
 * @property {{count: number} | {error: Refusal} | null} cleared
 * @property {'' | 'asked' | 'refused'} handler the browser was asked to open telephone links with us
 */

/** @type {State} */
export const BEFORE = {
  session: null,
  prefs: null,
  saved: null,
  drafts: {},
  pick: null,
  copied: "",
  signingIn: "",
  leaving: false,
  accountError: null,
  diagnosing: false,
  diagnosis: null,
  diagnosisError: null,
  exported: null,
  clearing: "",
  cleared: null,
  handler: "",
};
