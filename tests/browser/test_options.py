"""The options page by trusted input: what is changed is kept by the host or the browser, and can be undone."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage
from ringout_host.ledger import Ledger
from ringout_host.simulator import Operation, people

from ..unit.ledger.conftest import WIDE, a_row
from .axe import axe

OPTIONS = "pages/options/options.html"


@pytest.fixture(autouse=True)
def _as_before(stage: Stage, browser: Browser) -> Iterator[None]:
    """Each test finds the settings as the run began with them."""
    before = stage.places.config.read_text()
    yield
    stage.places.config.write_text(before)
    browser.background_eval("chrome.storage.local.remove('preferences')")


def open_options(browser: Browser, page: Page, ready: str = ".phone") -> None:
    page.emulate(width=1100, height=900, reduced_motion=True)
    page.goto(browser.extension_url(OPTIONS))
    page.wait_for(f"Boolean(document.querySelector('{ready}'))", timeout=20)


def click(page: Page, selector: str, nth: int = 0) -> None:
    page.call(
        "(s, n) => document.querySelectorAll(s)[n].scrollIntoView({block: 'center', behavior: 'instant'})",
        selector,
        nth,
    )
    page.click_on(page.rect(selector, nth))


def saved(page: Page, field: str) -> None:
    page.wait_for(f"Boolean(document.querySelector('[data-field=\"{field}\"] .saved'))")


def undo(page: Page, field: str) -> None:
    click(page, f'[data-field="{field}"] [data-act=undo]')
    page.wait_for(
        f"document.querySelector('[data-field=\"{field}\"] .saved') && !document.querySelector('[data-act=undo]')"
    )


def of_host(stage: Stage) -> dict[str, Any]:
    file = tomllib.loads(stage.places.config.read_text())
    return {**file.get("settings", {}), **file.get("policy", {})}


def of_browser(browser: Browser) -> Any:
    """What the person chose in this browser."""
    text = browser.background_eval(
        "chrome.storage.local.get('preferences').then(all => JSON.stringify(all.preferences ?? {}))"
    )
    return json.loads(text)


def choose(page: Page, select: str, value: str) -> None:
    """Choose from a list that opens, by keys, as its menu is outside of the page."""
    page.call("s => document.querySelector(s).focus()", select)
    steps = page.call(
        "(s, v) => { const list = document.querySelector(s);"
        " return [...list.options].findIndex(each => each.value === v) - list.selectedIndex }",
        select,
        value,
    )
    for _ in range(abs(steps)):
        page.press("ArrowDown" if steps > 0 else "ArrowUp")


def test_which_phone_rings_first_is_saved_and_can_be_taken_back(
    browser: Browser, page: Page, stage: Stage
) -> None:
    open_options(browser, page)
    click(page, f'.phone input[value="{people.MOBILE}"]')
    saved(page, "from")
    assert of_host(stage)["from"] == people.MOBILE
    undo(page, "from")
    assert "from" not in of_host(stage)
    assert page.eval("document.querySelector('.phone input:checked')") is None


def test_the_prompt_and_the_caller_id(browser: Browser, page: Page, stage: Stage) -> None:
    open_options(browser, page)
    click(page, "#playPrompt")
    saved(page, "playPrompt")
    assert of_host(stage)["playPrompt"] is False
    choose(page, "#callerId", people.DIRECT_NUMBER)
    saved(page, "callerId")
    poll(lambda: of_host(stage).get("callerId") == people.DIRECT_NUMBER, "the caller id in the file", 10)


def test_countries_are_found_by_name_and_by_calling_code(
    browser: Browser, page: Page, stage: Stage, shots: Path
) -> None:
    open_options(browser, page)
    click(page, "#countries")
    page.type("cote")
    page.wait_for("document.querySelectorAll('#countries-list [role=option]').length === 1")
    page.screenshot(shots / "list.png")
    page.press("Enter")
    saved(page, "countries")
    assert of_host(stage)["countries"] == ["CI"]
    page.type("+44")
    page.wait_for("document.querySelectorAll('#countries-list [role=option]').length === 4")
    assert axe(page) == []
    click(page, "#countries-GB")
    page.wait_for("document.querySelectorAll('.chip').length === 2")
    saved(page, "countries")
    assert sorted(of_host(stage)["countries"]) == ["CI", "GB"]
    click(page, '[data-act=remove-country][data-item="CI"]')
    page.wait_for("document.querySelectorAll('.chip').length === 1")
    saved(page, "countries")
    assert of_host(stage)["countries"] == ["GB"]
    click(page, "#region")
    page.type("fran")
    page.press("Escape")
    page.wait_for("document.querySelector('#region').value === 'United States'")
    click(page, "#region")
    page.press("Tab")
    click(page, "#region")
    page.type("fran")
    page.press("Enter")
    saved(page, "region")
    assert of_host(stage)["region"] == "FR"


def test_a_limit_out_of_range_is_refused_beside_its_field(
    browser: Browser, page: Page, stage: Stage, shots: Path
) -> None:
    open_options(browser, page)
    before = of_host(stage)["perMinute"]
    click(page, "#perMinute")
    page.press("Control+A")
    page.type("99")
    page.press("Enter")
    page.wait_for("document.querySelector('#perMinute').ariaInvalid === 'true'")
    assert "60" in page.eval("document.querySelector('#perMinute-saved').innerText")
    assert of_host(stage)["perMinute"] == before
    page.screenshot(shots / "refused.png")
    assert axe(page) == []
    page.press("Control+A")
    page.type("7")
    page.press("Enter")
    saved(page, "perMinute")
    assert of_host(stage)["perMinute"] == 7


def test_a_settings_file_that_cannot_be_read_is_named(browser: Browser, page: Page, stage: Stage) -> None:
    stage.places.config.write_text("[policy\n")
    open_options(browser, page, "#account .notice")
    assert "config.toml" in page.eval("document.querySelector('#account .notice').innerText")
    assert stage.places.config.read_text() == "[policy\n"


def test_marking_and_sites_are_kept_in_the_browser(browser: Browser, page: Page, shots: Path) -> None:
    open_options(browser, page)
    click(page, 'input[name=marking][value="chosen"]')
    saved(page, "marking")
    click(page, "#sites-add")
    page.type("not a site")
    page.press("Enter")
    page.wait_for("document.querySelector('#sites-add').ariaInvalid === 'true'")
    page.press("Control+A")
    page.type("https://crm.example.com/people?id=1")
    page.press("Enter")
    page.wait_for("document.querySelector('.site .address')?.textContent === 'crm.example.com'")
    click(page, "#oneClick-add")
    page.type("crm.example.com")
    page.press("Enter")
    saved(page, "oneClick")
    assert of_browser(browser) == {
        "general": {"marking": "chosen"},
        "sites": {"crm.example.com": {"marking": True, "oneClick": True}},
    }
    page.screenshot(shots / "sites.png")
    assert axe(page) == []
    choose(page, ".site select", "false")
    poll(lambda: of_browser(browser)["sites"]["crm.example.com"]["marking"] is False, "never marked there", 10)
    click(page, "[data-act=forget-site]")
    page.wait_for("!document.querySelector('.site') && Boolean(document.querySelector('[data-act=undo]'))")
    click(page, "[data-act=remove-one-click]")
    page.wait_for("!document.querySelector('#one_click .chip')")
    assert of_browser(browser)["sites"] == {}
    undo(page, "oneClick")
    assert of_browser(browser)["sites"] == {"crm.example.com": {"oneClick": True}}


def test_links_theme_and_language(browser: Browser, page: Page) -> None:
    open_options(browser, page)
    click(page, 'input[data-set=schemes][value="callto"]')
    saved(page, "schemes")
    click(page, 'input[name=theme][value="dark"]')
    page.wait_for("document.documentElement.dataset.theme === 'dark'")
    undo(page, "theme")
    page.wait_for("document.documentElement.dataset.theme === undefined")
    assert of_browser(browser)["general"]["schemes"] == ["tel", "rcmobile", "rcapp"]
    choose(page, "#language", "de")
    page.wait_for("document.documentElement.lang === 'de' && document.title.includes('Einstellungen')")
    page.wait_for("document.querySelector('#history h2').innerText.includes('Anrufverlauf')")
    assert of_browser(browser)["general"]["language"] == "de"
    undo(page, "language")
    page.wait_for("document.querySelector('#history h2').innerText.includes('Call history')")
    for switch in ("links", "notifications"):
        click(page, f"#{switch}")
        saved(page, switch)
        assert of_browser(browser)["general"][switch] is False
    page.wait_for("[...document.querySelectorAll('[data-set=schemes]')].every(each => each.disabled)")


def test_the_self_test_is_shown_as_a_list(browser: Browser, page: Page, shots: Path) -> None:
    open_options(browser, page)
    click(page, "[data-act=self-test]")
    page.wait_for("document.querySelectorAll('.finding').length > 3", timeout=60)
    assert page.eval("document.querySelector('[data-key=summary] .message').innerText.length") > 10
    assert axe(page) == []
    page.call("() => document.querySelector('#diagnostics').scrollIntoView({behavior: 'instant'})")
    page.screenshot(shots / "report.png")


def test_the_history_is_read_for_export(browser: Browser, page: Page, stage: Stage) -> None:
    ledger = Ledger(stage.places.ledger)
    ledger.start(a_row(lambda: time.time() - 60, phase="ended"), WIDE)
    ledger.close()
    open_options(browser, page)
    page.eval(
        "globalThis.files = []; URL.createObjectURL = blob => { files.push(blob); return 'data:text/plain,' }; 0"
    )
    page.call("() => HTMLAnchorElement.prototype.click = () => {}")
    asked = page.eval("chrome.runtime.sendMessage({name: 'calls.list', params: {limit: 200}})")
    calls = asked["result"]["calls"]
    click(page, "[data-act=export-csv]")
    page.wait_for("Boolean(document.querySelector('[data-field=export] [data-key=done]'))")
    text = page.eval("files[0].text()")
    assert len(text.strip().splitlines()) == len(calls) + 1
    assert calls[0]["to"]["e164"] in text
    click(page, "[data-act=export-json]")
    page.wait_for("files.length === 2")
    assert json.loads(page.eval("files[1].text()")) == {"calls": calls}
    assert page.eval("files.map(({ type }) => type)") == ["text/csv;charset=utf-8", "application/json"]


def test_the_history_is_cleared_only_by_who_means_it_and_in_every_open_view(
    browser: Browser, page: Page, stage: Stage, shots: Path
) -> None:
    ledger = Ledger(stage.places.ledger)
    ledger.start(a_row(lambda: time.time() - 60, phase="ended"), WIDE)

    def count() -> int:
        return len(ledger.newest(200))

    before = count()
    popup = browser.open(browser.extension_url("pages/popup/popup.html"))
    popup.front()
    popup.wait_for("document.querySelector('#tab-recents')?.getBoundingClientRect().width > 0", timeout=20)
    popup.click_on(popup.rect("#tab-recents"))
    popup.wait_for("document.querySelector('.rows .take') !== null", timeout=20)
    open_options(browser, page)
    page.front()
    ask = "[data-act=ask-clear]"
    click(page, ask)
    page.wait_for("document.activeElement.dataset.act === 'keep'")
    page.screenshot(shots / "asked.png")
    assert axe(page) == []
    page.press("Enter")  # the safe answer has the focus
    page.wait_for(f"document.activeElement.matches('{ask}')")
    page.press("Enter")
    page.wait_for("document.activeElement.dataset.act === 'keep'")
    page.press("Escape")
    page.wait_for(f"document.activeElement.matches('{ask}')")
    assert count() == before
    click(page, ask)
    page.eval("document.querySelector('[data-act=clear]').click()")  # a script's click
    assert count() == before
    click(page, "[data-act=clear]")
    page.wait_for("document.querySelector('[data-key=cleared]') !== null", timeout=20)
    assert page.eval("document.querySelector('[data-key=cleared]').innerText").strip().startswith(f"{before} call")
    assert count() == 0
    page.screenshot(shots / "cleared.png")
    assert axe(page) == []
    popup.front()
    popup.wait_for("document.querySelector('#panel .empty') !== null && !document.querySelector('.rows .take')")
    popup.screenshot(shots / "popup.png")
    ledger.close()


def test_every_section_light_dark_narrow_and_large(browser: Browser, page: Page, shots: Path) -> None:
    open_options(browser, page)
    for name, look in {
        "light": {"width": 1100, "dark": False},
        "dark": {"width": 1100, "dark": True},
        "narrow": {"width": 320, "dark": False},
        "forced": {"width": 1100, "forced_colors": True},
        "large": {"width": 1280, "forced_colors": False, "zoom": 2.0},
    }.items():
        page.emulate(**look, height=900)  # type: ignore[arg-type]
        page.wait_for("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == [], name
        assert page.eval("document.body.innerText.match(/(options|welcome|card)_[a-z_]+/)") is None
        page.screenshot(shots / f"{name}.png")
    page.emulate(width=1100, zoom=1.0)
    page.eval("document.documentElement.dir = 'rtl'")
    page.wait_for("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(shots / "right-to-left.png")
    assert page.errors() == []


def test_every_language_fits_a_narrow_window(browser: Browser, page: Page, shots: Path) -> None:
    open_options(browser, page)
    page.emulate(width=320, height=900)
    for language in ("de", "es", "fr", "it", "ja", "pt-BR", "zh-CN"):
        page.call(
            "value => chrome.runtime.sendMessage({name: 'prefs.set', params: {key: 'language', value}})", language
        )
        page.wait_for(f"document.documentElement.lang === '{language}' && !!document.querySelector('.phone')")
        page.screenshot(shots / f"{language}.png")
        assert page.eval("document.documentElement.scrollWidth <= innerWidth"), language
        cut = page.eval(
            "[...document.querySelectorAll('.button, .name, h2, nav a')].filter(each =>"
            " each.clientWidth && each.scrollWidth > each.clientWidth + 1).map(each => each.innerText)"
        )
        assert cut == [], language


def test_without_the_host_the_page_says_how_to_get_it(kind: Kind, stage: Stage, shots: Path) -> None:
    with stage.browser(kind, manifest=False) as bare:
        page = bare.open()
        open_options(bare, page, ".notice")
        bare.wait_for_page("welcome.html", timeout=30)  # opens by itself, in front
        page.front()
        assert "ringout install" in page.eval("document.querySelector('#account .command code').textContent")
        assert axe(page) == []
        page.screenshot(shots / "missing.png")
        click(page, "[data-act=set-up]")
        bare.wait_for_page("welcome.html")


_LOCKED = """(() => { const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = async (message) => { const reply = await send(message);
    if (message.name === "session.get") reply.result.policy.locked = ["countries", "perDay", "playPrompt"];
    if (message.name === "prefs.list") reply.result.locked = ["marking", "oneClick"];
    return reply }; return 1 })()"""


def test_what_the_administrator_has_fixed_is_locked(browser: Browser, page: Page, shots: Path) -> None:
    open_options(browser, page)
    page.eval(_LOCKED)  # the administrator's own files are the whole computer's, and not for tests to write
    click(page, 'input[name=theme][value="light"]')
    page.wait_for("document.querySelectorAll('.locked').length === 5")
    for control in ("#perDay", "#playPrompt", "input[name=marking]"):
        assert page.call("s => document.querySelector(s).disabled", control), control
    assert page.eval("document.querySelector('#countries')") is None
    assert "not placed" in page.eval("document.querySelector('#places .lead').innerText")
    assert axe(page) == []
    page.call("() => document.querySelector('#places').scrollIntoView({behavior: 'instant'})")
    page.screenshot(shots / "locked.png")


def test_where_ringcentral_names_no_phone_its_number_can_be_typed(kind: Kind, shots: Path) -> None:
    with Stage(signed_in=False) as own:
        own.simulator.forbid(Operation.PHONE_NUMBER, Operation.FORWARDING_NUMBER)
        own.sign_in()
        with own.browser(kind) as fresh:
            page = fresh.open(fresh.extension_url(OPTIONS))
            page.front()
            page.wait_for("document.querySelector('input#from') !== null", timeout=20)
            page.click_on(page.rect("input#from"))
            page.type("(201) 555-0102")
            page.press("Tab")
            page.wait_for("document.querySelector('[data-field=from] .saved') !== null", timeout=20)
            page.wait_for("document.querySelector('input#from').value === '+12015550102'", timeout=20)
            page.screenshot(shots / "typed.png")
            assert axe(page) == []
        assert tomllib.loads(own.places.config.read_text())["settings"]["from"] == "+12015550102"
