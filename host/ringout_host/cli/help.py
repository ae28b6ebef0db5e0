"""What `--help` says beyond the list of options: what a command is for, examples, exit codes. Texts in one table.

Paragraphs are wrapped to the terminal; lines that are indented stay as they are.
"""

from __future__ import annotations

import argparse
from typing import Final, NamedTuple


class Page(NamedTuple):
    """The text of one command."""

    about: str
    examples: dict[str, str]
    """A command line without `ringout`, and what it does."""
    exits: str = "0 done, 1 refused or failed, 2 wrong usage"


PAGES: Final[dict[str, Page]] = {
    "demo": Page(
        "See it work, with nothing to set up: a throw-away browser with the extension, a page of numbers, and"
        " a pretend RingCentral. With a screen it is a window to click in; without one it drives the browser"
        " by itself, prints each status and saves a picture. Nothing is dialled, and nothing is left behind.",
        {"demo": "a window, or a driven browser", "demo --headless": "no window", "demo --stdio": "no browser"},
        "0 done, 1 it did not go as it must, 2 wrong usage, 130 Ctrl-C",
    ),
    "install": Page(
        "Tells every browser that is found here how to start RingOut, and then starts it as each of them"
        " would. Running it again changes nothing that is right, and follows RingOut where it has moved. Files"
        " that another program wrote are left alone.",
        {
            "install": "every browser of yours",
            "install --dry-run": "only show what would be written",
            "install --browser firefox": "this one, found or not",
            "install --system": "for everybody here, as root",
        },
        "0 every browser can start RingOut, 1 one cannot, 2 wrong usage",
    ),
    "uninstall": Page(
        "Removes exactly the files that install wrote; what somebody has changed since is left, and said."
        " Settings, calls and sign-in stay, unless --purge is given.",
        {"uninstall": "browsers no longer start RingOut", "uninstall --purge": "leave nothing; asks first"},
        "0 nothing is left, 1 something is, 2 wrong usage",
    ),
    "login": Page(
        "Opens RingCentral's own sign-in page in your browser. Or, with --jwt, signs in with a credential"
        " that you made in RingCentral's developer console. Secrets are read from a file, from standard input"
        " or from the terminal, never from the command line.",
        {
            "login": "in your browser",
            "login --jwt": "ask for a credential",
            "login --jwt --credentials app.json": "read it from a file",
        },
    ),
    "logout": Page("Tells RingCentral that the sign-in has ended, and forgets it here.", {"logout": ""}),
    "whoami": Page(
        "Asks RingCentral who is signed in, which phones can ring first, and which numbers can be shown.",
        {"whoami": "in words", "whoami --json": "for programs"},
        "0 signed in, 1 not signed in, 2 wrong usage",
    ),
    "call": Page(
        "Rings your own phone; when you answer, it rings the number. The same rules hold as for a click in"
        " the browser. Each status is printed as it comes. Ctrl-C cancels as long as RingOut allows it.",
        {
            'call "+1 201 555 0123"': "call this number",
            'call --region GB "020 7946 0123"': "as it is written in the United Kingdom",
            "call --yes --json +442079460123": "from a script",
        },
        "0 both phones were connected, 1 not, 2 wrong usage, 130 Ctrl-C",
    ),
    "history": Page(
        "The calls that were started on this computer from any browser or terminal, newest first.",
        {
            "history": "the last 20",
            'history --number "(201) 555-0123"': "only to this number",
            "history --limit 100 --json": "for programs",
            "history --clear": "remove every call that is over; asks first",
        },
    ),
    "policy": Page(
        "Shows what may be dialled and how often, changes it, or says what would happen to one number."
        " Nothing is dialled.",
        {
            "policy": "the rules",
            'policy check "+44 20 7946 0123"': "what would happen to this number",
            "policy --allow-country GB --per-day 50": "change the rules",
        },
        "0 done or allowed, 1 refused, 2 wrong usage",
    ),
    "config": Page(
        "Settings that every browser and the terminal share. They are kept in a file that you may also edit"
        " by hand.",
        {
            "config": "all settings",
            "config set region GB": "your own country",
            "config unset callerId": "back to the default",
        },
    ),
    "self-test": Page(
        "Walks every link from each browser to a pretend call, stops at the first broken one, and names the"
        " command that repairs it. Nothing is dialled, unless you ask for it with --call and type the number's"
        " last digits.",
        {
            "self-test": "everything on this computer",
            "self-test --fix": "repair what can safely be repaired",
            "self-test --online": "RingCentral, too",
            "self-test --json --no-call": "for programs",
        },
        "0 everything works, 1 there are remarks, 2 something is broken, 3 the self-test itself failed",
    ),
    "simulator": Page(
        "A RingCentral that pretends, for trying out and for tests; other programs may use it, too. It"
        " listens on this computer alone. The last two digits of a number choose what happens to its call.",
        {"simulator": "until Ctrl-C", "simulator --numbers": "which digits do what"},
        "0 ended by Ctrl-C, 1 its port is taken, 2 wrong usage",
    ),
    "extension": Page(
        "Where the browser extension lies, ready to be loaded, and packages of it.",
        {
            "extension path": "the folder to load",
            "extension build": "packages for both kinds of browser",
            "extension build --store": "to upload to a store",
        },
    ),
    "completion": Page(
        "Prints a script with which your shell completes commands and options.",
        {"completion bash": ""},
    ),
    "version": Page("Prints the version alone.", {"version": ""}),
}

ROOT: Final = """\
"ringout COMMAND --help" explains a command, with examples. Begin with: ringout demo

environment:
  RINGOUT_HOME         one folder for settings, calls, sign-in and logs
  RINGOUT_SERVER       RingCentral's address, or that of a simulator
  RINGOUT_CLIENT_ID    the RingCentral app to sign in with
  RINGOUT_TOKEN_STORE  where the sign-in is kept: keyring or file
  NO_COLOR             no colours, and nothing that turns

exit code: 0 done, 1 refused or failed, 2 wrong usage, 130 Ctrl-C, 141 nobody reads the output any more. Data
goes to standard output, messages to standard error."""


class Formatter(argparse.HelpFormatter):
    """Wraps paragraphs, leaves indented lines alone, and gives long options room."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)

    def add_argument(self, action: argparse.Action) -> None:
        """Give the names of subcommands their whole width; argparse forgets that they are indented once more."""
        super().add_argument(action)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - there is no public name
            longest = max(map(len, action.choices))
            self._action_max_length = max(self._action_max_length, longest + self._current_indent + 4)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n\n".join(self._block(block, width, indent) for block in text.split("\n\n"))

    def _block(self, block: str, width: int, indent: str) -> str:
        if "\n  " in block or block.startswith("  "):
            return "\n".join(indent + line for line in block.splitlines())
        return super()._fill_text(block, width, indent)


def sentence(words: str) -> str:
    """The help of an action, as the description of its own page."""
    return f"{words[0].upper()}{words[1:]}."


def explain(parser: argparse.ArgumentParser, command: str) -> None:
    """Give the parser of this command its text; what it said itself below the options stays, above ours."""
    page = PAGES[command]
    parser.formatter_class = Formatter
    parser.description = page.about
    width = max(map(len, page.examples)) + 2
    lines = [f"  ringout {line:<{width}}{what}".rstrip() for line, what in page.examples.items()]
    parts = [parser.epilog, "examples:\n" + "\n".join(lines), f"exit code: {page.exits}."]
    parser.epilog = "\n\n".join(part for part in parts if part)
