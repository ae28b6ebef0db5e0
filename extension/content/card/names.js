// Names that no page can guess: for requests, and for the custom properties of the card's style.

/** Pages without https have no `crypto.randomUUID`. @returns {string} */
const newName = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The same style under custom properties of other names. A page that knows a name can register it (`@property`), and then say what
 * it is worth inside our shadow root, too: no colour, no size.
 * @param {string} css
 * @returns {string}
 */
function unguessable(css) {
  const prefix = `--x${newName()}-`;
  return css.replace(/(?<![\w-])--(?=[a-z])/g, prefix);
}
