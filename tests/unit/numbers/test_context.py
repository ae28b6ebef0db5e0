"""Words beside a number: which of them decides, and from how far."""

from __future__ import annotations

import pytest

from ringout_host.numbers import context, words

N = "2015550123"


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        (f"Phone: {N}", words.FOR),
        (f"Call John at {N}", words.FOR),
        (f"Please call our friends at the office on {N}", words.FOR),
        (f"☎ {N}", words.FOR),
        (f"{N} (mobile)", words.FOR),
        (f"Handynummer {N}", words.FOR),
        (f"Tel. 020 7946 0018, {N}", words.FOR),
        (f"電話番号は{N}", words.FOR),
        (f"Order {N}", words.AGAINST),
        (f"Order no. {N}", words.AGAINST),
        (f"Bestellnummer: {N}", words.AGAINST),
        (f"S/N {N}", words.AGAINST),
        (f"订单{N}", words.AGAINST),
        (f"IBAN {N}", words.AGAINST_HARD),
        (f"{N} EUR", words.AGAINST_HARD),
        (f"Booking: {N}", words.DOUBT),
        (f"Booking number: {N}", words.AGAINST),
        (f"Order by phone: {N}", words.FOR),  # the nearest word decides
        (f"Phone order: {N}", words.AGAINST),
        (f"To order, call {N}", words.FOR),
        (f"Order 4711 of {N}", words.NOTHING),  # that word belonged to another number
        (f"Orderly {N}", words.NOTHING),
        (f"Call about the item that we have {N}", words.NOTHING),
        (f"{N} called", words.NOTHING),
        (f"{N}", words.NOTHING),
        (f"call {'and then go on for a very long while ' * 2}{N}", words.NOTHING),
        (f"{'x' * 43}phone {N}", words.NOTHING),  # the end of a word that is cut by the edge of the context
    ],
)
def test_weights(text: str, weight: int) -> None:
    start = text.index(N)
    assert context.weigh(text, start, start + len(N)) == weight


def test_no_word_speaks_for_and_against() -> None:
    against = words.HARD | words.SOFT | words.DOUBTFUL
    assert not words.PHONE & against
    assert not words.HARD & words.SOFT
    assert not (words.HARD | words.SOFT) & words.DOUBTFUL
    for word in against:
        assert words.weight(word) < words.NOTHING, word
    for word in words.PHONE | against | words.NUMBER | words.FILLERS:
        assert word == word.lower()
