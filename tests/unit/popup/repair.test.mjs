// The command that the popup offers for each way in which the host cannot be reached.

import assert from "node:assert/strict";
import { test } from "node:test";

import { commandFor } from "../../../extension/pages/popup/view/repair.js";

const ID = "abcdefghijklmnopabcdefghijklmnop";

/** @param {string} connection @param {string} [code] */
const command = (connection, code) => commandFor({ session: { connection, connectionError: code ? { code } : undefined } });

test("a copy of the extension that the host does not know is named by its id", () => {
  globalThis.chrome = { runtime: { id: ID } };
  assert.equal(command("missing", "host-forbidden"), `ringout install --extension-id ${ID}`);
  delete globalThis.chrome;
});

test("every other way has its own command, and what needs none has none", () => {
  assert.equal(command("missing"), "pipx install ringout-host && ringout install");
  assert.equal(command("outdated-host"), "pipx upgrade ringout-host");
  assert.equal(command("failed", "host-garbled"), "ringout self-test");
  assert.equal(command("outdated-extension"), "");
  assert.equal(command("ready"), "");
});
