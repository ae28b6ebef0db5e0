"""`numbers.match` by hand and by the models: the same answers, and the same refusals."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from ringout_host.native import matching, rpc
from ringout_host.number import MOST_TEXTS
from ringout_host.numbers import match
from ringout_host.protocol import METHODS

SHOWN = ("Call (201) 555-0123", "+44 20 7946 0018 or 201-555-0145", "nothing", "\U0001f4de 2015550123 now", "")

ids = st.one_of(st.integers(), st.text(max_size=5), st.booleans(), st.floats(), st.none(), st.binary(max_size=2))
texts = st.one_of(st.sampled_from(SHOWN), st.text(max_size=30), st.integers(), st.none())
good = st.fixed_dictionaries({"id": st.one_of(st.integers(), st.text(max_size=5)), "text": st.sampled_from(SHOWN)})
near = st.fixed_dictionaries({"id": ids, "text": texts}, optional={"more": st.just(1), "ID": ids})
items = st.one_of(good, near, st.fixed_dictionaries({"id": ids}), st.none(), st.text(max_size=3))
regions = st.one_of(
    st.sampled_from(["US", "gb", "Zz", "USA", "U", "U1", "US\n", "ÜS", "", "uſ"]), st.none(), st.integers()
)
params = st.one_of(
    st.fixed_dictionaries({"texts": st.lists(good, max_size=4), "region": st.sampled_from(["US", "gb"])}),
    st.fixed_dictionaries(
        {"texts": st.one_of(st.lists(items, max_size=4), st.none(), st.tuples(good), st.just({}))},
        optional={"region": regions, "unheard": st.just(1)},
    ),
    st.dictionaries(st.text(max_size=6), items, max_size=2),
)


def by_models(given_params: dict[str, Any]) -> bytes | None:
    """The reply as the server makes it; None where it refuses, or must find the region first."""
    method = METHODS[matching.METHOD]
    try:
        read: Any = method.params.model_validate(given_params, strict=True, by_alias=True, by_name=False)
    except ValidationError:
        return None
    if read.region is None:
        return None
    found = {"matches": [one.wire() for one in match(read.texts, read.region)]}
    return rpc.reply(7, method.result.model_validate(found).wire())


@given(params)
@example({"texts": [{"id": True, "text": "x"}], "region": "US"})
@example({"texts": [{"id": 1, "text": "(201) 555-0123"}], "region": "us"})
def test_both_ways_give_the_same_answer(asked: dict[str, Any]) -> None:
    assert matching.answer(rpc.Request(7, matching.METHOD, asked)) == by_models(asked)


def test_as_many_texts_as_the_model_allows_and_no_more() -> None:
    for count in (MOST_TEXTS, MOST_TEXTS + 1):
        asked = {"texts": [{"id": n, "text": ""} for n in range(count)], "region": "US"}
        answered = matching.answer(rpc.Request(7, matching.METHOD, asked))
        assert (answered is None) == (by_models(asked) is None) == (count > MOST_TEXTS)


def test_other_methods_are_left_alone() -> None:
    assert matching.answer(rpc.Request(7, "numbers.inspect", {"texts": [], "region": "US"})) is None
