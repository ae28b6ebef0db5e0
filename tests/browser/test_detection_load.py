"""Pages without measure: what detection does is bounded, counted in work and not in time."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from ringout_host.browsers.drive import Page

from .driver.site import Site
from .marks import document, marked, settle, wait_for_content, wait_for_marks

ONE, SENTINEL = "+44 20 7946 0123", "+44 20 7946 0999"

FAKE_HOST = r"""
  (() => {
    const real = ask;
    globalThis.asked = {messages: 0, texts: 0, most: 0};
    const number = {e164: '+442079460123', national: '', international: '', region: 'GB', type: 'fixed-line'};
    ask = async (name, params, options) => {
      if (name !== 'numbers.match') return real(name, params, options);
      asked.messages++; asked.texts += params.texts.length; asked.most = Math.max(asked.most, params.texts.length);
      const matches = params.texts.flatMap(({id, text}) => [...text.matchAll(/\+44 20 7946 0\d{3}/g)]
        .map(match => ({id, start: match.index, end: match.index + match[0].length, number})));
      return {matches};
    };
    return true;
  })()
"""
"""The host's part, played in the page: what is counted here is the page's own work."""


@pytest.fixture
def busy(page: Page, site: Site) -> Iterator[Page]:
    """A settled page whose questions are answered without the host."""
    page.goto(site.add("/busy", document("<div id=here></div>")))
    settle(page)
    wait_for_marks(page, [SENTINEL])
    assert page.content_eval(FAKE_HOST)
    yield page
    assert not page.errors()


def fill(page: Page, js: str) -> None:
    """Change the page, and wait until all of it is read."""
    page.eval(f"void (() => {{ {js} }})()")
    wait_for_content(page, "new Promise(done => setTimeout(() => done(thisPage.scanner.settled), 120))", 60)


def test_one_text_of_a_megabyte(busy: Page) -> None:
    fill(
        busy,
        f"here.textContent = 'All work and no play. '.repeat(25000) + '{ONE}' + ' makes Jack a dull boy.'.repeat(25000)",
    )
    wait_for_marks(busy, [ONE, SENTINEL])
    assert busy.content_eval("asked") == {"messages": 1, "texts": 1, "most": 1}


def test_a_megabyte_of_log(busy: Page) -> None:
    fill(
        busy,
        """const lines = []; let seed = 1; const next = n => (seed = seed * 16807 % 2147483647) % n;
      for (let i = 0; i < 10000; i++) lines.push(`2024-05-${10 + next(18)} 10:${10 + next(49)}:21,${next(999)} INFO [worker-${next(20)}] ` +
        `192.168.${next(255)}.${next(255)} GET /a/${next(1e6)} 200 ${next(1e5)} id=${next(1e9)} 550e8400-e29b-41d4-a716-${next(1e9)}abc`);
      here.innerHTML = '<pre></pre>'; here.firstChild.textContent = lines.join('\\n');""",
    )
    assert marked(busy) == [SENTINEL]
    assert busy.content_eval("asked.texts") < 600, "figures that never are numbers are soon left alone"


def test_floats_and_figures_ask_nothing(busy: Page) -> None:
    fill(
        busy,
        """let seed = 1; const next = n => (seed = seed * 16807 % 2147483647) % n; const all = [];
      for (let i = 0; i < 60000; i++) all.push((next(1e9) / 1e7).toFixed(6)); for (let i = 0; i < 60000; i++) all.push(next(1e5));
      here.textContent = all.join(' ');""",
    )
    assert busy.content_eval("asked.texts") == 0


@pytest.mark.timeout(300)
def test_two_hundred_thousand_numbers_are_bounded(busy: Page) -> None:
    busy.eval("""void (() => { const rows = []; for (let i = 0; i < 20000; i++)
      rows.push('<p>' + Array.from({length: 10}, (_, n) => '+44 20 7946 0' + (100 + n)).join(', ') + '</p>');
      here.innerHTML = rows.join(''); })()""")
    wait_for_content(busy, "thisPage.marks.size >= MAX_MARKS && thisPage.scanner.asker.idle", 150)
    assert busy.content_eval("thisPage.marks.size") <= 11_500
    assert busy.content_eval("asked.texts") <= 12_000
    # Whatever comes into view is marked all the same, and something else is given up for it.
    busy.eval("void scrollTo(0, document.body.scrollHeight)")
    last = "document.querySelector('#here').lastChild.firstChild"
    wait_for_content(busy, f"thisPage.marks.on({last}).length === 10", 30)
    assert busy.content_eval("thisPage.marks.size") <= 11_500
    # The browser draws those around the screen alone: it goes over all that it draws whenever anything on the page changes.
    busy.wait_for(
        f"[...CSS.highlights.get('ringout-number')].filter(range => range.startContainer === {last}).length === 10"
    )
    assert busy.eval("CSS.highlights.get('ringout-number').size") <= 1000


def test_ten_thousand_insertions_are_read_together(busy: Page) -> None:
    busy.content_eval("(() => { globalThis.parts = 0; const own = thisPage.scanner.read; thisPage.scanner.read = part => "
                      "{ parts++; own.call(thisPage.scanner, part); }; return true; })()")  # fmt: skip
    fill(
        busy,
        f"""for (let i = 0; i < 10000; i++) {{ const row = document.createElement('p');
      row.textContent = i % 1000 ? 'row ' + i : '{ONE}'; here.append(row); }}""",
    )
    wait_for_content(busy, "thisPage.marks.size === 11")
    assert busy.content_eval("parts") <= 3


def test_a_flood_of_changes_all_over_the_page(busy: Page) -> None:
    fill(busy, "here.innerHTML = '<p>row</p>'.repeat(5000)")
    busy.content_eval("(() => { globalThis.parts = 0; const own = thisPage.scanner.read; thisPage.scanner.read = part => "
                      "{ parts++; own.call(thisPage.scanner, part); }; return true; })()")  # fmt: skip
    fill(busy, f"[...here.children].forEach((row, i) => {{ if (i % 2) row.firstChild.data = '{ONE}'; }})")
    wait_for_content(busy, "thisPage.marks.size === 2501", 30)
    assert busy.content_eval("parts") <= 600


def test_a_page_that_never_rests(busy: Page) -> None:
    """Changes that come all the time are read now and then, not put off for ever."""
    busy.eval(f"void setInterval(() => {{ here.innerHTML = '<p>' + Math.random() + '</p><p>{ONE}</p>'; }}, 20)")
    wait_for_content(busy, "thisPage.marks.size === 2", 20)


def test_a_hit_among_five_thousand_marks_looks_at_one(busy: Page) -> None:
    fill(busy, f"here.innerHTML = '<p>{ONE}</p>'.repeat(2500) + '<p>' + '{ONE} or '.repeat(2500) + '</p>'")
    wait_for_content(busy, "thisPage.marks.size === 5001", 30)
    busy.content_eval(
        "(() => { globalThis.looks = 0; const own = rectsOf; rectsOf = pieces => (looks++, own(pieces)); return true; })()"
    )
    for js in ("scrollTo(0, here.children[2000].offsetTop)", "scrollTo(0, here.lastChild.offsetTop + 200)"):
        busy.eval(f"void ({js})")
        x, y = 60, 30
        busy.move(x, y)
        busy.content_eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        hit = f"markAt(thisPage.marks, document.elementFromPoint({x}, {y}), {x}, {y}, [])"
        busy.content_eval("looks = 0")
        assert busy.content_eval(f"[null, undefined].includes({hit}) ? 'none' : looks") in (1, "none")
        assert busy.content_eval("looks") <= 2


def test_a_large_page_is_asked_rarely_whether_it_opts_out(busy: Page) -> None:
    busy.content_eval(
        "(() => { globalThis.asks = 0; const own = optsOut; optsOut = (within) => (asks += within === document, own(within)); return true; })()"
    )
    fill(busy, f"here.innerHTML = '<p>{ONE}</p>'.repeat(1500)")
    begun = time.monotonic()
    wait_for_content(busy, "thisPage.marks.size === 1501", 30)
    assert busy.content_eval("asks") <= 2 + (time.monotonic() - begun) / 2


def test_memory_of_what_left_the_page_is_given_up(busy: Page) -> None:
    for _ in range(3):
        fill(busy, f"here.innerHTML = '<p>{ONE}</p>'.repeat(500)")
        wait_for_content(busy, "thisPage.marks.size === 501", 30)
    fill(busy, "here.textContent = ''")
    wait_for_content(busy, "thisPage.marks.size === 1")


def test_a_page_without_digits_wakes_nobody(page: Page, site: Site) -> None:
    page.goto(site.add("/words", "<p>Nothing but words here, and many of them.</p>"))
    page.front()
    page.wait_for("document.readyState === 'complete'")
    wait_for_content(page, "thisPage.scanner.settled")
    assert page.content_eval("thisPage.settings.known") is False
    assert page.eval("CSS.highlights.size") == 0
    page.eval("void document.body.append('In 1999 there were 12 of them, for 3.50 each.')")
    wait_for_content(page, "new Promise(done => setTimeout(() => done(thisPage.scanner.settled), 200))")
    assert page.content_eval("thisPage.settings.known") is False


@pytest.mark.parametrize("text", ["\\ud800", "\\udc00+44 20 7946 0123\\ud800", "\\u0000+44 20 7946 0123\\u0000"])
def test_broken_text(busy: Page, text: str) -> None:
    fill(busy, f"here.textContent = '{text}'")
    assert [each for each in marked(busy) if each == SENTINEL] == [SENTINEL]
