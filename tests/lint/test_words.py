"""Every sentence that the extension's code asks for is there, in every language, with the same blanks to fill."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ringout_host.errors import CODES
from ringout_host.paths import data

EXTENSION = data("extension")
LOCALES = sorted(path.parent.name for path in (EXTENSION / "_locales").glob("*/messages.json"))

ASKED = re.compile(r"""\b(?:say|sayOr)\(\s*["']([a-z0-9_]+)["']""")
COUNTED = re.compile(r"""\bsayCount\(\s*["']([a-z0-9_]+)["']""")
IN_MANIFEST = re.compile(r"__MSG_([A-Za-z0-9_]+)__")
OWN_CODES = re.compile(r"type OwnCode =((?:\s*\| '[a-z-]+')+);")


def table(locale: str) -> dict[str, Any]:
    """One language."""
    read: dict[str, Any] = json.loads((EXTENSION / "_locales" / locale / "messages.json").read_text("utf-8"))
    return read


def scripts() -> list[Path]:
    """Every script of the extension."""
    return sorted(EXTENSION.rglob("*.js"))


def test_every_sentence_that_is_asked_for_is_there() -> None:
    known = table("en")
    missing = {
        f"{script.relative_to(EXTENSION)}: {key}"
        for script in scripts()
        for key in ASKED.findall(script.read_text("utf-8"))
        if key not in known
    }
    missing |= {
        f"{script.relative_to(EXTENSION)}: {key}_other"
        for script in scripts()
        for key in COUNTED.findall(script.read_text("utf-8"))
        if f"{key}_other" not in known
    }
    missing |= set(IN_MANIFEST.findall((EXTENSION / "manifest.json").read_text("utf-8"))) - known.keys()
    assert sorted(missing) == []


def test_every_error_has_its_two_sentences() -> None:
    declared = OWN_CODES.search((EXTENSION / "lib" / "protocol.d.ts").read_text("utf-8"))
    assert declared
    codes = {*CODES, *re.findall(r"[a-z-]{3,}", declared[1])}
    wanted = {f"error_{code.replace('-', '_')}{end}" for code in codes for end in ("", "_remedy")}
    assert sorted(wanted - table("en").keys()) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_languages_say_the_same(locale: str) -> None:
    english, other = table("en"), table(locale)
    plural = re.compile(r"_(zero|one|two|few|many|other)$")

    def kinds(keys: set[str]) -> set[str]:
        return {plural.sub("_other", key) if plural.sub("_other", key) in english else key for key in keys}

    assert sorted(kinds(set(english)) ^ kinds(set(other))) == []
    for key in english.keys() & other.keys():
        assert english[key].get("placeholders", {}).keys() == other[key].get("placeholders", {}).keys(), key
        assert other[key]["message"].strip() == other[key]["message"] != "", key
