"""Settings: the person's file, the administrator's over it, and files that cannot be read named and left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from ringout_host import config
from ringout_host.errors import HostError
from ringout_host.paths import Paths, paths
from ringout_host.protocol.requests import SettingsParams


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return replace(paths({"RINGOUT_HOME": str(tmp_path)}), managed=tmp_path / "managed.toml")


def change(**values: object) -> SettingsParams:
    return SettingsParams.model_validate(values)


def test_without_a_file_the_defaults_hold(places: Paths) -> None:
    settled = config.load(places, {})
    assert (settled.limits.per_minute, settled.limits.per_hour, settled.limits.per_day) == (5, 30, 150)
    assert settled.app.server == "https://platform.ringcentral.com"
    assert settled.settings.play_prompt is True
    assert settled.home(None) == "US"
    assert settled.home("FR") == "FR"


def test_a_change_is_kept_and_the_persons_comments_with_it(places: Paths) -> None:
    places.config.write_text('# my phones\n[settings]\nfrom = "+12015550100"  # desk\n')
    settled = config.update(places, change(region="gb", perMinute=3, countries=["fr", "DE"]))
    assert (settled.settings.region, settled.settings.from_) == ("GB", "+12015550100")
    assert (settled.limits.per_minute, settled.limits.countries) == (3, ["FR", "DE"])
    text = places.config.read_text()
    assert "# my phones" in text
    assert "# desk" in text
    assert config.load(places, {}) == settled


def test_of_changes_at_once_none_is_lost(places: Paths) -> None:
    places.config.write_text(
        "".join(f"# comment {n}\n" for n in range(200))
    )  # long enough to be read and written in turns
    changes = [
        change(region="gb"),
        change(playPrompt=False),
        change(perMinute=3),
        change(perHour=40),
        change(countries=["FR"]),
    ]
    with ThreadPoolExecutor(len(changes)) as pool:
        list(pool.map(lambda one: config.update(places, one), changes))
    settled = config.load(places)
    assert (settled.settings.region, settled.settings.play_prompt) == ("GB", False)
    assert (settled.limits.per_minute, settled.limits.per_hour, settled.limits.countries) == (3, 40, ["FR"])


def test_settings_that_another_program_holds_for_long_are_left_to_it(
    places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "LOCK_PATIENCE", 0)
    with FileLock(config.lock_of(places)), pytest.raises(HostError, match="too long"):
        config.update(places, change(perMinute=3))
    assert not places.config.exists()


def test_null_forgets_a_choice_and_what_is_not_named_stays(places: Paths) -> None:
    config.update(places, change(**{"from": "+12015550100", "callerId": "+12015550101"}))
    settled = config.update(places, change(**{"from": None}))
    assert (settled.settings.from_, settled.settings.caller_id) == (None, "+12015550101")


def test_what_the_administrator_fixed_wins_and_cannot_be_changed(places: Paths) -> None:
    places.managed.write_text("[policy]\ncountries = ['FR']\nperDay = 50\n[settings]\nregion = 'FR'\n")
    places.config.write_text("[policy]\ncountries = ['RU']\nperDay = 9000\nperHour = 20\n")
    settled = config.load(places, {})
    assert (settled.limits.countries, settled.limits.per_day, settled.limits.per_hour) == (["FR"], 50, 20)
    assert set(settled.locked) == {"countries", "perDay", "region"}
    before = places.config.read_text()
    with pytest.raises(HostError, match="administrator"):
        config.update(places, change(perDay=100))
    assert places.config.read_text() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[policy\n", "line 1"),
        ("[policy]\nperMinute = 0\n", "line 2"),
        ("[policy]\nperMinute = 'many'\n", "perMinute"),
        ("[settings]\n\nregion = 'USA'\n", "line 3"),
        ("[settings]\ncolour = 'red'\n", "colour"),
        ("[unheard]\na = 1\n", "unheard"),
        ("settings = 5\n", "line 1: settings cannot be that"),
        ("[policy]\n\n'countries' = [\n 'FRA']\n", "line 3: countries cannot be that"),
        ("[settings]\nfromage = 'brie'\nfrom = 5\n", "line 3: from cannot be that"),
        ("\x00", "line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_never_overwritten(places: Paths, text: str, words: str) -> None:
    places.config.write_text(text)
    for attempt in (lambda: config.load(places, {}), lambda: config.update(places, change(perMinute=3))):
        with pytest.raises(HostError) as caught:
            attempt()
        assert caught.value.code == "config-invalid"
        assert str(places.config) in caught.value.message
        assert words in caught.value.message
    assert places.config.read_text() == text


def test_what_is_no_file_has_no_line_to_correct(places: Paths) -> None:
    places.config.mkdir()
    with pytest.raises(HostError) as error:
        config.load(places, {})
    assert error.value.remedy == "Make it a file that you may read, or move it away."


def test_a_value_that_cannot_be_is_told_what_it_can_be_and_not_repeated(places: Paths) -> None:
    places.config.write_text("[settings]\n[policy]\nperDay = 'hunter2'\n[app]\n")
    with pytest.raises(HostError) as caught:
        config.load(places, {})
    assert caught.value.message.endswith("line 3: perDay cannot be that.")
    assert caught.value.remedy == "It is a whole number from 1 to 10000."
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("section", ["settings", "policy", "app"])
def test_every_key_says_what_belongs_behind_it(places: Paths, section: str) -> None:
    model = {"settings": config.Settings, "policy": config.Limits, "app": config.App}[section]
    for field in model.model_fields.values():
        places.config.write_text(f"[{section}]\n{field.alias} = {{}}\n")
        with pytest.raises(HostError, match=rf"line 2: {field.alias} cannot be that") as caught:
            config.load(places, {})
        assert "section" not in caught.value.remedy


def test_a_byte_order_mark_does_no_harm(places: Paths) -> None:
    places.config.write_bytes(b"\xef\xbb\xbf[settings]\nregion = 'FR'\n")
    assert config.load(places, {}).settings.region == "FR"


@pytest.mark.parametrize(
    ("server", "fine"),
    [
        ("https://platform.ringcentral.com", True),
        ("http://127.0.0.1:5000", True),
        ("http://localhost:5000", True),
        ("http://[::1]:5000", True),
        ("http://platform.ringcentral.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://localhost@example.com", False),
        ("ftp://127.0.0.1", False),
        ("platform.ringcentral.com", False),
        ("https://", False),
        ("https://[::1", False),
        ("https://example.com:port", False),
        ("https://user:secret@example.com", False),
    ],
)
def test_plain_http_goes_to_this_computer_alone(places: Paths, server: str, fine: bool) -> None:
    if fine:
        assert config.load(places, {"RINGOUT_SERVER": server}).app.server == server
    else:
        with pytest.raises(HostError, match="https"):
            config.load(places, {"RINGOUT_SERVER": server})


def test_an_unheard_token_store_is_refused(places: Paths) -> None:
    with pytest.raises(HostError, match="RINGOUT_TOKEN_STORE"):
        config.load(places, {"RINGOUT_TOKEN_STORE": "drawer"})


def test_a_link_in_place_of_the_file_is_left_alone(places: Paths, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text("")
    places.config.symlink_to(elsewhere)
    with pytest.raises(HostError) as caught:
        config.update(places, change(perMinute=3))
    assert caught.value.code == "storage-failed"
    assert elsewhere.read_text() == ""


def test_a_file_with_a_byte_order_mark_can_be_changed(places: Paths) -> None:
    places.config.write_bytes(b"\xef\xbb\xbf# mine\n[policy]\nperDay = 9\n")
    assert config.update(places, change(perHour=8)).limits == config.Limits(per_day=9, per_hour=8)
    assert "# mine" in places.config.read_text("utf-8")
