// What a newly opened page of ours needs to know, whether or not there is a host to ask.

import { Failed, connectionOf, describe } from "./failures.js";

/** What holds while nothing is known. @type {Protocol.Session} */
const NOTHING_KNOWN = {
  account: { signedIn: false, from: [], callerIds: [], notes: [] },
  settings: { region: "US", playPrompt: true },
  policy: { countries: [], perMinute: 5, perHour: 30, perDay: 150, locked: [] },
  simulator: false,
  activeCalls: [],
};

/**
 * @param {Pick<import('./host.js').Host, 'request' | 'version'>} host
 * @returns {Promise<Messages.Session>} never rejected: a connection that fails is part of the answer
 */
export async function currentSession(host) {
  try {
    const session = await host.request("session.get", {});
    return { ...session, connection: "ready", hostVersion: host.version };
  } catch (error) {
    return { ...NOTHING_KNOWN, ...troubleOf(error) };
  }
}

/**
 * @param {unknown} error
 * @returns {{connection: Messages.Connection, connectionError: Messages.Failure}}
 */
export function troubleOf(error) {
  const connection = error instanceof Failed ? connectionOf(error) : "failed";
  return { connection, connectionError: describe(error) };
}
