// Keeps form controls as the state says. A control that the person has touched ignores its attributes from then on, so after
// every redraw its properties are set too; a text that is being typed is left alone.

/** @param {ParentNode} root */
export function settle(root) {
  for (const input of root.querySelectorAll("input")) {
    if (input.type === "checkbox" || input.type === "radio") input.checked = input.hasAttribute("checked");
    else if (input !== document.activeElement) input.value = input.getAttribute("value") ?? "";
  }
}
