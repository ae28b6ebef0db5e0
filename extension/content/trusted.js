// The only way to listen to what a person does: events that a page makes up are dropped here, in one place (design rule 3).

/**
 * Listens on the window before anything of the page can, to trusted events alone.
 * @template {keyof WindowEventMap} T
 * @param {T} type
 * @param {AbortSignal} signal
 * @param {(event: WindowEventMap[T]) => void} heard
 * @param {boolean} [passive] it never takes the event from the page
 */
function onTrusted(type, signal, heard, passive = false) {
  addEventListener(type, (event) => {
    if (event.isTrusted) heard(event);
  }, { capture: true, passive, signal });
}

/** Takes an event: neither the page nor the browser acts on it. @param {Event} event */
function take(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
