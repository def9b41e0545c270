"""`make bench`: the five busiest pages under load, beside minimal Flask pages that make the same HTML.

Everything is measured in one run, the two servers in turn, round by round, so that a machine whose speed drifts slows
both. CPU is user and system time of the server's process over the requests that it answered: steadier than requests a
second. Figures are medians of the rounds. Nothing is asserted: the table says which targets are met.
"""

import json
import os
import statistics
import sys
import tempfile
import time

from bench.followers import RUN_PAGE_WITHIN, SEEN_WITHIN, Meeting, follow
from bench.load import CLIENTS, Figures, first_view, load, percentile, write_notes
from bench.same import NotTheSameError, check_same
from bench.sample import ACTIONS, COOKIE, FOLLOWERS, ITEMS, MANY_ITEMS, PEOPLE, WRITERS, Sample, prepare
from bench.servers import Server, serving
from bench.years import MOST, YOUNG, compare_years
from tests.support import queries
from workspace import create_app, db
from workspace.config import Settings
from workspace.sample import large

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "120"))
STARTS = int(os.environ.get("BENCH_STARTS", "5"))
SECRET = "a secret of the benchmark alone, long enough"

RATIO, QUERIES, FIRST_REQUESTS, FIRST_BYTES, MEMORY, COLD_START = 2.0, 8, 5, 60_000, 100, 1.5  # at most


def main() -> int:
    """Print the table. Returns 1 when the pages that are compared are not the same."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder, secret_key=SECRET)
        sample = prepare(settings)
        try:
            check_same(settings, sample)
        except NotTheSameError as difference:
            print(f"The pages cannot be compared. {difference}", file=sys.stderr)
            return 1
        measure(settings, sample)
    measure_years()
    return 0


def measure(settings: Settings, sample: Sample) -> None:
    """Measure and print, part by part."""
    followed = sample.followed
    assert followed, "nobody follows a meeting in this sample"
    counts = count_queries(settings, sample)
    start_before(settings, sample)
    with serving("product", settings, sample) as ours, serving("minimal", settings, sample) as theirs:
        print(
            f"{ROUNDS} rounds of {REQUESTS} requests over {CLIENTS} connections, waitress, SQLite; {ITEMS} items with "
            f"notes, {PEOPLE} people, {ACTIONS} actions.\nIn brackets: the minimal page. Ratio: our CPU to its.\n"
        )
        print(row("page", "req/s", "p50 ms", "p99 ms", "CPU ms", "ratio", "queries", "requests", "bytes"))
        for name, path in sample.pages.items():
            product, minimal = compare(ours, theirs, path, sample.key)
            print(page_row(name, product, minimal, counts[name], first_view(ours, path, sample.key)), flush=True)
        waits, failed = write_notes(ours, sample)
        held, share = follow(ours, followed)
        own, resident = ours.memory()
    cold = cold_start(settings, sample)
    few, many = counts["meeting"], counts["many"]
    print(
        f"\nQueries of the meeting page: {few} with {ITEMS} items, {many} with {MANY_ITEMS}"
        f"{met(few == many <= QUERIES)}"
        f"\nThe server's own memory after all this: {own:.0f} MiB{met(own <= MEMORY)}"
        f"\n  with the files that all servers of a machine share: {resident:.0f} MiB resident"
        f"\nFrom `workspace serve` to the first page: {cold:.2f} s{met(cold <= COLD_START)}"
        f"\n{WRITERS} people saving notes at once: {len(waits)} saves, {failed} failed, "
        f"p99 {percentile(waits, 99):.0f} ms{met(not failed)}"
    )
    print_followers(held, share)


def print_followers(held: Meeting, share: float) -> None:
    """Say how soon those who follow a meeting see a change, and what that costs whoever runs it."""
    everybody = len(held.seen) == len(held.changes) * FOLLOWERS
    slowest, run_page = max(held.seen, default=0), percentile(held.run_page, 95)
    print(
        f"{FOLLOWERS} people follow a meeting: {len(held.seen)} of {len(held.changes) * FOLLOWERS} times a change was "
        f"seen, the slowest after {slowest:.1f} s{met(everybody and slowest <= SEEN_WITHIN)}"
        f"\n  their questions: p50 {percentile(held.questions, 50):.1f} ms, "
        f"p99 {percentile(held.questions, 99):.0f} ms, {share:.0%} of one CPU"
        f"\n  the run page meanwhile: p95 {run_page:.0f} ms{met(run_page <= RUN_PAGE_WITHIN)}"
    )


def measure_years() -> None:
    """Print what many years of meetings do to lists, search and pages."""
    size = large.Size(**json.loads(os.environ["BENCH_YEARS"])) if "BENCH_YEARS" in os.environ else large.LARGE
    print(
        f"\nA forum of {size.people} people, {size.meetings} meetings, {size.meetings * size.notes_each} notes and "
        f"{size.actions} actions, beside one of {YOUNG.people}, {YOUNG.meetings}, {YOUNG.meetings * YOUNG.notes_each} "
        f"and {YOUNG.actions}; a charter of {size.clauses} clauses with {size.comments} comments, beside one of "
        f"{YOUNG.clauses} with {YOUNG.comments}: p50 in ms, at most {MOST} times.\n"
    )
    for line in compare_years(SECRET, size):
        print(line, flush=True)


def count_queries(settings: Settings, sample: Sample) -> dict[str, int]:
    """Count the statements of each page, in this process."""
    app = create_app(settings)
    with app.app_context():
        queries.watch(db.engine())
    client = app.test_client()
    client.set_cookie(COOKIE, sample.key)
    counts = {}
    for name, path in {**sample.pages, "many": sample.page_of_many_items}.items():
        with queries.counted() as seen:
            assert client.get(path).status_code == 200
        counts[name] = len(seen)
    return counts


def start_before(settings: Settings, sample: Sample) -> None:
    """Open each page on a server that then stops: it compiles the templates for the next."""
    with serving("product", settings, sample) as server:
        for path in sample.pages.values():
            server.visit(sample.key).get(path)


def compare(ours: Server, theirs: Server, path: str, key: str) -> tuple[Figures, Figures]:
    """Measure a page of both servers in turn, after a first round that does not count."""
    product, minimal = Figures(), Figures()
    for number in range(ROUNDS + 1):
        for server, figures in ((ours, product), (theirs, minimal)):
            found = load(server, path, key, REQUESTS)
            if number:
                figures.rate += found.rate
                figures.cpu += found.cpu
                figures.waits += found.waits
    return product, minimal


def cold_start(settings: Settings, sample: Sample) -> float:
    """Return the middle of a few starts, in seconds from the command to its first page."""
    times = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        with serving("product", settings, sample):
            times.append(time.perf_counter() - begun)
    return statistics.median(times)


def page_row(name: str, product: Figures, minimal: Figures, count: int, view: tuple[int, int]) -> str:
    """Return a page's line of the table."""
    ratio = statistics.median(a / b for a, b in zip(product.cpu, minimal.cpu, strict=True))
    requests, size = view
    line = row(
        name,
        f"{statistics.median(product.rate):.0f} ({statistics.median(minimal.rate):.0f})",
        *(f"{percentile(product.waits, share):.1f} ({percentile(minimal.waits, share):.1f})" for share in (50, 99)),
        f"{statistics.median(product.cpu):.2f} ({statistics.median(minimal.cpu):.2f})",
        f"{ratio:.2f}", str(count), str(requests), str(size),
    )  # fmt: skip
    within = ratio <= RATIO and count <= QUERIES and requests <= FIRST_REQUESTS and size <= FIRST_BYTES
    return line + met(within)


def row(name: str, *cells: str) -> str:
    """Return cells under each other's."""
    widths = (12, 14, 14, 14, 7, 9, 10, 8)
    return f"{name:9}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def met(within: bool) -> str:
    """Say whether a target is met."""
    return "   met" if within else "   MISSED"


if __name__ == "__main__":
    sys.exit(main())
