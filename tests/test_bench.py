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
    few = {"BENCH_ROUNDS": "1", "BENCH_REQUESTS": "8"}
    run = subprocess.run(
        [sys.executable, "-m", "bench.run"], cwd=ROOT, env={**os.environ, **few}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    lines = [line.split() for line in run.stdout.splitlines() if line]
    assert [words[0] for words in lines if words[0] in PAGES] == list(PAGES)
    assert "200 saves, 0 failed" in run.stdout
