// The person's phones as a choice of one: which of them a call rings first. Shared by the options and the first-run page.

/**
 * @param {Protocol.FromPhone[]} phones
 * @param {string | undefined} chosen
 * @param {{off?: boolean, describedBy?: string | undefined, labelledBy: string}} look
 */
export function phoneChoice(phones, chosen, { off = false, describedBy, labelledBy }) {
  return h(
    "div",
    { class: "phones", role: "radiogroup", "aria-labelledby": labelledBy, "aria-describedby": describedBy, "data-key": "phones" },
    ...phones.map(({ phoneNumber, label, type }) =>
      h(
        "label",
        { class: "phone", "data-key": phoneNumber },
        h("input", { type: "radio", name: "from", "data-set": "from", value: phoneNumber, checked: phoneNumber === chosen, disabled: off }),
        icon(phoneIcon(type)),
        h("span", { class: "what" }, h("bdi", { class: "label" }, label), digits(phoneNumber, "quiet")),
      ),
    ),
  );
}
