"""The extension's two tables of countries, against the sources that they were made from."""

from __future__ import annotations

import re
import zoneinfo
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from ringout_host.paths import data

LIB = data("extension") / "lib"
ZONE_TAB = Path("/usr/share/zoneinfo/zone.tab")


def zones() -> dict[str, str]:
    source = (LIB / "clock.js").read_text("utf-8")
    table = source[source.index("const ONE_ZONE_REGIONS") : source.index("};")]
    found = {}
    for area, places in re.findall(r"(\w+): `([^`]*)`", table):
        for item in places.split(","):
            region, place = item.split()
            found[region] = f"{area}/{place}"
    return found


def test_the_calling_codes_are_libphonenumbers() -> None:
    source = (LIB / "regions.js").read_text("utf-8")
    table = source[source.index("const CALLING_CODES") : source.index("};")]
    codes = {region: int(code) for region, code in re.findall(r"([A-Z]{2}): (\d+)", table)}
    assert codes == {each: phonenumbers.country_code_for_region(each) for each in phonenumbers.SUPPORTED_REGIONS}


@pytest.mark.skipif(not ZONE_TAB.exists(), reason="this computer has no zone.tab to compare with")
def test_a_country_has_a_clock_only_where_all_of_it_shows_the_same_time() -> None:
    listed = defaultdict(list)
    for line in ZONE_TAB.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            region, _, name, *_ = line.split("\t")
            listed[region].append(name)
    weeks = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(weeks=week) for week in range(104)]

    def clock(name: str) -> tuple[timedelta | None, ...]:
        return tuple(week.astimezone(ZoneInfo(name)).utcoffset() for week in weeks)

    for region, name in zones().items():
        assert name in listed[region], region
        assert len({clock(each) for each in listed[region]}) == 1, region


def test_every_clock_is_a_zone() -> None:
    known = zoneinfo.available_timezones()
    if not known:
        pytest.skip("this Python has no time zones")
    assert set(zones().values()) <= known
