"""The forum that is measured: the sample, and in it a meeting of the size that every figure is about.

12 agenda items with notes, 30 people, 10 actions. It is happening, so that all five pages are full. All of it is made
by the verbs that people use.
"""

import os
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select

from workspace import create_app, db, migrations, sample
from workspace.config import Settings
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.invitations.models import Answer, Duty
from workspace.meetings.invitations.service import give_duties, invite
from workspace.meetings.models import Involvement, WhoDecides, WorkLevel
from workspace.meetings.notes import service as notes
from workspace.meetings.notes.models import Result
from workspace.meetings.running import service as running
from workspace.people.models import Person
from workspace.people.service import change_profile
from workspace.people.signin.service import start_session
from workspace.roles import Role
from workspace.sample.held import Held, Row
from workspace.sample.meetings import HALL
from workspace.sample.people import Group
from workspace.spaces import service as spaces
from workspace.spaces.queries import membership, space

ITEMS, PEOPLE, ACTIONS, MANY_ITEMS = 12, 30, 10, 120
FOLLOWERS = int(os.environ.get("BENCH_FOLLOWERS", "200"))
WRITERS = 8
COOKIE = "session_key"
NOW_AT = 4  # the item that the meeting is at, counted from nothing
READER, ORGANISER = "callum", "gwen"  # of the sample: a note taker who sees all five pages, and who plans meetings


@dataclass(frozen=True)
class Followed:
    """A meeting that many follow: its pages, its items, and the keys of the chair and of those who follow."""

    page: str
    run: str
    go_to: str
    items: list[int]
    chair_key: str
    keys: list[str]


@dataclass(frozen=True)
class Sample:
    """Where the pages are, and the keys of the sessions that ask for them."""

    key: str
    pages: dict[str, str]
    page_of_many_items: str
    writer_keys: list[str]
    note_pages: list[str]  # one for each writer
    note_addresses: list[str]  # where each posts
    followed: Followed | None = None


def prepare(settings: Settings) -> Sample:
    """Make the database that these settings name, and fill it."""
    app = create_app(settings)
    with app.app_context():
        migrations.upgrade(db.engine())
        with db.transaction():
            sample.load()
        with db.transaction():
            forum = _forum()
            writers = _bring_people(forum)
            held, items = _measured_meeting(forum, writers)
            followed, followed_items, followers = _followed_meeting(forum)
            many, _items, _invited = _planned(forum, writers, "A long day", 60, MANY_ITEMS)
            keys = [start_session(forum.people[name]) for name in (READER, *writers)]
            follower_keys = [start_session(person) for person in followers]
    with app.test_request_context():
        at: dict[str, Any] = {"slug": forum.space.slug, "meeting_id": held.number}
        there: dict[str, Any] = {"slug": forum.space.slug, "meeting_id": followed.number}
        return Sample(
            key=keys[0],
            pages={
                "home": url_for("people.home"),
                "meeting": url_for("meetings.show", **at),
                "run": url_for("running.run", **at),
                "notes": url_for("notes.show", **at),
                "actions": url_for("actions.index", slug=forum.space.slug),
            },
            page_of_many_items=url_for("meetings.show", slug=forum.space.slug, meeting_id=many.number),
            writer_keys=keys[1:],
            note_pages=[url_for("running.run", item=item, **at) for item in items[:WRITERS]],
            note_addresses=[url_for("notes.save", item_id=item, **at) for item in items[:WRITERS]],
            followed=Followed(
                page=url_for("following.follow", **there),
                run=url_for("running.run", **there),
                go_to=url_for("running.go_to", **there),
                items=followed_items,
                chair_key=keys[0],
                keys=follower_keys,
            ),
        )


def _forum() -> Group:
    """Return the forum of the sample, its people under their short names."""
    found = space("merrowdale")
    assert found, "the sample has no forum"
    known = db.session.scalars(select(Person).where(Person.email.endswith("@merrowdale.example"))).all()
    return Group(found, {(person.email or "").partition("@")[0]: person for person in known})


def _bring_people(forum: Group) -> list[str]:
    """Add people until there are enough for the meeting, and return the short names of those who write notes."""
    names = [f"member{number}" for number in range(1, PEOPLE + 1)]
    for number, name in enumerate(names, 1):
        role = Role.NOTE_TAKER if number <= WRITERS else Role.MEMBER
        person = spaces.add_person(
            forum.space, actor=forum.people[ORGANISER], name=f"Robin Ashdown-Pereira {number}", role=role,
            email=f"{name}@merrowdale.example", title="Parent carer",
        )  # fmt: skip
        change_profile(
            person, preferred_name=person.preferred_name, pronouns="they/them", say_name="ROB-in ASH-down pe-RAY-ra",
            described_as="", about="Two children, one bus. I want one letter that makes sense.",
        )  # fmt: skip
        forum.people[name] = person
    return names[:WRITERS]


def _planned(forum: Group, writers: list[str], title: str, day: int, items: int) -> tuple[Held, list[int], list[str]]:
    """Return a meeting with so many items, their numbers, and the short names of everybody who is invited."""
    gwen = forum.people[ORGANISER]
    held = Held.plan(
        forum, gwen, day, (9, 17), title=title, **HALL,
        purpose="Write the letter that tells a family which bus their child takes, so that nobody has to ring.",
        involvement=Involvement.CO_PRODUCTION, who_decides=WhoDecides.TOGETHER, work_level=WorkLevel.SERVICE,
        can_change="Every word, the order, the pictures, and who signs it.",
        cannot_change="The day it must go out, and what the law says about who gets a place.",
        decided_by_others="The bus company decides its times. It has said that it will come and listen.",
    )  # fmt: skip
    numbers = held.put_on_agenda(gwen, _rows(items))
    others = [name for name in forum.people if name.startswith("member") and name not in writers]
    invited = ["farida", READER, *writers, *others][:PEOPLE]
    held.invite(gwen, invited)
    answers = (Answer.IN_PERSON, Answer.IN_PERSON, Answer.ONLINE, Answer.PHONE, Answer.NOT_SURE, Answer.APOLOGIES)
    held.answer({name: answers[number % len(answers)] for number, name in enumerate(invited)})
    return held, numbers, invited


def _measured_meeting(forum: Group, writers: list[str]) -> tuple[Held, list[int]]:
    """Return the meeting that is happening, and the numbers of its items."""
    gwen, callum = forum.people[ORGANISER], forum.people[READER]
    held, items, invited = _planned(forum, writers, "Getting to school: the new bus letters", 1, ITEMS)
    give_duties(held.meeting, actor=gwen, holders={Duty.CHAIR: forum.people["farida"].id, Duty.NOTE_TAKER: callum.id})
    running.open_meeting(held.meeting, actor=callum)
    running.go_to(held.item(items[NOW_AT]), actor=callum)
    _write(held, callum, items, invited)
    return held, items


def _followed_meeting(forum: Group) -> tuple[Held, list[int], list[Person]]:
    """Return a meeting that is happening, its items, and the many people who are invited to it."""
    gwen, callum = forum.people[ORGANISER], forum.people[READER]
    held, items, _invited = _planned(forum, [], "Everybody’s meeting", 2, ITEMS)
    people = [
        spaces.add_person(
            forum.space, actor=gwen, name=f"Sam Ashdown-Pereira {number}", role=Role.MEMBER, title="Parent carer",
            email=f"follower{number}@merrowdale.example",
        )
        for number in range(1, FOLLOWERS + 1)
    ]  # fmt: skip
    slug = forum.space.slug
    places = [place for person in people if (place := membership(slug, person.id))]
    invite(held.meeting, actor=gwen, members=places, guest=None)
    running.open_meeting(held.meeting, actor=callum)
    running.go_to(held.item(items[0]), actor=callum)
    return held, items, people


def _write(held: Held, callum: Person, items: list[int], invited: list[str]) -> None:
    for number, item in enumerate(items, 1):
        text = (
            f"Robin Ashdown-Pereira {number} read page {number} of the letter aloud.\n\n- It does not say which bus.\n"
            "- The telephone number is on the back.\n\n**Everybody** wants the number first, and the rest after it."
        )
        notes.save_note(held.item(item), actor=callum, text=text, version=0)
    for item in items[NOW_AT : NOW_AT + 2]:
        notes.decide(
            held.item(item), actor=callum, result=Result.AGREED, asked_for="A letter that says the bus first.",
            words="The number of the bus stands in the first line.", reason="It is what everybody looks for.",
            not_possible="", who_can_change="This forum, at any meeting.", different_views="",
        )  # fmt: skip
    for number in range(ACTIONS):
        name = invited[1 + number % 3]  # some of them are the reader's own
        held.write_down(callum, items[NOW_AT + number % 2], name, f"Read draft {number + 1} of the letter aloud", 3)


def _rows(count: int) -> list[Row]:
    kinds = (ItemKind.INFORMATION, ItemKind.DISCUSSION, ItemKind.DECISION)
    more = {"details": "We read it aloud, and mark each word that somebody stumbles over.", "led_by": "Farida Nasser"}
    return [(kinds[number % 3], f"Page {number + 1} of the letter", 10, more) for number in range(count)]
