// The top of the popup: who is signed in, whether calls are pretended, and the way to the options.

/** @param {import('../state.js').PopupState} state */
export function accountView({ session }) {
  const account = session?.account;
  const signedIn = session?.connection === "ready" && account?.signedIn;
  const name = signedIn ? (account?.name ?? say("popup_signed_in")) : session ? say(session.connection === "ready" ? "popup_signed_out" : "popup_not_connected") : "RingOut";
  return h(
    "header",
    { id: "account" },
    session?.simulator ? simulatorMark() : null,
    h("div", { class: "who", "data-key": "who" },
      h("span", { class: signedIn ? "badge on" : "badge" }, icon("person")),
      h("div", { class: "names" },
        h("p", { class: "name" }, h("bdi", { dir: "auto" }, name)),
        signedIn && account?.extensionNumber ? h("p", { class: "quiet" }, say("popup_extension", account.extensionNumber)) : null),
      actButton("options", say("popup_options"), { icon: "gear", kind: "round", title: true })),
  );
}
