"""What all tests share: `--no-browser`, which leaves out the tests that drive real browsers.

A test below `browser/` that takes `browser`, `page` or `kind` carries the mark `browser` by itself.
"""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

# Timings never assert: a slow machine is not a wrong result.
hypothesis.settings.register_profile("ringout", deadline=None)
hypothesis.settings.load_profile("ringout")

REAL = Path(__file__).with_name("browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--no-browser`."""
    parser.addoption("--no-browser", action="store_true", help="leave out the tests that drive real browsers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses a browser, and take it out if asked; else a missing browser is a failure, never a skip."""
    for item in items:
        if item.path.is_relative_to(REAL) and "kind" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            # A page may still move under the pointer on a busy machine: once is reported, twice is a failure.
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.xdist_group(_browser_of(item)))
    if config.getoption("--no-browser"):
        out = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def _browser_of(item: pytest.Item) -> str:
    """Tests of one group share a running browser and so one worker: its kind, and the folder that starts it."""
    kind = item.callspec.params["kind"] if isinstance(item, pytest.Function) else ""
    return f"{kind}-{item.path.parent.name}"
