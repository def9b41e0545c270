"""A forum of many years beside a young one: the same pages, filled alike, over a hundred times the rows.

What grows with the years is seen by the ratio of the middle waits (p50), taken in turn over one connection each.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import url_for
from sqlalchemy import select

from bench.sample import Sample
from bench.servers import Server, serving
from workspace import create_app, db, migrations, sample
from workspace.actions.models import Task
from workspace.charters.consulting.models import Consultation
from workspace.charters.models import CharterVersion
from workspace.config import Settings
from workspace.meetings.models import Meeting
from workspace.people.queries import with_email
from workspace.people.signin.service import start_session
from workspace.sample import consulted, large

# Every list fills its first page, and a meeting and a person have as many actions as after many years.
# The small one: enough that a page of each list is full.
# Its charter is as long: what many comments do to it is looked for.
YOUNG_MEETINGS = int(os.environ.get("BENCH_YOUNG", "45"))
YOUNG = large.Size(people=60, meetings=YOUNG_MEETINGS, notes_each=40, actions=600, clauses=120, comments=100)
TIMES = int(os.environ.get("BENCH_TIMES", "40"))  # that each page is asked for
MOST = 1.5  # times as long


def compare_years(secret: str, size: large.Size = large.LARGE) -> Iterator[str]:
    """Give a line for each page: the middle wait in the young forum and in the old one, and their ratio."""
    with ExitStack() as stack:
        young, its = stack.enter_context(_forum(secret, YOUNG))
        old, theirs = stack.enter_context(_forum(secret, size))
        for name, path in its.pages.items():
            waits = _in_turn((young, its.key, path), (old, theirs.key, theirs.pages[name]))
            few, many = (statistics.median(one) * 1000 for one in waits)
            yield f"{name:24}{few:8.1f}{many:8.1f}{many / few:8.2f}   {'met' if many / few <= MOST else 'NOT MET'}"


@contextmanager
def _forum(secret: str, size: large.Size) -> Iterator[tuple[Server, Sample]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder, secret_key=secret)
        made = _prepare(settings, size)
        with serving("product", settings, made) as server:
            yield server, made


def _prepare(settings: Settings, size: large.Size) -> Sample:
    app = create_app(settings)
    with app.app_context():
        migrations.upgrade(db.engine())
        with db.transaction():
            sample.load()
            large.load(size)
            reader = with_email("callum@merrowdale.example")
            assert reader, "the sample has no note taker"
            key = start_session(reader)
            last = db.session.scalars(select(Meeting.id).where(Meeting.title.endswith(f"part {size.meetings}"))).one()
            asked = db.session.scalars(select(Consultation).order_by(Consultation.id.desc()).limit(1)).one()
            charter = db.session.get_one(CharterVersion, asked.version_id).charter_id
            owner = db.session.scalar(select(Task.owner_id).order_by(Task.id.desc()).limit(1))
        db.engine().dispose()
    with app.test_request_context():
        forum, at = {"slug": large.FORUM}, {"slug": large.FORUM, "meeting_id": last}
        about = {"charter_id": charter, **forum}
        pages = {
            "home": url_for("people.home"),
            "list of meetings": url_for("meetings.index", **forum),
            "its second page": url_for("meetings.index", page=2, **forum),
            # A word that fills the page of both: of those with “bus” the young forum has four.
            "meetings by a word": url_for("meetings.index", words="part", **forum),
            "search: a common word": url_for("search.index", words="bus", **forum),
            "search: three words": url_for("search.index", words="mother bus winter", **forum),
            "search: a name": url_for("search.index", words="Bela", **forum),
            "list of actions": url_for("actions.index", **forum),
            "all actions": url_for("actions.index", state="all", **forum),
            "my actions": url_for("actions.index", who="me", **forum),
            "actions of somebody": url_for("actions.index", who=owner, state="all", **forum),
            "actions of a meeting": url_for("actions.index", meeting=last, state="all", **forum),
            "actions by a word": url_for("actions.index", words="winter", **forum),
            "actions: a common word": url_for("actions.index", words="about", **forum),
            "a meeting": url_for("meetings.show", **at),
            "its notes": url_for("notes.show", **at),
            "a charter": url_for("charters.show", **about),
            "a charter, asked about": url_for("consulting.show", **about),
            "all that was said": url_for("consulting.said", consultation_id=asked.id, **about),
            "what was said of one": url_for("consulting.clause", clause_number=consulted.DISCUSSED, **about),
        }
    return Sample(key, pages, "", [], [], [])


def _in_turn(*askers: tuple[Server, str, str]) -> list[list[float]]:
    waits: list[list[float]] = [[] for _ in askers]
    visits = [(server.visit(key), path) for server, key, path in askers]
    for number in range(TIMES + 2):
        for (visit, path), taken in zip(visits, waits, strict=True):
            begun = time.perf_counter()
            answer = visit.get(path)
            assert answer.status == 200, f"{path} answered {answer.status}"
            if number > 1:
                taken.append(time.perf_counter() - begun)
    return waits
