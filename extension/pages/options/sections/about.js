// Which versions are at work, and the way to the set-up guide. Pure.

import { plain, section } from "../parts.js";

/** @param {import('../state.js').State} state */
export function aboutSection({ session }) {
  const fact = (/** @type {string} */ key, /** @type {string} */ value) => [h("dt", { "data-key": key }, say(key)), h("dd", { "data-key": `${key}-value` }, value)];
  return section(
    "about",
    "info",
    plain(
      "versions",
      h("dl", { class: "facts-of" },
        ...fact("options_version_extension", chrome.runtime.getManifest().version),
        ...fact("options_version_host", session?.connection === "ready" ? (session.hostVersion ?? "") : say("options_version_none"))),
      h("p", { class: "quiet" }, say("options_trademark")),
      h("div", { class: "buttons" }, actButton("set-up", say("options_set_up"), { icon: "arrow" })),
    ),
  );
}
