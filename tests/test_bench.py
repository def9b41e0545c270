"""The benchmark runs, and compares pages that are the same. How fast they are is not tested: machines differ."""

import os
import subprocess
import sys

import pytest

from workspace.config import ROOT

PAGES = ("home", "meeting", "run", "notes", "actions")


@pytest.mark.slow
def test_the_benchmark_prints_a_line_for_each_page():
    """It refuses to run when a minimal page in bench/templates says something else than the product's page."""
    years = '{"people": 20, "meetings": 22, "notes_each": 2, "actions": 5, "clauses": 14, "comments": 30}'
    few = {"ROUNDS": "1", "REQUESTS": "8", "TIMES": "2", "CHANGES": "1", "STARTS": "1", "YEARS": years}
    few |= {"FOLLOWERS": "20", "SAVES": "4", "YOUNG": "5", "EVERY": "1"}
    environment = {**os.environ, **{f"BENCH_{name}": value for name, value in few.items()}}
    run = subprocess.run([sys.executable, "-m", "bench.run"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    busiest, years = run.stdout.split("A forum of 20 people, 22 meetings, 44 notes and 5 actions")
    lines = [line.split() for line in busiest.splitlines() if line]
    assert [words[0] for words in lines if words[0] in PAGES] == list(PAGES)
    assert "32 saves, 0 failed" in busiest
    assert years.count("search: ") == 3
    assert "a charter, asked about" in years
