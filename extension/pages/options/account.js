// Signing in, and out once the person has said so twice.

import { ask, asRefusal } from "../shared/page.js";
import { signIn } from "../shared/sign-in.js";
import { focusAct, show, speak } from "./page.js";

export async function beginSignIn() {
  show({ signingIn: "asking", accountError: null });
  try {
    await signIn();
    show({ signingIn: "opened" });
  } catch (error) {
    show({ signingIn: "", accountError: asRefusal(error) });
  }
}

export function askToSignOut() {
  show({ leaving: true });
  focusAct("stay");
}

export function stay() {
  show({ leaving: false });
  focusAct("ask-sign-out");
}

export async function signOut() {
  show({ leaving: false, accountError: null, signingIn: "" });
  try {
    await ask("account.signOut", {});
    show({ session: await ask("session.get", {}) });
    speak(say("options_signed_out"));
  } catch (error) {
    show({ accountError: asRefusal(error) });
  }
  focusAct("sign-in");
}
