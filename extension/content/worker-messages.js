// What the worker asks of this page: list the marks, show one, go from one to the next, open the card for a selection.

/** Marks that the popup lists. */
const MOST_LISTED = 200;

/**
 * @param {object} page
 * @param {Marks} page.marks
 * @param {Steps} page.steps
 * @param {(target: CardTarget) => void} page.open
 * @param {Selected} page.selected
 * @param {(element: Element) => string[]} page.regions
 * @param {() => void} page.reload preferences have changed
 * @param {AbortSignal} signal
 */
function listenToWorker({ steps, open, selected, regions, reload }, signal) {
  /** As last told to the popup. @type {Mark[]} */
  let listed = [];
  /** As last told to the worker, which goes from one to the next. @type {Mark[]} */
  let order = [];

  /** @type {{[N in keyof Messages.PageTable]: (params: Messages.PageTable[N]['params']) => Messages.PageTable[N]['result']}} */
  const answers = {
    "marks.list": () => {
      listed = steps.inOrder().slice(0, MOST_LISTED);
      return { marks: listed.map(({ text, number, pieces }) => ({ text, number, rectTop: rectsOf(pieces)[0]?.top ?? 0 })) };
    },
    "marks.show": ({ index }) => {
      const mark = listed[index];
      if (mark) steps.show(mark);
    },
    "steps.here": () => steps.here((order = steps.inOrder())),
    "steps.goTo": ({ index }) => {
      const mark = order[index];
      if (mark) steps.goTo(mark);
    },
    "steps.leave": () => steps.leave(),
    "card.open": ({ text, region, source }) => {
      // The shortcut asks every frame at once; the one that the person is in answers.
      if (source === "shortcut" && !selected.isHere()) return undefined;
      const wanted = text || selected.text();
      if (!wanted) return { opened: false };
      open({
        text: wanted.slice(0, LINK_TEXT), number: null, region: region ?? regions(selected.element())[0] ?? null,
        rects: selected.place(), source,
      });
      return { opened: true };
    },
    "prefs.changed": () => reload(),
  };

  /** @type {Parameters<typeof chrome.runtime.onMessage.addListener>[0]} */
  const listener = (message, sender, respond) => {
    if (sender.id !== chrome.runtime.id || signal.aborted || !Object.hasOwn(answers, message?.name)) return;
    const answer = /** @type {(params: unknown) => unknown} */ (answers[/** @type {keyof typeof answers} */ (message.name)]);
    const result = answer(message.params);
    if (result !== undefined) respond(result);
  };
  chrome.runtime.onMessage.addListener(listener);
  signal.addEventListener("abort", () => {
    try {
      chrome.runtime.onMessage.removeListener(listener);
    } catch {
      // The extension is gone, and the listener with it.
    }
  });
}
