// Reads the extension's classic scripts into a world of their own, in the order given, as the manifest does.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const EXTENSION = fileURLToPath(new URL("../../../extension/", import.meta.url));

export const english = JSON.parse(readFileSync(`${EXTENSION}_locales/en/messages.json`, "utf8"));

/**
 * @param {string[]} files below extension/
 * @param {string[]} names what to hand out of that world
 * @param {object} [globals] what else there is in it
 */
export function classic(files, names, globals = {}) {
  const chrome = { i18n: { getMessage: (key, values) => (key === "@@ui_locale" ? "en" : english[key] ? context.fillIn(english[key], values ?? []) : "") } };
  const context = vm.createContext({ chrome, Intl, console, KeyboardEvent: class {}, ...globals });
  for (const file of files) vm.runInContext(readFileSync(EXTENSION + file, "utf8"), context, { filename: file });
  return vm.runInContext(`({${names.join(",")}})`, context);
}

/** What came out of another world has other prototypes; compare the data. */
export const plain = (value) => JSON.parse(JSON.stringify(value));
