"""Sending the news of the week: on Monday at nine, to each person once, and nothing where nothing changed."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import db, i18n, jobs, mail, upkeep
from workspace.actions.queries import names_in_tasks
from workspace.actions.weekly import queries
from workspace.actions.weekly.models import WaitingNews
from workspace.actions.words import change_words
from workspace.people.letters import letter, tell
from workspace.people.models import Hears, Person
from workspace.people.names import to_names


@upkeep.every_day
def plan() -> None:
    """Plan the message of the week, once a week: for Monday morning, or the first morning that the server is there."""
    nine = upkeep.next_nine(i18n.zone())
    jobs.enqueue("weekly_news", key=f"weekly_news:{nine:%G-%V}", run_at=nine)


@jobs.handler("weekly_news")
def send() -> None:
    """Write to everybody for whom news waits, once a week; what waited is gone then.

    What somebody may not read any more is left out, and so is somebody for whom nothing is left, or who chose
    meanwhile to hear of nothing.
    """
    key = f"action_news:{i18n.local(db.now()):%G-%V}"
    for person_id, change_ids in queries.waiting().items():
        person = db.session.get_one(Person, person_id)
        told = [change.id for _task, changes in queries.news(person_id, change_ids) for change in changes]
        if told and person.hears is not Hears.PAGES:
            tell(person, "action_news", key=key, change_ids=told)
        done = (WaitingNews.person_id == person_id, WaitingNews.change_id.in_(change_ids))
        db.session.execute(delete(WaitingNews).where(*done))


@mail.template("action_news")
def action_news(person_id: int, change_ids: list[int], to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what changed in a week about the actions that they have to do with. It says of nobody that they
    raised or follow one, and is the same for all who hear of the same."""
    reader = db.session.get_one(Person, person_id)
    news = queries.news(person_id, change_ids)
    space = news[0][0].space if news else None
    language = reader.language or (space.language if space else i18n.offered()[0].code)
    with i18n.speaking(language, space):
        names = names_in_tasks(
            [task for task, _changes in news],
            [text for task, changes in news for text in (task.what, *(change.words for change in changes))],
        )
        told = [_told(task.what, changes, names) | {"task": task} for task, changes in news]
        text = mail.written("action_news", reader=reader, news=told, to_supporter=to_supporter)
        subject = _("The week’s news of your actions")
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)


def _told(what: str, changes: list[Any], names: dict[int, str]) -> dict[str, Any]:
    lines = [(change.at, change_words(change), to_names(change.words, names)) for change in changes]
    return {"what": to_names(what, names), "lines": lines}
