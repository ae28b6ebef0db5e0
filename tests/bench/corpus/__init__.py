"""Small labelled pages: telephone numbers as people write them, and everything that is often taken for one.

Numbers are from ranges that are reserved for fiction; for countries that have none, the pages hold `{f}`, `{m}`
and `{F}`, for which libphonenumber's own examples are put in: fixed, mobile, and fixed in international form.

Those in the folders look as whole pages do, and were labelled, from what a person would want, before anything read
them. The comment at their top holds country, language and numbers. `desk` is what people who call for a living
have in front of them: records, profiles, threads, listings, tickets, statements. `town` is of clubs, offices,
surgeries and shops, in countries that the others leave out. `later` are likewise; each holds something that is no
telephone number and looks exactly like one.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

_FOLDER: Final = Path(__file__).parent
_NOT_DIGIT: Final = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One page."""

    name: str
    region: str
    lang: str
    body: str
    numbers: tuple[tuple[str, str], ...]
    """As written, and in E.164 form."""

    @property
    def document(self) -> str:
        """The page whole."""
        return (
            f"<!doctype html><html lang={self.lang}><meta charset=utf-8><link rel=icon href=data:,>"
            f"<title>{html.escape(self.name)}</title><body>{self.body}"
        )

    def written_of(self, found: str) -> str | None:
        """The E.164 form of the labelled number that this text is, or is a part of, or that is a part of it."""
        digits = _NOT_DIGIT.sub("", found)
        for written, e164 in self.numbers:
            known = _NOT_DIGIT.sub("", written)
            if len(digits) >= 5 and (digits in known or known in digits):
                return e164
        return None


def pages() -> list[Labelled]:
    """All of them, country by country."""
    found = []
    for path in sorted(_FOLDER.glob("*.json")):
        country = json.loads(path.read_text("utf-8"))
        region = country["region"]
        examples = _examples(region)
        for page in country["pages"]:
            body, numbers = page["html"], page["numbers"]
            for key, (shown, _) in examples.items():
                body = body.replace(f"{{{key}}}", shown)
            found.append(
                Labelled(
                    name=f"{region}: {page['name']}",
                    region=region,
                    lang=country["lang"],
                    body=body,
                    numbers=tuple(examples[one] if isinstance(one, str) else (one[0], one[1]) for one in numbers),
                )
            )
    return found


def whole_pages(kind: str) -> list[Labelled]:
    """Those that look as whole pages do, of one folder."""
    found = []
    for path in sorted((_FOLDER / kind).glob("*.html")):
        labels, _, body = path.read_text("utf-8").removeprefix("<!--").partition("-->\n")
        head, *lines = labels.strip().splitlines()
        region, lang = head.split()
        numbers = tuple((written, e164) for written, _, e164 in (line.rpartition(" = ") for line in lines))
        found.append(Labelled(path.stem, region, lang, body, numbers))
    return found


def _examples(region: str) -> dict[str, tuple[str, str]]:
    fixed = phonenumbers.example_number_for_type(region, PhoneNumberType.FIXED_LINE)
    mobile = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    return {
        key: (
            phonenumbers.format_number(number, style),
            phonenumbers.format_number(number, PhoneNumberFormat.E164),
        )
        for key, number, style in (
            ("f", fixed, PhoneNumberFormat.NATIONAL),
            ("m", mobile, PhoneNumberFormat.NATIONAL),
            ("F", fixed, PhoneNumberFormat.INTERNATIONAL),
        )
    }
