// Our icons, as data, and the one function that draws them. A classic script, so that content scripts share it by manifest
// order and pages by <script src>. An icon never carries meaning alone: words stand beside it or in the control's name.

/**
 * Outlines on a 24 × 24 grid, drawn with a round 1.75 pen. A leading `*` fills the shape instead.
 * @type {Record<string, string[]>}
 */
const ICON_SHAPES = {
  handset: [
    "M6.2 3.5h2.7l1.7 4.3-2.1 1.5a12.4 12.4 0 0 0 6.2 6.2l1.5-2.1 4.3 1.7v2.7a2.1 2.1 0 0 1-2.3 2.1A16.8 16.8 0 0 1 4.1 5.8 2.1 2.1 0 0 1 6.2 3.5Z",
  ],
  ring: [
    "M5.7 5h2.2l1.5 3.7-1.8 1.3a10.6 10.6 0 0 0 5.4 5.4l1.3-1.8L18 15.1v2.2a1.8 1.8 0 0 1-2 1.8A14.4 14.4 0 0 1 3.9 7a1.8 1.8 0 0 1 1.8-2Z",
    "M14 6.5a4.3 4.3 0 0 1 3.5 3.5",
    "M14.4 3a7.8 7.8 0 0 1 6.6 6.6",
  ],
  hangup: ["M3.3 14.9v-2.3C8.3 8.3 15.7 8.3 20.7 12.6v2.3l-4.5 1.3-1.2-2.9a9.4 9.4 0 0 0-6 0l-1.2 2.9Z"],
  check: ["M5 12.6 9.7 17.3 19.2 7"],
  cross: ["M6 6 18 18", "M18 6 6 18"],
  minimise: ["M6 10 12 16 18 10"],
  chevron: ["M7.5 10 12 14.5 16.5 10"],
  arrow: ["M5 12h13.5", "M13 6.5 18.5 12 13 17.5"],
  copy: ["M9 8.5h9.5V20H9Z", "M6 15.5H5V4h9.5v1.5"],
  globe: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z", "M3.8 12h16.4", "M12 3.5c-5 5.3-5 11.7 0 17 5-5.3 5-11.7 0-17Z"],
  history: ["M4 12a8 8 0 1 0 2.6-5.9L4 8.5", "M4 4.5v4h4", "M12 8v4.3l2.9 1.7"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z", "M12 7.5V12l3.2 2"],
  mobile: ["M8 3.5h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1Z", "M11 17.7h2"],
  desk: [
    "M4 9.5V7.8c0-2 1-2.8 2.5-2.8h11c1.5 0 2.5.8 2.5 2.8v1.7h-4.3V8.3H8.3v1.2Z",
    "M6.5 12 4.5 19h15l-2-7",
    "*M9.2 12.9h1.4v1.4H9.2Z",
    "*M13.4 12.9h1.4v1.4h-1.4Z",
    "*M9.2 15.8h1.4v1.4H9.2Z",
    "*M13.4 15.8h1.4v1.4h-1.4Z",
  ],
  person: ["M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 12 4Z", "M4.8 20a7.2 7.2 0 0 1 14.4 0"],
  warning: ["M12 4 21 19.5H3Z", "M12 10v4.3", "*M11.1 16h1.8v1.8h-1.8Z"],
  question: [
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
    "M9.6 9.7a2.5 2.5 0 1 1 3.7 2.2c-.9.5-1.3 1-1.3 2",
    "*M11.1 15.7h1.8v1.8h-1.8Z",
  ],
  info: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z", "M12 11v5.5", "*M11.1 7h1.8v1.8h-1.8Z"],
  shield: ["M12 3.5 19 6v5.5c0 4.3-2.8 7.5-7 9-4.2-1.5-7-4.7-7-9V6Z", "M9 11.8l2.2 2.2 3.9-4.2"],
  lock: ["M6 10.5h12v9H6Z", "M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"],
  forbid: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z", "M6.1 6.1l11.8 11.8"],
  gear: [
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
    "M10.3 3.5h3.4l.5 2.3 1.8 1 2.2-.7 1.7 2.9-1.7 1.6v2.1l1.7 1.6-1.7 2.9-2.2-.7-1.8 1-.5 2.3h-3.4l-.5-2.3-1.8-1-2.2.7-1.7-2.9 1.7-1.6v-2.1L4.1 9l1.7-2.9 2.2.7 1.8-1Z",
  ],
  keypad: [
    "*M5.2 4.5h2.6v2.6H5.2Z",
    "*M10.7 4.5h2.6v2.6h-2.6Z",
    "*M16.2 4.5h2.6v2.6h-2.6Z",
    "*M5.2 10h2.6v2.6H5.2Z",
    "*M10.7 10h2.6v2.6h-2.6Z",
    "*M16.2 10h2.6v2.6h-2.6Z",
    "*M5.2 15.5h2.6v2.6H5.2Z",
    "*M10.7 15.5h2.6v2.6h-2.6Z",
    "*M16.2 15.5h2.6v2.6h-2.6Z",
  ],
  backspace: ["M8.5 5.5H20v13H8.5L3 12Z", "M11.5 9.5l5 5", "M16.5 9.5l-5 5"],
  search: ["M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z", "M15.3 15.3 20 20"],
  locate: ["M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12Z", "M12 3v3", "M12 18v3", "M3 12h3", "M18 12h3", "*M10.7 10.7h2.6v2.6h-2.6Z"],
  list: ["M8.5 6.5H20", "M8.5 12H20", "M8.5 17.5H20", "*M4 5.6h1.8v1.8H4Z", "*M4 11.1h1.8v1.8H4Z", "*M4 16.6h1.8v1.8H4Z"],
  plus: ["M12 5v14", "M5 12h14"],
  trash: ["M5 7h14", "M9.5 7V4.5h5V7", "M6.7 7l.8 12.5h9L17.3 7", "M10.5 10.5v5.5", "M13.5 10.5v5.5"],
  external: ["M13.5 4.5h6v6", "M19.5 4.5 11 13", "M17 13.5v6H4.5V7h6"],
  download: ["M12 4v11", "M7 10.5 12 15.5 17 10.5", "M5 19.5h14"],
  reload: ["M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9", "M19.5 4.5V9H15"],
  plug: ["M9 3.5v4", "M15 3.5v4", "M6.5 7.5h11v3.5a5.5 5.5 0 0 1-11 0Z", "M12 16.5v4"],
  signin: ["M13 4.5h6v15h-6", "M4 12h10", "M10 8l4 4-4 4"],
};

/**
 * Draws one icon. It is hidden from assistive technology, because the words beside it say the same.
 * @param {string} name a key of ICON_SHAPES
 * @returns {SVGSVGElement}
 * @throws {RangeError} when there is no such icon
 */
function icon(name) {
  const shapes = ICON_SHAPES[name];
  if (!shapes) throw new RangeError(`no icon named ${name}`);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const set = (/** @type {Element} */ node, /** @type {Record<string, string>} */ values) => {
    for (const [key, value] of Object.entries(values)) node.setAttribute(key, value);
  };
  set(svg, {
    class: `icon icon-${name}`,
    viewBox: "0 0 24 24",
    width: "20",
    height: "20",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
  });
  for (const shape of shapes) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const filled = shape.startsWith("*");
    set(path, filled ? { d: shape.slice(1), fill: "currentColor", stroke: "none" } : { d: shape });
    svg.append(path);
  }
  return svg;
}
