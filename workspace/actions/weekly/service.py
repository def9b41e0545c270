"""Sending the news of the week: on Monday at nine, to each person once, and nothing where nothing changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import db, i18n, jobs, mail, upkeep
from workspace.actions.changes import by_hand
from workspace.actions.models import Task, TaskChange
from workspace.actions.queries import names_in_tasks
from workspace.actions.weekly import queries
from workspace.actions.weekly.models import WaitingNews
from workspace.actions.words import change_words
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.people.names import to_names
from workspace.spaces.models import Space


@upkeep.every_day
def plan() -> None:
    """Plan the message of the week, once a week: for Monday morning, or the first morning that the server is there."""
    nine = upkeep.next_nine(i18n.zone())
    jobs.enqueue("weekly_news", key=f"weekly_news:{nine:%G-%V}", run_at=nine)


@dataclass(frozen=True)
class Told:
    """What changed about one thing, as the message of the week says it."""

    what: str
    lines: Sequence[tuple[datetime | None, str, str]]
    space: Space
    address: str


@dataclass(frozen=True)
class Also:
    """News of another feature for the same message: by their numbers, what waits for each person, which of it they may
    read and in which spaces it is told by hand, how it is said, and how it is forgotten."""

    name: str
    waiting: Callable[[], dict[int, list[int]]]
    open_to: Callable[[Person, list[int]], tuple[list[int], list[ByHand]]]
    said: Callable[[Person, list[int]], list[Told]]
    forget: Callable[[int, list[int]], None]


also: list[Also] = []


@jobs.handler("weekly_news")
def send() -> None:
    """Write to everybody for whom news waits, once a week; what waited is gone then.

    What somebody may not read any more is left out, and so is somebody for whom nothing is left, or who chose
    meanwhile to hear of nothing.
    """
    key = f"action_news:{i18n.local(db.now()):%G-%V}"
    of_actions, of_others = queries.waiting(), {one.name: one.waiting() for one in also}
    for person_id in sorted({*of_actions, *(number for found in of_others.values() for number in found)}):
        person = db.session.get_one(Person, person_id)
        waited = of_actions.get(person_id, [])
        news = queries.news(person_id, waited)
        told = [change.id for _task, changes in news for change in changes]
        hand, more = [one for task, _changes in news for one in by_hand(task, person)], {}
        for one in also:
            numbers = of_others[one.name].get(person_id, [])
            more[one.name], there = one.open_to(person, numbers)
            hand += there
            one.forget(person_id, numbers)
        if (told or any(more.values())) and person.hears is not Hears.PAGES:
            tell(person, "action_news", key=key, by_hand=_by_space(hand), change_ids=told, **more)
        done = (WaitingNews.person_id == person_id, WaitingNews.change_id.in_(waited))
        db.session.execute(delete(WaitingNews).where(*done))


def _by_space(found: Sequence[ByHand]) -> list[ByHand]:
    """Return what is told by hand in each space as one."""
    return [
        ByHand(
            space_id,
            task_ids=[number for one in found if one.space_id == space_id for number in one.task_ids],
            pair_ids=[number for one in found if one.space_id == space_id for number in one.pair_ids],
        )
        for space_id in sorted({one.space_id for one in found})
    ]


@mail.template("action_news")
def action_news(person_id: int, change_ids: list[int], to_supporter: bool = False, **more: list[int]) -> mail.Letter:
    """Tell somebody what changed in a week about the actions that they have to do with, and about what else they hear
    of. It says of nobody that they raised or follow one, and is the same for all who hear of the same."""
    reader = db.session.get_one(Person, person_id)
    news = queries.news(person_id, change_ids)
    others = [told for one in also for told in one.said(reader, more.get(one.name, []))]
    space = next(iter([*(task.space for task, _changes in news), *(told.space for told in others)]), None)
    language = reader.language or (space.language if space else i18n.offered()[0].code)
    with i18n.speaking(language, space):
        names = names_in_tasks(
            [task for task, _changes in news],
            [text for task, changes in news for text in (task.what, *(change.words for change in changes))],
        )
        told = [_told(task, changes, names) for task, changes in news]
        others = [told for one in also for told in one.said(reader, more.get(one.name, []))]  # in this language
        text = mail.written("action_news", reader=reader, news=told, others=others, to_supporter=to_supporter)
        subject = _("The week’s news of your actions") if told or not others else _("The week’s news")
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)


def _told(task: Task, changes: list[TaskChange], names: dict[int, str]) -> Told:
    lines = [(change.at, change_words(change), to_names(change.words, names)) for change in changes]
    address = mail.link("actions.show", slug=task.space.slug, task_id=task.id)
    return Told(to_names(task.what, names), lines, task.space, address)
