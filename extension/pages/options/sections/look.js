// Language, colours and notices. Pure.

import { radios, section, select, toggle } from "../parts.js";

/** Languages for which there is a folder in `_locales`; a test compares. */
export const LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "pt-BR", "zh-CN"];

/** @param {import('../state.js').State} state */
export function lookSection(state) {
  if (!state.prefs) return section("look", "gear");
  const { language, theme, notifications } = state.prefs.general;
  const named = LANGUAGES.map((tag) => ({ value: tag, label: ownName(tag), lang: tag }));
  const others = language !== "auto" && !LANGUAGES.includes(language) ? [{ value: language, label: ownName(language) }] : [];
  return section(
    "look",
    "gear",
    select(state, "language", [{ value: "auto", label: say("options_language_auto") }, ...named, ...others], language),
    radios(state, "theme", ["auto", "light", "dark"], theme, { row: true }),
    toggle(state, "notifications", notifications),
  );
}

/** A language's name in itself, as those who read it look for it. @param {string} tag */
function ownName(tag) {
  const name = new Intl.DisplayNames([tag, "en"], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
