// The call history as files: a table for spreadsheets (RFC 4180) and JSON. Pure, but for `readAll`, which asks page by page.

const PAGE = 200;

/** @type {[string, (call: Protocol.Call) => string | undefined][]} the columns of the table; their names are for programs too, so they stay English */
const COLUMNS = [
  ["started", (call) => call.startedAt],
  ["ended", (call) => call.endedAt],
  ["outcome", (call) => call.phase],
  ["number", (call) => call.to.e164],
  ["written", (call) => call.to.international],
  ["country", (call) => call.to.region],
  ["type", (call) => call.to.type],
  ["extension", (call) => call.to.extension],
  ["from", (call) => call.from],
  ["caller_id", (call) => call.callerId],
  ["page", (call) => call.origin],
  ["reason", (call) => call.reason?.code],
  ["reason_text", (call) => call.reason?.message],
  ["id", (call) => call.id],
];

/** Spreadsheets run what looks like a formula; a telephone number with its plus sign is none. @param {string} text */
function cell(text) {
  const harmless = /^\+\d[\d ()-]*$/.test(text) || !/^[=+\-@\t\r]/.test(text);
  return `"${(harmless ? text : `'${text}`).replaceAll('"', '""')}"`;
}

/** @param {Protocol.Call[]} calls */
export function toCsv(calls) {
  const lines = [COLUMNS.map(([name]) => name), ...calls.map((call) => COLUMNS.map(([, read]) => read(call) ?? ""))];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`; // with the mark, Excel reads UTF-8
}

/** @param {Protocol.Call[]} calls */
export function toJson(calls) {
  return `${JSON.stringify({ calls }, null, 2)}\n`;
}

/**
 * Every call there is, newest first.
 * @param {typeof import('../shared/page.js').ask} ask
 * @param {(count: number) => void} progress
 * @returns {Promise<Protocol.Call[]>}
 */
export async function readAll(ask, progress) {
  /** @type {Protocol.Call[]} */
  const all = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const { calls } = await ask("calls.list", before === undefined ? { limit: PAGE } : { limit: PAGE, before });
    all.push(...calls);
    progress(all.length);
    if (calls.length < PAGE) return all;
  }
}

/**
 * Lets the browser save a text as a file.
 * @param {string} text
 * @param {string} type
 * @param {string} name
 */
export function download(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
