// The last content script: joins the parts, once for each document, and undoes all of them together. Nothing is asked, drawn or
// listened for beyond the page's own changes until there is something that may be a number.

/** ms after the document started at which a slow page is read although more of it is still to come. */
const SLOW_PAGE = 1000;
/** ms after loading at which elements are asked again for shadow trees: those come late and leave no other trace. */
const LATE_TREES = [1500, 6000];
/** ms of rest after scrolling. */
const SCROLL_REST = 200;

/**
 * Starts everything in this document.
 * @param {AbortSignal} signal undoes it
 */
function startPage(signal) {
  const marks = new Marks((mark) => drawing.forget(mark));
  const drawing = new Drawing(marks, placeInView, signal);
  const sheets = new ShadowSheets();
  const settings = new Settings(settingsChanged, signal);
  const roots = new ShadowRoots(readRoot);
  const parked = new Parked((element) => readElement(element), signal);
  const selected = new Selected(signal);
  const evidence = new LinkEvidence(() => roots.list());
  const optOut = new OptOut();
  /** @type {Generator<void, void, void>[]} */
  const searches = [];
  const searchSlices = new Slices(search, signal);
  /** The evidence that the page was read with. */
  let readWith = "";
  /** @type {string[]} */
  let unwanted = [];

  const scanner = new Scanner({
    marks, signal, ready, regions,
    marked: (trees) => {
      for (const root of trees) sheets.dress(root);
      drawing.plan();
    },
    parked: (element) => parked.add(element),
    isUnwanted: (text, number) => isUnwanted(text, number.e164),
  });

  const watcher = new Watcher({
    signal,
    textChanged: (node) => marks.removeOn(node),
    rulesChanged: (element) => {
      for (const mark of marks) if (mark.pieces.some(({ node }) => element.contains(node))) marks.remove(mark);
    },
    changed: readPart,
    settled: () => {
      evidence.changed();
      optOut.changed();
      marks.sweep();
      drawing.restore(performance.now());
      parked.look();
    },
  });

  const steps = new Steps(marks, drawing, roots, (mark) => openMark(mark, true), signal);

  new Pointer({
    marks, drawing, roots, signal,
    onMark: (mark) => openMark(mark, false),
    onLink: (link, element) => void openLink(link, element),
    takesLinks,
    onTouched: (element) => {
      if (!settings.known && readLink(hrefAround(element))) void settings.load();
      drawing.restore(performance.now());
    },
  });

  signal.addEventListener("abort", () => {
    marks.clear();
    sheets.undo(roots.list());
    closeCard();
  });
  listenToWorker({ marks, steps, open, selected, regions, reload: () => settings.reload() }, signal);
  whenReadable(signal, () => {
    watcher.watch(document);
    const view = partInView();
    readPart({ root: document, first: document, until: null });
    if (view) scanner.read(view);
    for (const ms of LATE_TREES) after(ms, signal, () => findTrees({ root: document, first: document, until: null }));
    listenToScrolling();
  });

  /** Whether numbers may be marked here. Asks for the preferences first; that is when the rest of the extension wakes. */
  function ready() {
    if (!settings.known) {
      void settings.load();
      return false;
    }
    return settings.preferences?.marking === true && !optOut.said;
  }

  /** @param {Element} element */
  function regions(element) {
    const lang = element.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
    return regionsToTry({
      chosen: settings.preferences?.region, lang, host: location.hostname, links: evidence.region, account: settings.account,
    });
  }

  /** @param {string} text @param {string} e164 */
  function isUnwanted(text, e164) {
    return unwanted.some((not) => not === text || not === e164);
  }

  /** @param {Messages.Scheme} scheme */
  function takesLinks(scheme) {
    const { preferences } = settings;
    return preferences === null || (preferences.links && preferences.schemes.includes(scheme));
  }

  /** @param {CardTarget} target */
  function open(target) {
    if (extensionAlive()) openCard(target).catch(() => {});
  }

  /** @param {Mark} mark @param {boolean} byKeyboard */
  function openMark({ text, number, region, pieces }, byKeyboard) {
    const oneClick = !byKeyboard && settings.preferences?.oneClick === true;
    open({ text, number, region, rects: () => rectsOf(pieces), source: "mark", byKeyboard, oneClick });
  }

  /** @param {{scheme: Messages.Scheme, text: string}} link @param {Element} element */
  async function openLink({ scheme, text }, element) {
    if (!settings.known) {
      await settings.load();
      // The person wants such links to be the browser's: it is asked to follow this one after all.
      if (!takesLinks(scheme)) return void location.assign(text);
    }
    const link = element.closest("a, area") ?? element;
    open({ text, number: null, region: regions(element)[0] ?? null, rects: () => [...link.getClientRects()], source: "link" });
  }

  /** @param {Element} element */
  function readElement(element) {
    readPart({ root: element.getRootNode(), first: element, until: nodeBehind(element) });
  }

  /** @param {ShadowRoot} root */
  function readRoot(root) {
    evidence.found(root);
    watcher.watch(root);
    readPart({ root, first: root, until: null });
  }

  /** @param {Part} part */
  function readPart(part) {
    scanner.read(part);
    findTrees(part);
  }

  /** @param {Part} part */
  function findTrees({ root, first, until }) {
    searches.push(roots.search(root, first, until));
    searchSlices.plan();
  }

  /** @param {() => boolean} pressed */
  function search(pressed) {
    while (searches.length > 0 && !pressed()) if (searches[0]?.next().done) searches.shift();
    return searches.length > 0;
  }

  /** What comes into view is read first, and gets room for its marks. */
  function listenToScrolling() {
    let rest = 0;
    const rested = () => {
      rest = 0;
      drawing.follow();
      if (scanner.settled) return;
      marks.makeRoom();
      const view = partInView();
      if (view) scanner.read(view);
    };
    addEventListener("scroll", () => {
      clearTimeout(rest);
      rest = setTimeout(rested, SCROLL_REST);
    }, { capture: true, passive: true, signal });
    signal.addEventListener("abort", () => clearTimeout(rest));
  }

  function settingsChanged() {
    const { preferences } = settings;
    const now = JSON.stringify([preferences?.marking, preferences?.region, settings.account]);
    const known = readWith !== "";
    if (known && now !== readWith) {
      scanner.forget();
      marks.clear();
    }
    const wanted = unwanted.filter((text) => !preferences?.notNumbers.includes(text));
    if (known && (now !== readWith || wanted.length > 0)) {
      for (const root of [document, ...roots.list()]) readPart({ root, first: root, until: null });
    }
    unwanted = preferences?.notNumbers ?? [];
    readWith = now;
    for (const mark of marks) if (isUnwanted(mark.text, mark.number.e164)) marks.remove(mark);
    scanner.wake();
  }

  return { marks, drawing, scanner, roots, settings };
}

/** Calls when there is something to read: the document is there, or has been coming for long. @param {AbortSignal} signal @param {() => void} begin */
function whenReadable(signal, begin) {
  if (document.readyState !== "loading") return begin();
  let begun = false;
  const once = () => {
    if (!begun && document.documentElement) begin();
    begun = true;
  };
  document.addEventListener("DOMContentLoaded", once, { signal });
  after(SLOW_PAGE, signal, once);
}

/** What runs in this document. */
const thisPage = startPage(extensionGone.signal);
