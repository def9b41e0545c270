"""Two hundred people follow one meeting while the chair goes on: how soon do they see it, and what does it cost?

Each follower does what their page does: it asks every five seconds if there is news, at a moment of its own.
"""

import html
import os
import re
import threading
import time
from dataclasses import dataclass, field

from bench.load import filled, text_of
from bench.sample import FOLLOWERS, Followed
from bench.servers import Server

EVERY = float(os.environ.get("BENCH_EVERY", "5"))  # seconds between two questions of one follower
CHANGES = int(os.environ.get("BENCH_CHANGES", "4"))  # that the chair makes
BETWEEN = EVERY + 2.0  # seconds from one change to the next
SEEN_WITHIN, RUN_PAGE_WITHIN = EVERY + 1.0, 300  # seconds, milliseconds

SCRIPT = {"HX-Request": "true"}


@dataclass
class Meeting:
    """What happened: when each change was made, and what the followers and the chair waited."""

    changes: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)  # from each change to each follower, in seconds
    questions: list[float] = field(default_factory=list)
    run_page: list[float] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def follow(server: Server, followed: Followed) -> tuple[Meeting, float]:
    """Let everybody follow while the chair goes on. Return what happened, and the share of one CPU that it took."""
    held = Meeting()
    people = [
        threading.Thread(target=_follower, args=(server, followed, key, number, held), daemon=True)
        for number, key in enumerate(followed.keys)
    ]
    for one in people:
        one.start()
    time.sleep(EVERY)  # until everybody has their page
    begun, cpu = time.perf_counter(), server.cpu()
    _chair(server, followed, held)
    used = (server.cpu() - cpu) / (time.perf_counter() - begun)
    held.over.set()
    for one in people:
        one.join(EVERY * 3)
    return held, used


def _follower(server: Server, followed: Followed, key: str, number: int, held: Meeting) -> None:
    visit = server.visit(key)
    time.sleep(EVERY * number / FOLLOWERS)
    address = _question(text_of(visit.get(followed.page)))
    while not held.over.wait(EVERY):
        begun = time.perf_counter()
        answer = visit.get(address, SCRIPT)
        done = time.perf_counter()
        held.questions.append(done - begun)
        if answer.status == 200:
            address = _question(text_of(answer))
            made = [moment for moment in held.changes if moment <= done]
            if made:
                held.seen.append(done - made[-1])


def _question(page: str) -> str:
    found = re.search(r'id="follow-pulse"[^>]*hx-get="([^"]+)"', page)
    assert found, "the page does not ask for news"
    return html.unescape(found[1])


def _chair(server: Server, followed: Followed, held: Meeting) -> None:
    visit = server.visit(followed.chair_key)
    for item in followed.items[1 : CHANGES + 1]:
        page = text_of(visit.get(followed.run))
        save = re.search(r'<form method="post" action="([^"]+/note)"', page)
        assert save, "the chair's page has no notes"
        body = filled(page, save[1], "") | {"go_to": str(item)}
        held.changes.append(time.perf_counter())
        answer = visit.send(followed.go_to, body)
        assert answer.status == 303, answer.status
        held.changes[-1] = time.perf_counter()  # from when the chair sees it themselves
        while time.perf_counter() - held.changes[-1] < BETWEEN:
            begun = time.perf_counter()
            assert visit.get(followed.run).status == 200
            held.run_page.append(time.perf_counter() - begun)
            time.sleep(0.2)
