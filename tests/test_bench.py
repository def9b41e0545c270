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
    years = '{"people": 20, "meetings": 22, "notes_each": 2, "actions": 5}'
    few = {"BENCH_ROUNDS": "1", "BENCH_REQUESTS": "8", "BENCH_TIMES": "2", "BENCH_YEARS": years}
    run = subprocess.run(
        [sys.executable, "-m", "bench.run"], cwd=ROOT, env={**os.environ, **few}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    lines = [line.split() for line in run.stdout.splitlines() if line]
    assert [words[0] for words in lines if words[0] in PAGES] == list(PAGES)
    assert "200 saves, 0 failed" in run.stdout
    assert "A forum of 20 people, 22 meetings, 44 notes" in run.stdout
    assert sum(words[-1] in {"met", "MET"} and words[0] in {"search:", "home"} for words in lines) >= 4
