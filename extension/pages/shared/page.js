// What every page of ours does first: speaks the person's language, wears their theme, and knows how to ask the worker.

/**
 * Asks the worker for something.
 * @template {Messages.Name} N
 * @param {N} name
 * @param {Messages.Table[N]['params']} params
 * @returns {Promise<Messages.Table[N]['result']>}
 * @throws {Messages.Failure}
 */
export async function ask(name, params) {
  /** @type {Messages.Reply<Messages.Table[N]['result']> | undefined} */
  const reply = await chrome.runtime.sendMessage({ name, params });
  if (!reply) throw { code: "internal", message: "", remedy: "" };
  if (reply.error) throw reply.error;
  return /** @type {Messages.Table[N]['result']} */ (reply.result);
}

/**
 * What a thrown thing means to a person: a refusal as it is, and nothing of the raw words of any other.
 * @param {unknown} thrown
 * @returns {Refusal}
 */
export function asRefusal(thrown) {
  const refusal = /** @type {Refusal | null | undefined} */ (thrown);
  return refusal?.code ? refusal : { code: "internal" };
}

/**
 * Language, direction and theme; then the sentences of the page's own markup: `data-say` names the text of an element,
 * `data-say-label` its accessible name.
 * @returns {Promise<Messages.Preferences | null>} null where the worker does not answer
 */
export async function begin() {
  const [words, prefs] = await Promise.all([
    ask("ui.words", {}).then(
      (result) => result.words,
      () => null,
    ),
    ask("prefs.get", {}).catch(() => null),
  ]);
  useWords(words);
  const top = document.documentElement;
  top.lang = uiLanguage();
  top.dir = uiDirection();
  wear(prefs?.theme ?? "auto");
  sayAll(document);
  return prefs;
}

/** @param {Messages.Theme} theme */
export function wear(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** @param {ParentNode} root */
export function sayAll(root) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-say]"))) {
    element.textContent = say(element.dataset.say ?? "");
  }
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-say-label]"))) {
    element.setAttribute("aria-label", say(element.dataset.sayLabel ?? ""));
  }
}
