// Messages to the worker. It outlives a worker that is being started again, and goes quiet for good when the extension itself has
// gone (updated, switched off, removed). It must never write to the page's console.

/** Aborted when this extension no longer exists; everything on the page is undone then. */
const extensionGone = new AbortController();

/** Pauses before a message is sent again, in ms. A worker or event page starts within one second. */
const RETRY_AFTER = [40, 120, 400, 1200];

/** What is not sent again once the worker may have begun it. `calls.start` may be: the same requestId never dials twice. */
const ONCE = new Set(["confirm.open", "page.open"]);

/** @type {Messages.Failure} */
const GONE = { code: "internal", message: "", remedy: "" };

/** Whether the extension that this script belongs to is still there. */
function extensionAlive() {
  let alive = false;
  try {
    alive = Boolean(chrome.runtime?.id);
  } catch {
    // Firefox throws when it has torn down the extension's half of this page.
  }
  if (!alive) extensionGone.abort();
  return alive;
}

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks the worker for something.
 * @template {Messages.Name} N
 * @param {N} name
 * @param {Messages.Table[N]['params']} params
 * @param {{signal?: AbortSignal}} [options] when aborted, the answer no longer matters and never comes
 * @returns {Promise<Messages.Table[N]['result']>}
 * @throws {Messages.Failure} as the worker says it, or with empty sentences when the extension is gone
 */
async function ask(name, params, { signal } = {}) {
  for (let attempt = 0; ; attempt++) {
    if (!extensionAlive()) throw GONE;
    try {
      /** @type {Messages.Reply<Messages.Table[N]['result']> | undefined} */
      const reply = await chrome.runtime.sendMessage({ name, params });
      if (signal?.aborted) return await new Promise(() => {});
      if (reply?.error) throw reply.error;
      if (reply) return /** @type {Messages.Table[N]['result']} */ (reply.result);
      throw new Error("the worker went away");
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const unheard = error.message.includes("Receiving end does not exist");
      const wait = RETRY_AFTER[attempt];
      if (wait === undefined || (!unheard && ONCE.has(name))) {
        throw extensionAlive() ? { code: "internal", message: say("error_internal"), remedy: say("error_internal_remedy") } : GONE;
      }
      await pause(wait);
    }
  }
}
