"""A stage on which many calls can be made: what is tried there is neither RingCentral's limits nor our caps."""

from __future__ import annotations

from ringout_host.demo.stage import Stage


def unlimited(stage: Stage) -> None:
    """RingCentral's limits and our caps as high as they go."""
    stage.simulator.no_limits()
    stage.places.config.write_text("[policy]\nperMinute = 60\nperHour = 1000\nperDay = 10000\n", "utf-8")
