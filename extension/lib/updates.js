// News from the worker while a card is open. The browser stops the worker whenever it likes and the port drops; then we connect
// again, which starts it anew, and its first message brings everything up to date.

const UPDATES_PAUSE = [0, 250, 1000, 4000];

/**
 * @param {(update: Messages.Update) => void} heard
 * @param {AbortSignal} signal
 */
function followUpdates(heard, signal) {
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const connect = () => {
    if (signal.aborted) return;
    /** @type {chrome.runtime.Port} */
    let port;
    try {
      port = chrome.runtime.connect({ name: "updates" });
    } catch {
      return; // the extension was updated or removed; this page's scripts are orphans now
    }
    const stop = () => port.disconnect();
    signal.addEventListener("abort", stop, { once: true });
    port.onMessage.addListener((/** @type {Messages.Update} */ update) => {
      failures = 0;
      if (!signal.aborted) heard(update);
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError;
      signal.removeEventListener("abort", stop);
      timer = setTimeout(connect, UPDATES_PAUSE[Math.min(failures++, UPDATES_PAUSE.length - 1)]);
    });
  };
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  connect();
}
