// How the worker says no: one kind of error, with a stable word and two sentences for the person.
// Never shows a raw exception; what nobody foresaw becomes `internal`.

/** Something was not done. `code` is a `Protocol.Code` or a `Messages.OwnCode`. */
export class Failed extends Error {
  /**
   * @param {string} code
   * @param {{message?: string, remedy?: string, retryAfter?: number, answered?: boolean}} [more] sentences, where the host sent
   *   its own; `answered` when the host itself refused, so that nothing else can follow
   */
  constructor(code, { message, remedy, retryAfter, answered = false } = {}) {
    super(message ?? code);
    this.code = code;
    this.said = message;
    this.remedy = remedy;
    this.retryAfter = retryAfter;
    this.answered = answered;
  }
}

/** @type {Record<string, Messages.Connection>} */
const CONNECTIONS = {
  "host-missing": "missing",
  "host-forbidden": "missing",
  "outdated-host": "outdated-host",
  "outdated-extension": "outdated-extension",
};

/**
 * What a failure says about the way to the host.
 * @param {Failed} failed
 * @returns {Messages.Connection}
 */
export function connectionOf(failed) {
  return CONNECTIONS[failed.code] ?? "failed";
}

/**
 * Whatever was thrown, as it goes to a page: words by code from `_locales`, unless the host sent better ones.
 * @param {unknown} thrown
 * @returns {Messages.Failure}
 */
export function describe(thrown) {
  const failed = thrown instanceof Failed ? thrown : new Failed("internal");
  if (failed !== thrown) console.error(thrown);
  const key = `error_${failed.code.replaceAll("-", "_")}`;
  /** @type {Messages.Failure} */
  const failure = {
    code: failed.code,
    message: failed.said ?? word(key),
    remedy: failed.remedy ?? word(`${key}_remedy`),
  };
  if (failed.retryAfter !== undefined) failure.retryAfter = failed.retryAfter;
  return failure;
}

/**
 * A JSON-RPC error of the host.
 * @param {unknown} error
 */
export function fromHost(error) {
  const data = /** @type {{data?: Partial<Messages.Failure>}} */ (error)?.data;
  if (typeof data?.code !== "string") return new Failed("internal", { answered: true });
  const { code, message, remedy, retryAfter } = data;
  return new Failed(code, { message, remedy, retryAfter, answered: true });
}

/** @param {string} key */
function word(key) {
  return globalThis.chrome?.i18n?.getMessage(key) || key;
}
