"""One list of error words; each is unique, has a sentence and a remedy, and is explained in the README."""

from __future__ import annotations

from pathlib import Path

from ringout_host.errors import CODES, FAMILIES

CONTRACT = [
    "bad-json",
    "bad-request",
    "unknown-method",
    "too-large",
    "busy",
    "not-a-number",
    "invalid-number",
    "emergency-number",
    "short-code",
    "feature-code",
    "premium-rate",
    "country-not-allowed",
    "confirmation-required",
    "extension-not-dialable",
    "duplicate-call",
    "limit-minute",
    "limit-hour",
    "limit-day",
    "unknown-call",
    "not-cancellable",
    "signed-out",
    "sign-in-expired",
    "permission-missing",
    "feature-disabled",
    "from-not-allowed",
    "caller-id-not-allowed",
    "international-disabled",
    "no-credit",
    "service-unreachable",
    "service-error",
    "rate-limited",
    "outcome-unknown",
    "config-invalid",
    "storage-failed",
    "internal",
]


def test_each_word_belongs_to_one_family() -> None:
    words = [code for family in FAMILIES for code in family.words]
    assert len(words) == len(set(words))


def test_the_words_are_those_of_the_protocol() -> None:
    assert list(CODES) == CONTRACT


def test_each_word_has_a_sentence_and_says_what_to_do() -> None:
    for code, words in CODES.items():
        for text in words:
            assert text[0].isupper(), code
            assert len(text) > 10, code
        assert words.message.endswith("."), code


def test_the_readme_explains_every_word() -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    assert [code for code in CODES if f"`{code}`" not in readme] == []
