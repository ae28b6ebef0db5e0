"""Runs libphonenumber's own matcher tests and prints what the matcher is asked: texts and regions, as JSON lines.

Started as a program of its own, inside the unpacked source distribution of `phonenumbers`, whose tests are a
package of the same name as ours.
"""

import io
import json
import sys
import unittest

sys.path.insert(0, sys.argv[1])

import phonenumbers.phonenumbermatcher as subject

_asked: set[tuple[str, str | None]] = set()
_init = subject.PhoneNumberMatcher.__init__


def _noting(self: object, text: str | None, region: str | None, *rest: object, **named: object) -> None:
    # Longer ones test limits of its own; `ensureTermination` asks about every ending of every text.
    if text and len(text) < 300 and sys._getframe(1).f_code.co_name != "ensureTermination":
        _asked.add((text, None if region in (None, "ZZ") else region))
    _init(self, text, region, *rest, **named)


subject.PhoneNumberMatcher.__init__ = _noting

from tests import phonenumbermatchertest  # noqa: E402

unittest.TextTestRunner(stream=io.StringIO()).run(
    unittest.defaultTestLoader.loadTestsFromModule(phonenumbermatchertest)
)
for case in sorted(_asked, key=str):
    print(json.dumps(case))
