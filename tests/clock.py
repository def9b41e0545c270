"""Run the tests as if it were another day and hour: `pytest -p tests.clock --clock 2028-02-29T23:30`.

A test that only passes in the afternoon, or not in the week before Christmas, fails on somebody else's machine.
Programs that a test starts, the database's server and the browser keep the true time.
"""

from datetime import UTC, datetime

import pytest
import time_machine


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clock", type=datetime.fromisoformat, help="the day and hour at which the tests begin, in UTC")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.clock:
        clock = time_machine.travel(config.option.clock.replace(tzinfo=UTC), tick=True)
        clock.start()
        config.add_cleanup(clock.stop)
