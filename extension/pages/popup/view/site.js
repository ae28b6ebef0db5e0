// The foot of the popup: whether numbers are marked on the site of the page in front.

import { toggle } from "./phones.js";

/** @param {import('../state.js').PopupState} state */
export function siteView({ site, siteStuck }) {
  const known = site?.site ?? "";
  return h(
    "footer",
    { id: "site", hidden: !known },
    siteStuck ? notice("info", "info", say("popup_site_stuck"), say("popup_site_stuck_remedy")) : null,
    known && site ? toggle("site", say("popup_mark_site", known === "file:" ? say("popup_files") : known), site.marking, site.locked.includes("marking")) : null,
  );
}
