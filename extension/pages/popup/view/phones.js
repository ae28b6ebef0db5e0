// Which of the person's phones rings first, what the other side sees, and whether 1 must be pressed.

import { firstPhone } from "../state.js";

/** @param {import('../state.js').PopupState} state */
export function phonesView(state) {
  const { session } = state;
  const shown = session?.connection === "ready" && session.account.signedIn;
  return h("section", { id: "phones", "aria-label": say("popup_phones_label") }, ...(session && shown ? choices(state, session) : []));
}

/** @param {import('../state.js').PopupState} state @param {Messages.Session} session */
function choices({ unsaved }, session) {
  const { phones, wanted, phone } = firstPhone(session);
  const { callerId, playPrompt } = session.settings;
  const locked = new Set(session.policy.locked);
  const refused = unsaved && errorWords(unsaved);
  return [
    pick("from", phoneIcon(phone?.type ?? ""), say("card_from"), withWanted(phones, wanted), wanted, locked.has("from")),
    h("details", { "data-key": "more" },
      h("summary", {}, icon("chevron"), h("span", {}, say("popup_more"))),
      pick("callerId", "person", say("popup_caller_id"), [{ phoneNumber: "", label: say("popup_caller_id_usual") }, ...withWanted(session.account.callerIds, callerId)], callerId ?? "", locked.has("callerId")),
      toggle("prompt", say("popup_prompt"), playPrompt, locked.has("playPrompt")),
      ...session.account.notes.map((note) => h("p", { class: "quiet" }, note))),
    refused ? notice("warn", "warning", refused.message, refused.remedy) : null,
  ];
}

/** A choice that the account no longer lists is still the choice. @template {{phoneNumber: string, label: string}} T @param {T[]} list @param {string | undefined} wanted */
function withWanted(list, wanted) {
  if (!wanted || list.some(({ phoneNumber }) => phoneNumber === wanted)) return list;
  return [{ phoneNumber: wanted, label: wanted }, ...list];
}

/**
 * @param {string} key
 * @param {string} iconName
 * @param {string} label
 * @param {{phoneNumber: string, label: string}[]} list
 * @param {string | undefined} chosen
 * @param {boolean} fixed by the administrator
 */
function pick(key, iconName, label, list, chosen, fixed) {
  // The number only where the label alone would not tell which.
  const name = (/** @type {{phoneNumber: string, label: string}} */ each) =>
    list.filter((other) => other.label === each.label).length > 1 ? say("card_phone_choice", each.label, each.phoneNumber) : each.label;
  return h(
    "div",
    { class: "setting", "data-key": key },
    icon(fixed ? "lock" : iconName),
    h("label", {}, h("span", { class: "caption" }, label), h("span", { class: "select" },
      h("select", { "data-change": key, "data-key": `${key}-list`, disabled: fixed || list.length === 0, title: fixed && say("error_setting_locked") },
        ...list.map((each) => h("option", { value: each.phoneNumber, selected: each.phoneNumber === chosen }, name(each)))),
      icon("chevron"))),
  );
}

/**
 * A switch, named by the words beside it.
 * @param {string} act
 * @param {string} label
 * @param {boolean} on
 * @param {boolean} fixed
 */
export function toggle(act, label, on, fixed) {
  return h(
    "button",
    { type: "button", class: "toggle", role: "switch", "aria-checked": String(on), "aria-disabled": fixed && "true", "data-act": act, "data-key": act, title: fixed && say("error_setting_locked") },
    h("span", { class: "label" }, label),
    fixed ? icon("lock") : null,
    h("span", { class: "knob", "aria-hidden": "true" }),
  );
}
