"""Which promises of the charters are kept: `make promises`.

A promise is a clause of one of the five charters S0 to S4, known by an id such as S1-W2. A test that proves one says
so: `@pytest.mark.promise("S1-W2")`. With `--promises`, pytest runs only such tests and prints a table at the end.
A promise counts as kept when at least one of its tests passed in this run; a skipped test keeps nothing.
An id that cannot be one is named in the table, and the run fails.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

CHARTERS = ("S0", "S1", "S2", "S3", "S4")
ID = re.compile(r"(S[0-4]-[A-Z]?)([0-9]+)")
# How many clauses each charter has, by the letters of its parts.
CLAUSES = (
    {"S0-": 17, "S2-": 17, "S4-": 20}
    | {"S1-W": 7, "S1-C": 8, "S1-V": 7, "S1-P": 6, "S1-S": 2, "S1-L": 2, "S1-D": 4}
    | {"S3-B": 3, "S3-R": 9, "S3-P": 5, "S3-C": 5}
)
PROPERTY = "promise"


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "run the tests that prove a promise, and list the promises that are kept"
    parser.addoption("--promises", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--promises"):
        config.pluginmanager.register(PromisesReport(), "promises-report")


class PromisesReport:
    """Chooses the tests that prove a promise, and counts them as they end (in xdist's workers too)."""

    def __init__(self) -> None:
        self.tests: dict[str, set[tuple[str, str]]] = defaultdict(set)  # id -> (test, outcome)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        others = [item for item in items if not promises_of(item)]
        items[:] = [item for item in items if promises_of(item)]
        for item in items:
            item.user_properties.extend((PROPERTY, identity) for identity in promises_of(item))
        config.hook.pytest_deselected(items=others)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A test that could not start ends in "setup"; one that could not clean up has a second report, "teardown".
        if report.when == "call" or not report.passed:
            for name, identity in report.user_properties:
                if name == PROPERTY:
                    self.tests[str(identity)].add((report.nodeid, report.outcome))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not all(map(is_clause, self.tests)):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("promises")
        for identity in sorted(self.tests, key=in_order):
            for test, outcome in sorted(self.tests[identity]):
                terminalreporter.line(f"{identity:<8}{self.state(identity):<12}{outcome:<9}{test}")
        terminalreporter.line("")
        kept = [identity for identity in self.tests if self.state(identity) == "kept"]
        for charter in CHARTERS:
            terminalreporter.line(f"{charter}: {sum(identity.startswith(charter) for identity in kept)} kept")
        terminalreporter.line(f"Promises kept: {len(kept)}")

    def state(self, identity: str) -> str:
        """What the table says of an id, from the tests that have ended."""
        if not is_clause(identity):
            return "NO SUCH ID"
        return "kept" if "passed" in {outcome for _, outcome in self.tests[identity]} else "NOT KEPT"


def promises_of(item: pytest.Item) -> list[str]:
    """The ids that the marks on a test name, each once, in their order."""
    return list(dict.fromkeys(str(identity) for mark in item.iter_markers("promise") for identity in mark.args))


def is_clause(identity: str) -> bool:
    """Say whether a charter has such a clause."""
    match = ID.fullmatch(identity)
    return bool(match) and 1 <= int(match[2]) <= CLAUSES.get(match[1], 0)


def in_order(identity: str) -> tuple[str, int]:
    """S1-W2 before S1-W10."""
    match = ID.fullmatch(identity)
    return (match[1], int(match[2])) if match else (identity, 0)
