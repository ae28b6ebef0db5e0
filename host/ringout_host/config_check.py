"""What is wrong with a settings file: the line, and what belongs there, in plain words. Values are never repeated:
a file may hold by mistake what nobody should see.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_camel

from .errors import HostError

_TAKES: Final = {
    "region": 'the two letters of a country, in quotes: "US"',
    "from": 'a telephone number of yours, in quotes: "+12015550100"',
    "callerId": 'a telephone number, in quotes: "+12015550100"',
    "playPrompt": "true or false",
    "countries": 'a list of countries, each of two letters: ["FR", "DE"]',
    "perMinute": "a whole number from 1 to 60",
    "perHour": "a whole number from 1 to 1000",
    "perDay": "a whole number from 1 to 10000",
    "clientId": "the client ID of your RingCentral app, in quotes",
    "server": "RingCentral's address, in quotes",
    "redirectPorts": "a list of whole numbers from 1024 to 65535",
    "tokenStore": '"keyring" or "file"',
}
"""What belongs behind each key."""


def check(model: type[BaseModel], table: dict[str, Any], path: Path) -> None:
    """See that `table`, read from `path`, is a `model`.

    Raises:
        HostError: `config-invalid`, naming the line.
    """
    for values in table.values():
        for key in values if isinstance(values, dict) else ():
            if "_" in key:  # the models would read it, but it would not win over, or lock, its wire name
                raise _fault(path, key, f"write {to_camel(key)}, not {key}")
    try:
        model.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    else:
        return
    names = [str(part) for part in first["loc"] if isinstance(part, str)]
    if first["type"] == "extra_forbidden":
        raise _fault(path, names[-1], f"there is no setting called {names[-1]}")
    key = names[1] if len(names) > 1 else names[0]
    takes = _TAKES.get(key, f"a section, with [{key}] on a line of its own")
    raise _fault(path, key, f"{key} cannot be that", f"It is {takes}.")


def _fault(path: Path, key: str, problem: str, remedy: str = "") -> HostError:
    line = _line_of(path, key)
    where = f"{path}, line {line}" if line else f"{path}"
    return HostError("config-invalid", f"In the settings file {where}: {problem}.", remedy)


def _line_of(path: Path, key: str) -> int | None:
    """The line that begins with `key`, alone or as the name of a section, in quotes or without."""
    begins = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}(?![\w-])""")
    lines = path.read_text("utf-8-sig").splitlines()
    return next((n for n, line in enumerate(lines, 1) if begins.match(line)), None)
