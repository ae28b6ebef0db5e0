// The four steps from an installed extension to a first call, and which of them are done. Pure.

/**
 * @typedef {'host' | 'account' | 'phone' | 'try'} Step
 * @typedef {'linux' | 'mac' | 'win'} System
 *
 * @typedef {object} State
 * @property {Messages.Session | null} session
 * @property {System} system which commands are shown
 * @property {string} copied the command that was copied last
 * @property {'' | 'asking' | 'opened'} signingIn
 * @property {Refusal | null} error of the step that is being done
 * @property {boolean} choosing the phone is being chosen anew
 * @property {string} dial
 * @property {boolean} starting
 * @property {string | null} requestId of the test call
 * @property {Protocol.Call | null} call
 * @property {string | null} connectedAt
 * @property {boolean} asked the confirmation window has the call
 * @property {boolean} called some call was made with this host before
 * @property {string} shortcut keys that open the popup; empty where there are none
 */

/** @type {Step[]} */
export const STEPS = ["host", "account", "phone", "try"];

/** @param {State} state @returns {Record<Step, boolean>} */
export function doneSteps({ session, call, called }) {
  const host = session?.connection === "ready";
  const account = host && session.account.signedIn;
  const phone = account && session.settings.from !== undefined;
  const tried = called || (call !== null && ["connected", "ended"].includes(call.phase));
  return { host, account, phone, try: phone && tried };
}

/** The step to be done now: the first that is not; null when all are. @param {State} state @returns {Step | null} */
export function currentStep(state) {
  const done = doneSteps(state);
  return STEPS.find((step) => !done[step]) ?? null;
}

/**
 * How pipx, which installs programs written in Python, comes to a system that lacks it. Each line is one command.
 * @type {Record<System, string[]>}
 */
export const GET_PIPX = {
  linux: ["sudo apt install pipx", "pipx ensurepath"],
  mac: ["brew install pipx", "pipx ensurepath"],
  win: ["py -m pip install --user pipx", "py -m pipx ensurepath"],
};

export const GET_HOST = "pipx install ringout-host";
export const CONNECT_HOST = "ringout install";

/** @param {string} os as `chrome.runtime.getPlatformInfo` names it @returns {System} */
export function systemOf(os) {
  return os === "mac" || os === "win" ? os : "linux";
}
