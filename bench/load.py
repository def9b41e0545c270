"""Asking for pages, many times and by several people at once, and what that cost."""

import gzip
import os
import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bench.sample import Sample
from bench.servers import Answer, Server
from tests.support.html import read

CLIENTS = 4
NOTES_EACH = int(os.environ.get("BENCH_SAVES", "25"))  # that every writer saves


@dataclass
class Figures:
    """What one page cost: requests a second and CPU milliseconds a request by round, waits in seconds by request."""

    rate: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def percentile(waits: list[float], share: int) -> float:
    """Return the wait in milliseconds that this share of requests does not pass."""
    return statistics.quantiles(waits, n=100, method="inclusive")[share - 1] * 1000


def load(server: Server, path: str, key: str, requests: int) -> Figures:
    """Ask for one page by several connections at once."""

    def client(_number: int) -> list[float]:
        visit, waits = server.visit(key), []
        for _ in range(requests // CLIENTS):
            begun = time.perf_counter()
            answer = visit.get(path)
            waits.append(time.perf_counter() - begun)
            assert answer.status == 200, f"{path} answered {answer.status}"
        return waits

    begun, cpu = time.perf_counter(), server.cpu()
    waits = _at_once(client, CLIENTS)
    seconds, used = time.perf_counter() - begun, server.cpu() - cpu
    return Figures([len(waits) / seconds], [used * 1000 / len(waits)], waits)


def _at_once(work: Callable[[int], list[Any]], people: int) -> list[Any]:
    with ThreadPoolExecutor(people) as pool:
        return [one for done in pool.map(work, range(people)) for one in done]


def first_view(server: Server, path: str, key: str) -> tuple[int, int]:
    """Return how many requests a first visit makes, and their bytes as sent."""
    answers = [server.visit(key).get(path)]
    parts = set(re.findall(r'(?:<link [^>]*href|<script [^>]*src)="([^"]+)"', text_of(answers[0])))
    answers += [server.visit(key).get(part) for part in sorted(parts)]
    assert all(answer.status == 200 for answer in answers), f"a part of {path} is missing"
    return len(answers), sum(len(answer.body) + len(str(answer.headers)) for answer in answers)


def write_notes(server: Server, sample: Sample) -> tuple[list[float], int]:
    """Let everybody who writes save notes at once, each their own item's. Return the waits, and how many failed."""

    def writer(number: int) -> list[tuple[float, bool]]:
        visit, saved = server.visit(sample.writer_keys[number]), []
        for turn in range(NOTES_EACH):
            page = text_of(visit.get(sample.note_pages[number]))
            address = sample.note_addresses[number]
            body = filled(page, address, f"What person {number} heard, in their turn {turn}.")
            begun = time.perf_counter()
            answer = visit.send(address, body)
            saved.append((time.perf_counter() - begun, answer.status == 303))
        return saved

    saved = _at_once(writer, len(sample.writer_keys))
    return [wait for wait, _ in saved], sum(not well for _, well in saved)


def filled(page: str, address: str, text: str) -> dict[str, str]:
    """Return the fields of the form that posts to this address, with a new text for the note."""
    tree = read(page)
    form = next(form for form in tree.iter("form") if form.get("action") == address)
    fields = {one.get("name", ""): one.get("value", "") for one in form.iter("input")}
    return {**fields, **{area.get("name", ""): text for area in form.iter("textarea")}}


def text_of(answer: Answer) -> str:
    """Return the page as text."""
    packed = answer.headers["Content-Encoding"] == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()
