// News from the worker while somebody looks. The browser stops the worker whenever it likes and the port drops; then we connect
// again, which starts it anew, and its first messages bring everything up to date. A hidden page lets go, so that a forgotten
// tab keeps neither the worker nor the host running.

const UPDATES_PAUSE = [0, 250, 1000, 4000];

/**
 * @param {(update: Messages.Update) => void} heard
 * @param {AbortSignal} signal
 */
function followUpdates(heard, signal) {
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {chrome.runtime.Port | null} */
  let connected = null;
  const connect = () => {
    if (signal.aborted || connected || document.visibilityState === "hidden") return;
    /** @type {chrome.runtime.Port} */
    let port;
    try {
      port = chrome.runtime.connect({ name: "updates" });
    } catch {
      return; // the extension was updated or removed; this page's scripts are orphans now
    }
    connected = port;
    port.onMessage.addListener((/** @type {Messages.Update} */ update) => {
      failures = 0;
      if (connected === port) heard(update);
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError;
      if (connected !== port) return;
      connected = null;
      timer = setTimeout(connect, UPDATES_PAUSE[Math.min(failures++, UPDATES_PAUSE.length - 1)]);
    });
  };
  const letGo = () => {
    clearTimeout(timer);
    const port = connected;
    connected = null;
    port?.disconnect();
  };
  signal.addEventListener("abort", letGo, { once: true });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? letGo() : connect()), {
    signal,
  });
  connect();
}
