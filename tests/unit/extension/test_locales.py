"""Every sentence exists, is used, and says the same in every language with the same values in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ringout_host.calls.outcomes import OUTCOMES
from ringout_host.errors import CODES
from ringout_host.paths import data

EXTENSION = data("extension")
LOCALES = sorted(path.name for path in (EXTENSION / "_locales").iterdir())
WANTED = ["de", "en", "es", "fr", "it", "ja", "pt_BR", "zh_CN"]

NOT_CODE = {"_locales"}
SAID = re.compile(
    r"""\b(?:say|sayOr|sayCount)\(\s*["']([a-z0-9_]+)["']|data-say(?:-label)?=["']([a-z0-9_]+)["']|__MSG_(\w+)__"""
)
LITERAL = re.compile(r"""["'`]([a-z][a-z0-9_]+)["'`]|__MSG_(\w+)__""")
TEMPLATE = re.compile(r"`([a-z0-9_]*\$\{[^`]*)`")


def table(locale: str) -> dict[str, Any]:
    text = (EXTENSION / "_locales" / locale / "messages.json").read_text("utf-8")
    pairs: list[tuple[str, Any]] = json.loads(text, object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), (
        f"{locale} says twice: {sorted({key for key in keys if keys.count(key) > 1})}"
    )
    return dict(json.loads(text))


ENGLISH = table("en")


def code() -> str:
    files = [
        path for path in EXTENSION.rglob("*")
        if path.suffix in {".js", ".html", ".json"} and not NOT_CODE & set(path.relative_to(EXTENSION).parts)
    ]  # fmt: skip
    return "\n".join(path.read_text("utf-8") for path in sorted(files))


CODE = code()


def own_codes() -> set[str]:
    """The errors that only the extension can see (`Messages.OwnCode`)."""
    text = (EXTENSION / "lib/protocol.d.ts").read_text("utf-8")
    found = re.search(r"type OwnCode =(.*?);", text, re.DOTALL)
    assert found
    return set(re.findall(r"'([a-z-]+)'", found[1]))


def key_part(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", word.lower())


def families() -> set[str]:
    """Keys that are put together while running, from words listed elsewhere."""
    keys = {f"error_{key_part(each)}" for each in {*CODES, *own_codes()}}
    keys |= {f"outcome_{leg}_{key_part(word)}" for leg, word in OUTCOMES} | {"outcome_you_any", "outcome_them_any"}
    keys |= {f"{key}_remedy" for key in keys}
    types = (EXTENSION / "lib/protocol.d.ts").read_text("utf-8")
    for name, prefix in (("NumberType", "type"), ("Phase", "phase")):
        found = re.search(rf"type {name} =(.*?);", types, re.DOTALL)
        assert found
        keys |= {f"{prefix}_{key_part(each)}" for each in re.findall(r"'([a-z-]+)'", found[1])}
    keys |= {f"leg_{each}" for each in ("waiting", "ringing", "answered", "over", "failed", "unclear")}
    keys |= {f"leg_{each}" for each in ("busy", "noanswer", "rejected")}
    keys -= {"type_unknown"}  # nothing is said of what nobody knows
    return keys | {f"your_phone_{each}" for each in ("mobile", "home", "desk", "other")}


def test_there_are_the_languages_that_we_promise() -> None:
    assert LOCALES == WANTED


def test_every_sentence_that_is_said_exists() -> None:
    said = {key for found in SAID.findall(CODE) for key in found if key}
    missing = {key for key in said | families() if key not in ENGLISH and f"{key}_other" not in ENGLISH}
    assert missing == set()


def test_every_sentence_that_exists_is_said() -> None:
    literal = {key for found in LITERAL.findall(CODE) for key in found if key}
    patterns = [
        re.compile("^" + re.sub(r"\\\$\\\{.*?\\\}", "[a-z0-9_]+", re.escape(each)) + "$")
        for each in TEMPLATE.findall(CODE)
        if re.match(r"[a-z0-9_]{4,}", each)
    ]

    def is_said(key: str) -> bool:
        stem = re.sub(r"_(?:zero|one|two|few|many|other)$", "", key)
        bare = re.sub(r"_(?:remedy|hint|lead)$", "", key)
        named = {key, stem, bare} & (literal | families())
        return bool(named) or any(pattern.match(each) for pattern in patterns for each in (key, stem, bare))

    assert [key for key in ENGLISH if not is_said(key)] == []


@pytest.mark.parametrize("locale", WANTED)
def test_a_language_says_everything_with_the_same_values(locale: str) -> None:
    words = table(locale)
    assert set(words) == set(ENGLISH)
    for key, entry in words.items():
        english = ENGLISH[key]
        assert entry["message"].strip(), key
        named = set(re.findall(r"\$([A-Za-z0-9_]+)\$", entry["message"]))
        assert named == set(re.findall(r"\$([A-Za-z0-9_]+)\$", english["message"])), key
        assert {name.lower() for name in named} <= set(entry.get("placeholders", {})), key
        contents = {name: each["content"] for name, each in entry.get("placeholders", {}).items()}
        assert contents == {name: each["content"] for name, each in english.get("placeholders", {}).items()}, key
        assert not re.search(r"\$\d", entry["message"]), f"{key}: a value without a name"


@pytest.mark.parametrize("locale", [each for each in WANTED if each != "en"])
def test_a_language_is_not_english_in_disguise(locale: str) -> None:
    words = table(locale)
    same = [
        key for key in words if words[key]["message"] == ENGLISH[key]["message"] and " " in words[key]["message"]
    ]
    assert len(same) <= 4, same


HAN = r"[\u3040-\u30ff\u4e00-\u9fff]"

MISPRINTS = {
    "fr": [
        (r"[^\u202f][;!?]", "a narrow space that does not break stands before ; ! ?"),
        (r"[^\u00a0a-z]:|[^\u00a0a-z\u202f]:", "a space that does not break stands before a colon"),
        (r"«[^\u00a0]|[^\u00a0]»", "and within quotation marks"),
    ],
    "ja": [(rf"{HAN}[,;?!()]|[,;?!()]{HAN}", "signs are as wide as letters")],
    "zh_CN": [(rf"{HAN}[,:;?!()]|[,:;?!()]{HAN}", "signs are as wide as letters")],
}
"""What no sentence of a language holds, and why."""

ENDS = {"。": ".", "？": "?", "！": "!", "：": ":"}


@pytest.mark.parametrize("locale", WANTED)
def test_a_language_is_punctuated_as_it_is_printed(locale: str) -> None:
    for key, entry in table(locale).items():
        message = entry["message"]
        assert message == message.strip(), key
        for sign in ("'", '"', "...", "  ", " …"):
            assert sign not in message, (key, sign)
        for pattern, rule in MISPRINTS.get(locale, []):
            assert not re.search(pattern, message), (key, rule, message)


@pytest.mark.parametrize("locale", WANTED)
def test_a_question_is_a_question_in_every_language(locale: str) -> None:
    for key, entry in table(locale).items():
        end = ENDS.get(entry["message"][-1], entry["message"][-1])
        english = ENGLISH[key]["message"][-1]
        for sign in "?…:":
            assert (end == sign) == (english == sign), (key, entry["message"])


def test_the_files_are_written_alike() -> None:
    for locale in WANTED:
        text = Path(EXTENSION / "_locales" / locale / "messages.json").read_text("utf-8")
        assert text.endswith("}\n")
        assert list(table(locale)) == list(ENGLISH), f"{locale}: the order of the keys"
