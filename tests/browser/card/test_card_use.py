"""The card in a person's hands: keyboard, pointer, choices, news of the call, and getting rid of it."""

from __future__ import annotations

import pytest

from ringout_host.browsers.drive import Page

from .conftest import CARD, CardPage

pytestmark = pytest.mark.browser

FOCUS = (
    "root => root.activeElement?.dataset.act ?? root.activeElement?.dataset.change ?? root.activeElement?.tagName"
)


def test_opened_by_keyboard_it_takes_the_focus_and_gives_it_back(card: CardPage, page: Page) -> None:
    card.load("<body><main><h1>A</h1><p><b id=number>020 7946 0123</b></p><button id=b>Page</button></main>")
    page.eval("document.querySelector('#b').focus()")
    card.scene("ready", byKeyboard=True)
    assert page.eval("document.activeElement.localName") == CARD
    page.press("Escape")
    page.wait_for("!openedCard.card")
    assert page.eval("document.activeElement.id") == "b"


def test_opened_by_pointer_it_leaves_the_focus_alone(card: CardPage, page: Page) -> None:
    card.load("<body><main><h1>A</h1><p><b id=number>020 7946 0123</b></p><input id=b aria-label=x></main>")
    page.eval("document.querySelector('#b').focus()")
    card.scene("ready")
    assert page.eval("document.activeElement.id") == "b"


def test_tab_goes_round_inside_in_both_directions(card: CardPage, page: Page) -> None:
    card.scene("ready", byKeyboard=True)
    card.arm()
    seen = []
    for _ in range(7):
        page.press("Tab")
        seen.append(page.shadow(CARD, FOCUS))
    assert seen == ["close", "from", "call", "copy", "country", "forget", "close"]
    page.press("Shift+Tab")
    assert page.shadow(CARD, FOCUS) == "forget"


def test_the_focus_stays_while_the_card_changes(card: CardPage, page: Page) -> None:
    card.scene("ready", byKeyboard=True)
    card.arm()
    for _ in range(3):
        page.press("Tab")
    page.press("Enter")
    card.wait_for_state("state.call")
    page.eval("news('ringing-you')")
    assert page.eval("document.activeElement.localName") == CARD
    assert page.shadow(CARD, "root => root.activeElement !== null")


def leave(card: CardPage, page: Page, way: str, *, button: str) -> None:
    """Turn away from the card by the keyboard, by a press elsewhere on the page, or by the card's own button."""
    if way == "escape":
        page.press("Escape")
    elif way == "outside":
        page.click(10, 400)
    else:
        card.click(f"[data-act={button}]")


@pytest.mark.parametrize("way", ["escape", "outside", "button"])
def test_it_can_be_dismissed(card: CardPage, page: Page, way: str) -> None:
    card.scene("ready")
    leave(card, page, way, button="close")
    page.wait_for("!openedCard.card && !document.querySelector('ringout-card') && !harness.ports.length")


@pytest.mark.parametrize("way", ["escape", "outside", "button"])
def test_while_a_call_goes_on_it_is_made_small_and_comes_back(card: CardPage, page: Page, way: str) -> None:
    card.scene("ringing-you")
    leave(card, page, way, button="minimise")
    card.wait_for_state("state.small")
    assert "Calling your mobile" in card.text(".pill")
    page.eval("news('connected', 1)")
    page.wait_for_shadow(CARD, "root => root.querySelector('.pill').innerText.includes('Connected')")
    page.click(10, 400)  # it lets the page be
    card.click("[data-act=expand]")
    card.wait_for_state("!state.small && state.call.phase === 'connected'")
    assert card.has(".legs")


def test_made_small_by_keyboard_it_keeps_the_focus_and_leaves_escape_to_the_page(
    card: CardPage, page: Page
) -> None:
    page.eval("(globalThis.keys = [], document.addEventListener('keydown', event => keys.push(event.key)), 0)")
    card.scene("ringing-you", byKeyboard=True)
    page.press("Tab")
    page.press("Enter")
    assert page.shadow(CARD, FOCUS) == "expand"
    page.press("Enter")
    assert page.shadow(CARD, FOCUS) == "minimise"
    page.press("Enter")
    page.click(10, 400)
    page.press("Escape")
    assert page.eval("keys") == ["Escape"]
    assert card.is_open()


def test_small_it_stands_away_from_the_number(card: CardPage, page: Page) -> None:
    card.load(
        "<body><main><h1>A</h1><p style='position:fixed;right:20px;bottom:10px'>"
        "<b id=number>020 7946 0123</b></p></main>"
    )
    card.scene("small-ringing")
    assert card.rect(".card").y < 20


def test_small_it_goes_by_itself_after_a_good_end_and_stays_after_a_bad_one(card: CardPage, page: Page) -> None:
    page.eval("hurry(10000, 50)")
    card.scene("small-failed")
    card.scene("small-unknown")
    assert "Outcome not known" in card.text(".pill")
    card.click("[data-act=expand]")
    assert "Outcome not known" in card.text(".alarm")
    card.scene("small-ended")
    page.wait_for("!openedCard.card")


def test_earlier_calls_are_listed_when_asked_for(card: CardPage, page: Page) -> None:
    card.scene("ready-history")
    assert "Their line is busy" in card.text(".history")
    card.click("[data-act=history]")
    page.wait_for_shadow(CARD, "root => root.querySelectorAll('.past li').length === 1")
    card.click("[data-act=history]")
    page.wait_for_shadow(CARD, "root => !root.querySelector('.past')")


def test_a_thousand_earlier_calls_are_a_few_lines(card: CardPage, page: Page) -> None:
    page.eval("""(READY['calls.list'] = ({ limit }) => ({ calls: Array.from({ length: 1000 },
      (_, n) => call('ended', { id: `past-${n}`, startedAt: ago(n * 3600) })).slice(0, limit) }), 0)""")
    card.scene("ready")
    card.wait_for_state("state.history.length > 0")
    assert card.asked("calls.list")[0]["limit"] == 6
    assert card.text("[data-act=history]") == "Over 5 calls"
    card.click("[data-act=history]")
    page.wait_for_shadow(CARD, "root => root.querySelectorAll('.past li').length === 5")
    assert "toolbar" in card.text(".past")


def test_while_the_window_asks_the_card_brings_it_to_the_front(card: CardPage, page: Page) -> None:
    card.scene("parked")
    assert not card.has("[data-change=from]")
    card.click("[data-act=check]")
    page.wait_for("harness.asked.filter(([name]) => name === 'confirm.open').length === 2")
    first, second = card.asked("confirm.open")
    assert first == second


def test_escape_is_not_seen_by_the_page(card: CardPage, page: Page) -> None:
    page.eval("(globalThis.keys = [], document.addEventListener('keydown', event => keys.push(event.key)), 0)")
    card.scene("ready", byKeyboard=True)
    page.press("Tab")
    page.press("c")
    page.press("Escape")
    page.wait_for("!openedCard.card")
    assert page.eval("keys") == []


def test_opening_another_replaces_it(card: CardPage, page: Page) -> None:
    card.scene("ready")
    card.scene("ready-extension")
    assert page.eval("document.querySelectorAll('ringout-card').length") == 1
    assert "Japan" in card.text(".facts")


def test_the_call_goes_through_its_phases_with_one_id(card: CardPage, page: Page) -> None:
    card.scene("ready")
    card.arm()
    card.click("[data-act=call]")
    card.wait_for_state("state.call?.phase === 'placing'")
    for index, phase in enumerate(["ringing-you", "ringing-them", "connected", "ended"]):
        page.eval(f"news('{phase}', {index})")
        card.wait_for_state(f"state.call.phase === '{phase}'")
        assert page.shadow(CARD, "root => root.querySelector('.card').dataset.phase") == phase
    assert "ended" in card.text(".notice")


def test_another_call_that_goes_on_at_the_same_time_is_not_taken_for_this_one(card: CardPage, page: Page) -> None:
    card.scene("ringing-you")
    page.eval(
        "hearUpdate(openedCard.card, { name: 'call.updated', call: call('connected',"
        " { id: 'c2', requestId: 'r2', to: NUMBERS.mobile, updatedAt: ago(-5) }) })"
    )
    page.eval("news('ringing-them', 1)")
    card.wait_for_state("state.call.phase === 'ringing-them'")
    assert card.state("call.id") == "c1"
    card.scene("ready")
    page.eval(
        "hearUpdate(openedCard.card, { name: 'call.updated', call: call('connected',"
        " { id: 'c2', requestId: 'r2', to: NUMBERS.mobile, updatedAt: ago(-5) }) })"
    )
    assert card.state("call") is None


def test_redial_is_a_new_call(card: CardPage, page: Page) -> None:
    card.scene("failed-busy")
    first = card.state("requestId")
    card.arm()
    card.click("[data-act=redial]")
    page.wait_for("harness.calls().length === 2")
    assert card.asked("calls.start")[1]["requestId"] != first


def test_an_unknown_outcome_asks_to_look_before_it_offers_to_call(card: CardPage, page: Page) -> None:
    card.scene("unknown")
    assert "Outcome not known" in card.text(".alarm")
    assert not card.has("[data-act=redial]")
    card.click("[data-act=looked]")
    card.arm()
    card.click("[data-act=redial]")
    page.wait_for("harness.calls().length === 2")


def test_a_refused_redial_asks_for_a_confirmation(card: CardPage, page: Page) -> None:
    card.scene("failed-busy")
    page.eval("justCalled()")
    card.arm()
    card.click("[data-act=redial]")
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=check]') !== null")
    assert "8 seconds ago" in card.text(".notice")


def test_cancel_asks_once_and_says_so(card: CardPage, page: Page) -> None:
    card.scene("ringing-you")
    page.eval("harness.answers['calls.cancel'] = undefined")
    card.click("[data-act=cancel]")
    card.wait_for_state("state.cancelling")
    assert card.text("[data-act=cancel]") == "Cancelling…"
    card.click("[data-act=cancel]")
    assert len(card.asked("calls.cancel")) == 1


def test_a_cancel_that_ringcentral_did_not_take_can_be_asked_for_again(card: CardPage) -> None:
    card.scene("cancel-failed")
    assert "did not take the cancel" in card.text(".notice")
    assert card.text("[data-act=cancel]") == "Cancel call"
    card.scene("cancelling")
    assert card.text("[data-act=cancel]") == "Cancelling…"
    card.click("[data-act=cancel]")
    assert card.asked("calls.cancel") == []


def test_where_ringcentral_refused_to_call_no_phone_is_said_to_have_failed(card: CardPage) -> None:
    card.scene("failed-no-credit")
    assert "no calling credit" in card.text(".notice")
    steps = "root => [...root.querySelectorAll('.leg .state')].map(each => each.innerText)"
    assert card.page.shadow(CARD, steps) == ["not called", "not called"]


def test_the_phone_that_rings_first_is_sent_along(card: CardPage, page: Page) -> None:
    card.scene("ready", byKeyboard=True)
    page.press("Tab")
    page.press("Tab")
    page.press("ArrowDown")
    page.press("Enter")
    page.wait_for(
        "openedCard.card.state.from === '+12015550111' || (openedCard.card.state.from === null && false)"
    )
    card.arm()
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")
    assert card.asked("calls.start")[0]["from"] == "+12015550111"


def test_another_country_is_read_and_remembered(card: CardPage, page: Page) -> None:
    card.scene("ready")
    page.eval("harness.answers['numbers.inspect'] = ({ region }) => allow({ ...NUMBERS.newYork, region })")
    card.click("[data-act=country]")
    assert page.shadow(CARD, FOCUS) == "region"
    page.type("France")
    page.press("Enter")
    page.wait_for("preferred('region', value => value === 'FR')")
    card.wait_for_state("state.inspection && state.region === 'FR'")
    assert "France" in card.text(".facts")
    assert [each["value"] for each in card.asked("prefs.set")] == ["FR"]


def test_a_number_with_its_country_offers_no_other(card: CardPage, page: Page) -> None:
    card.scene("ready", text="+44 20 7946 0123")
    assert not card.has("[data-act=country]")


@pytest.mark.parametrize(
    ("text", "head", "written"),
    [
        ("tel:+44-20-7946-0123", "+44 20 7946 0123", None),
        ("TEL:020%207946%200123", "+44 20 7946 0123", "In the link: 020 7946 0123"),
        ("rcmobile://call?number=%2B442079460123&x=1", "+44 20 7946 0123", None),
        ("020\n7946 0123", "+44 20 7946 0123", "Written on the page: 020 7946 0123"),
    ],
)
def test_addresses_of_links_are_not_shown_as_writing(
    card: CardPage, text: str, head: str, written: str | None
) -> None:
    card.scene("ready", text=text)
    assert card.text("h2") == head
    assert (card.text(".written") if card.has(".written") else None) == written
    card.scene("host-missing", text=text, number=None)
    assert card.text("h2").startswith(("+44", "020"))


def test_not_a_number_is_remembered_and_can_be_taken_back(card: CardPage, page: Page) -> None:
    card.scene("ready")
    card.click("[data-act=forget]")
    page.wait_for("preferred('notNumbers', value => value.includes('020 7946 0123'))")
    card.wait_for_state("state.forgotten")
    card.click("[data-act=remember]")
    card.wait_for_state("!state.forgotten")
    page.wait_for("harness.asked.filter(([name]) => name === 'prefs.set').at(-1)[1].value.length === 0")


def test_copy_copies_what_would_be_dialled(card: CardPage, page: Page) -> None:
    card.scene("ready")
    page.eval("(navigator.clipboard.writeText = async text => { globalThis.copied = text; }, 0)")
    card.click("[data-act=copy]")
    page.wait_for("globalThis.copied === '+442079460123'")
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=copy]').textContent === 'Copied'")


def test_copy_works_where_the_clipboard_is_withheld(card: CardPage, page: Page) -> None:
    card.scene("ready")
    page.eval("(navigator.clipboard.writeText = () => Promise.reject(new Error('no')), 0)")
    card.click("[data-act=copy]")
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=copy]').textContent !== 'Copy'")


def test_a_dropped_port_is_connected_again(card: CardPage, page: Page) -> None:
    card.scene("ringing-you")
    page.eval(
        "(() => { const [port] = harness.ports; harness.ports = []; for (const gone of port.gone) gone(); })()"
    )
    page.wait_for("harness.ports.length === 1")
    page.eval(
        "harness.post({ name: 'call.updated', call: call('connected', { ...openedCard.card.state.call, "
        "phase: 'connected', updatedAt: ago(-1) }) })"
    )
    card.wait_for_state("state.call.phase === 'connected'")


def test_when_the_host_comes_back_the_card_goes_on(card: CardPage, page: Page) -> None:
    card.scene("host-missing")
    assert card.has("[data-act=open-welcome]")
    page.eval(
        "(harness.answers['session.get'] = SESSION, harness.post({ name: 'connection', connection: 'ready' }))"
    )
    card.arm()
    assert card.text("[data-act=call]") == "Call"


def test_signed_out_it_leads_to_our_own_page(card: CardPage, page: Page) -> None:
    card.scene("signed-out")
    card.click("[data-act=open-options]")
    page.wait_for("harness.asked.some(([name, params]) => name === 'page.open' && params.page === 'options')")
    page.wait_for("!openedCard.card")


def test_signed_out_in_mid_call_the_call_stays_and_the_next_one_asks_to_sign_in(
    card: CardPage, page: Page
) -> None:
    card.scene("ringing-you")
    page.eval("harness.post({ name: 'account.changed', account: { ...ACCOUNT, signedIn: false, from: [] } })")
    card.wait_for_state("!state.session.account.signedIn")
    assert card.has(".legs")
    page.eval("news('connected', 1)")
    page.eval("news('ended', 2)")
    page.eval("(harness.answers['calls.start'] = { reject: { code: 'signed-out' } }, 0)")
    card.arm()
    card.click("[data-act=redial]")
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=open-options]') !== null")
    assert "not signed in" in card.text(".notice")


def test_a_slow_host_is_said_after_a_moment_and_explained_after_ten_seconds(card: CardPage, page: Page) -> None:
    page.eval("hurry(10000, 700)")
    page.call("name => { SCENES[name].then = undefined; }", "loading-slow")
    card.scene("loading-slow")
    assert card.text("[data-act=call]") == "Call"
    card.wait_for_state("state.wait === 'slow'")
    assert card.text("[data-act=call]") == "Checking the number…"
    card.wait_for_state("state.wait === 'very-slow'")
    assert "slow to answer" in card.text(".notice")


def test_the_clock_of_a_call_runs_and_the_cap_counts_down(card: CardPage, page: Page) -> None:
    card.scene("connected")
    first = card.text(".timer")
    page.wait_for_shadow(CARD, "(root, first) => root.querySelector('.timer').textContent !== first", first)
    page.eval("SCENES.limit.answers['calls.start'].reject.retryAfter = 1")
    card.scene("limit")
    card.wait_for_state("state.refusedUntil !== null")
    card.wait_for_state("state.refusedUntil === null")
    card.arm()


def test_the_chosen_theme_and_language_win_over_the_browser(card: CardPage, page: Page) -> None:
    page.eval(
        "(READY['prefs.get'] = { ...PREFS, theme: 'dark' }, READY['ui.words'] = { words: "
        "{ tag: 'de', table: { card_call: { message: 'Anrufen' } }, fallback: ENGLISH } }, 0)"
    )
    card.scene("ready")
    card.wait_for_state("state.prefs?.theme === 'dark'")
    assert card.text("[data-act=call]") == "Anrufen"
    assert "Vereinigtes Königreich" in card.text(".facts")
    assert (
        page.shadow(CARD, "root => getComputedStyle(root.querySelector('.card')).backgroundColor")
        == "rgb(26, 33, 30)"
    )
    assert page.shadow(CARD, "root => root.querySelector('.card').lang") == "de"
