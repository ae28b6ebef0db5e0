// On a small screen the browser gives the popup less height than it asks for. Then the popup takes what it was given, so that its
// lists scroll inside and the foot stays in sight.

/** Less than this is a popup that is still opening, in CSS pixels. */
const OPENED = 300;

/** The browser may resize it several times while it opens; in ms. */
const SETTLED = 150;

/** @param {Document} page @param {AbortSignal} signal */
export function fitHeight(page, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const fit = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (innerHeight > OPENED && page.body.offsetHeight > innerHeight) page.body.style.height = `${innerHeight}px`;
    }, SETTLED);
  };
  addEventListener("resize", fit, { signal });
  fit();
}
