"""The pages that the product is measured beside: the same HTML from the same rows, and nothing else.

One query for each collection, a login, one token against posts from other sites, words from the catalogue. No rules of
access, no objects, no record, no drafts, no components: about the least that a Flask page of this kind can cost.
"""

import gzip
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates, lists
from flask import Flask, Response, g, render_template, request
from flask_babel import Babel, get_locale
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Row, Select, create_engine, exists, func, select

from workspace.actions.models import OPEN_STATES, Task
from workspace.actions.words import STATE, STATE_TAG
from workspace.charters.consulting.models import CharterComment, Consultation
from workspace.charters.models import CharterVersion
from workspace.config import ROOT, Settings
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.feedback.models import Feedback
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.invitations.words import DUTY
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision, Note
from workspace.meetings.notes.words import INTRODUCTION, RESULT
from workspace.meetings.notes_clock import working_days_after
from workspace.meetings.words import (
    INVOLVEMENT,
    INVOLVEMENT_MEANS,
    ITEM_KIND,
    MEETING_STATE,
    WHO_DECIDES,
    WHO_DECIDES_MEANS,
    WORK_LEVEL,
    YOUR_ANSWER,
)
from workspace.models import people, signin, spaces
from workspace.people.names import referenced, to_names
from workspace.people.signin.queries import hash_of
from workspace.people.words import REACH_BY
from workspace.spaces.words import ROLE, SHARING, SHARING_SPOKEN
from workspace.text import as_html

ZONE = ZoneInfo("Europe/London")
PERSON, SPACE, PLACE, SESSION = (
    model.__table__ for model in (people.Person, spaces.Space, spaces.Membership, signin.UserSession)
)
MEETING, ITEM, INVITED, NOTE, DECISION, TASK, FEEDBACK = (
    model.__table__ for model in (Meeting, AgendaItem, Invitation, Note, Decision, Task, Feedback)
)
VERSION, ASKED, COMMENT = (model.__table__ for model in (CharterVersion, Consultation, CharterComment))


class Reader(UserMixin):  # type: ignore[misc]
    """Who is asking, as Flask-Login wants it."""

    def __init__(self, row: Row[Any]) -> None:
        self.row, self.id = row, row.id


def rows(query: Select[Any]) -> Sequence[Row[Any]]:
    """Return what a query finds."""
    return g.connection.execute(query).all()  # type: ignore[no-any-return]


def row(query: Select[Any]) -> Any:
    """Return the first row that a query finds."""
    return g.connection.execute(query).first()


# --- how days and times are written --------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _day(value: date, locale: str) -> str:
    return dates.format_date(value, "EEEE d MMMM y", locale=locale)


def day(value: date) -> str:
    return _day(value.astimezone(ZONE).date() if isinstance(value, datetime) else value, str(get_locale()))


def clock(value: datetime) -> str:
    at = value.astimezone(ZONE)
    return f"{(at.hour - 1) % 12 + 1}{f':{at.minute:02}' if at.minute else ''}{'am' if at.hour < 12 else 'pm'}"


def machine(value: date) -> str:
    return value.astimezone(ZONE).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def listing(words: Sequence[Any]) -> str:
    return lists.format_list([str(word) for word in words], locale=get_locale()) if words else ""


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper()


# --- the pages -----------------------------------------------------------------------------------------------------


@login_required  # type: ignore[untyped-decorator]
def home() -> str:
    now, person = datetime.now(UTC), current_user.row
    places = rows(select(SPACE, PLACE.c.role, PLACE.c.title).join(PLACE).where(PLACE.c.person_id == person.id))
    to_come = (
        select(MEETING, SPACE.c.slug, INVITED.c.answer)
        .join(INVITED, INVITED.c.meeting_id == MEETING.c.id)
        .join(SPACE, SPACE.c.id == MEETING.c.space_id)
        .where(INVITED.c.person_id == person.id, MEETING.c.ends_at > now)
        .where(MEETING.c.state.in_([MeetingState.PLANNED, MeetingState.HAPPENING]))
        .order_by(MEETING.c.starts_at)
    )
    decisions = select(func.count(DECISION.c.id)).where(DECISION.c.meeting_id == MEETING.c.id).scalar_subquery()
    readable = (
        select(MEETING, SPACE.c.slug, decisions.label("decisions"))
        .join(SPACE, SPACE.c.id == MEETING.c.space_id)
        .where(MEETING.c.notes_published_at.is_not(None), MEETING.c.space_id.in_([place.id for place in places]))
        .order_by(MEETING.c.notes_published_at.desc())
        .limit(10)
    )
    mine = (
        select(TASK, SPACE.c.slug)
        .join(SPACE, SPACE.c.id == TASK.c.space_id)
        .where(TASK.c.owner_id == person.id, TASK.c.state.in_(OPEN_STATES))
        .order_by(TASK.c.due_on, TASK.c.id)
    )
    commented = exists().where(COMMENT.c.consultation_id == ASKED.c.id, COMMENT.c.by_id == person.id)
    drafts = (
        select(VERSION.c.charter_id, VERSION.c.title, ASKED.c.closes_on, SPACE.c.slug)
        .join(ASKED, ASKED.c.version_id == VERSION.c.id)
        .join(SPACE, SPACE.c.id == ASKED.c.space_id)
        .where(ASKED.c.space_id.in_([place.id for place in places]), ASKED.c.closed_at.is_(None), ~commented)
        .where(ASKED.c.opens_on <= now.date(), ASKED.c.closes_on >= now.date())
        .order_by(ASKED.c.closes_on)
    )
    coming = rows(to_come)
    tasks = rows(mine)
    return page(
        "home.html", space=places[0], places=places, meeting=next(iter(coming), None), tasks=tasks, now=now,
        waiting=[one for one in coming if one.answer is None], drafts=rows(drafts), news=rows(readable),
        names=_names(t.what for t in tasks),
    )  # fmt: skip


@login_required  # type: ignore[untyped-decorator]
def meeting(slug: str, meeting_id: int) -> str:
    space, held = _of_meeting(slug, meeting_id)
    items, places = _items(meeting_id), _places(meeting_id)
    coming = [place for place in places if place.answer in {"in_person", "online", "phone"}]
    before = (MEETING.c.space_id == space.id, MEETING.c.state == "closed", MEETING.c.starts_at < held.starts_at)
    said = select(MEETING).join(FEEDBACK, FEEDBACK.c.meeting_id == MEETING.c.id).where(*before)
    return page(
        "meeting.html", last_time=row(said.order_by(MEETING.c.starts_at.desc()).limit(1)),
        space=space, meeting=held, items=items, times=_times(held, items), coming=coming,
        counts=Counter(place.answer for place in places), mine=_mine(places), due=_due(space, held),
        agenda_due=held.starts_at - timedelta(days=held.agenda_days),
        names=_names([held.welcomer, *(item.led_by for item in items)]),
    )  # fmt: skip


@login_required  # type: ignore[untyped-decorator]
def run(slug: str, meeting_id: int) -> str:
    space, held = _of_meeting(slug, meeting_id)
    items, places = _items(meeting_id), _places(meeting_id)
    index, item = next((index, item) for index, item in enumerate(items) if item.state == "now")
    note = row(select(NOTE).where(NOTE.c.item_id == item.id))
    decisions, tasks = _decisions(DECISION.c.item_id == item.id), _tasks(TASK.c.item_id == item.id)
    return page(
        "run.html", space=space, meeting=held, items=items, item=item, index=index, note=note, decisions=decisions,
        tasks=tasks, until=_times(held, items)[index + 1], invited=places,
        turns=[place for place in places if place.answer != "apologies"],
        names=_names([item.led_by, note.text, *(task.what for task in tasks)]),
    )  # fmt: skip


@login_required  # type: ignore[untyped-decorator]
def notes(slug: str, meeting_id: int) -> str:
    space, held = _of_meeting(slug, meeting_id)
    items, places = _items(meeting_id), _places(meeting_id)
    written = {note.item_id: note.text for note in rows(select(NOTE).where(NOTE.c.meeting_id == meeting_id))}
    decisions, tasks = _decisions(DECISION.c.meeting_id == meeting_id), _tasks(TASK.c.meeting_id == meeting_id)
    return page(
        "notes.html", space=space, meeting=held, items=items, written=written, decisions=decisions, tasks=tasks,
        there=[place.preferred_name for place in places if place.answer in {"in_person", "online", "phone"}],
        away=[place.preferred_name for place in places if place.answer == "apologies"], due=_due(space, held),
        names=_names([*(item.led_by for item in items), *written.values(), *(task.what for task in tasks)]),
    )  # fmt: skip


@login_required  # type: ignore[untyped-decorator]
def actions(slug: str) -> str:
    space = row(select(SPACE).where(SPACE.c.slug == slug))
    of_space = TASK.c.space_id == space.id
    tasks = rows(
        select(TASK, PERSON.c.preferred_name, MEETING.c.title)
        .join(PERSON, PERSON.c.id == TASK.c.owner_id)
        .join(MEETING, MEETING.c.id == TASK.c.meeting_id)
        .where(of_space, TASK.c.state.in_(OPEN_STATES))
        .order_by(TASK.c.due_on.is_(None), TASK.c.due_on, TASK.c.id)
        .limit(50)
    )
    owners = rows(
        select(PERSON).where(PERSON.c.id.in_(select(TASK.c.owner_id).where(of_space))).order_by("preferred_name")
    )
    states = rows(select(TASK.c.state, func.count().label("count")).where(of_space).group_by(TASK.c.state))
    today = datetime.now(ZONE).date()
    return page(
        "actions.html", space=space, tasks=tasks, owners=owners, counts={one.state: one.count for one in states},
        late={task.id: (today - task.due_on).days for task in tasks if task.due_on and task.due_on < today},
        names=_names(text for task in tasks for text in (task.what, task.state_words)),
    )  # fmt: skip


def page(name: str, **context: Any) -> str:
    """Return the page with what all of them need."""
    return render_template(
        name, person=current_user.row, csrf=generate_csrf(), once=secrets.token_urlsafe(16), **context
    )


# --- their rows ----------------------------------------------------------------------------------------------------


def _of_meeting(slug: str, meeting_id: int) -> tuple[Row[Any], Row[Any]]:
    held = row(select(MEETING).join(SPACE).where(MEETING.c.id == meeting_id, SPACE.c.slug == slug))
    return row(select(SPACE).where(SPACE.c.id == held.space_id)), held


def _items(meeting_id: int) -> Sequence[Row[Any]]:
    there = (ITEM.c.meeting_id == meeting_id, ITEM.c.removed_at.is_(None))
    return rows(select(ITEM).where(*there).order_by(ITEM.c.position))


def _places(meeting_id: int) -> Sequence[Row[Any]]:
    who = (PERSON.c.preferred_name, PERSON.c.pronouns, PERSON.c.say_name, PERSON.c.about)
    invited = select(INVITED, *who).join(PERSON, PERSON.c.id == INVITED.c.person_id)
    return rows(invited.where(INVITED.c.meeting_id == meeting_id).order_by(INVITED.c.position))


def _mine(places: Sequence[Row[Any]]) -> Row[Any] | None:
    return next((place for place in places if place.person_id == current_user.id), None)


def _decisions(where: Any) -> Sequence[Row[Any]]:
    return rows(select(DECISION).where(where).order_by(DECISION.c.number))


def _tasks(where: Any) -> Sequence[Row[Any]]:
    owned = select(TASK, PERSON.c.preferred_name).join(PERSON, PERSON.c.id == TASK.c.owner_id)
    return rows(owned.where(where).order_by(TASK.c.id))


def _names(texts: Any) -> Mapping[int, str]:
    ids = referenced(texts)
    known = rows(select(PERSON.c.id, PERSON.c.preferred_name).where(PERSON.c.id.in_(ids))) if ids else []
    return {one.id: one.preferred_name for one in known}


def _times(held: Row[Any], items: Sequence[Row[Any]]) -> list[datetime]:
    """Return when each item begins, and when the last one ends."""
    times = [held.starts_at]
    for item in items:
        times.append(times[-1] + timedelta(minutes=item.minutes))
    return times


def _due(space: Row[Any], held: Row[Any]) -> date:
    return working_days_after(held.ends_at.astimezone(ZONE).date(), space.notes_days)


# --- building ------------------------------------------------------------------------------------------------------


def create_minimal(settings: Settings) -> Flask:
    """Build an application of these five pages, at the product's addresses, on the product's database."""
    app = Flask(__name__, template_folder="templates", static_folder=str(ROOT / "static"))
    app.config["SECRET_KEY"] = settings.secret_key
    engine = create_engine(settings.database_address)
    _log_in(app)
    Babel(
        app, default_locale="en_GB", default_translation_directories=str(ROOT / "translations"),
        locale_selector=lambda: {"cy": "cy"}.get(str(request.accept_languages.best_match(["en-GB", "cy"])), "en_GB"),
    )  # fmt: skip

    @app.before_request
    def begin() -> None:
        g.connection = engine.connect()

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        g.connection.close()

    @app.after_request
    def compress(answer: Response) -> Response:
        if "gzip" in request.headers.get("Accept-Encoding", "") and answer.mimetype == "text/html":
            answer.set_data(gzip.compress(answer.get_data(), 5))
            answer.headers["Content-Encoding"] = "gzip"
        return answer

    app.add_url_rule("/me", view_func=home)
    app.add_url_rule("/spaces/<slug>/meetings/<int:meeting_id>", view_func=meeting)
    app.add_url_rule("/spaces/<slug>/meetings/<int:meeting_id>/run", view_func=run)
    app.add_url_rule("/spaces/<slug>/meetings/<int:meeting_id>/notes", view_func=notes)
    app.add_url_rule("/spaces/<slug>/actions", view_func=actions)
    _give_words(app)
    return app


def _log_in(app: Flask) -> None:
    login = LoginManager(app)

    @login.request_loader  # type: ignore[untyped-decorator]
    def reader(asked: Any) -> Reader | None:
        key = hash_of(asked.cookies.get("session_key", ""))
        open_now = (SESSION.c.key_hash == key, SESSION.c.ended_at.is_(None), SESSION.c.ends_at > datetime.now(UTC))
        found = row(select(PERSON).join(SESSION, SESSION.c.person_id == PERSON.c.id).where(*open_now))
        return Reader(found) if found else None


def _give_words(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["rich"] = as_html
    app.jinja_env.globals.update(
        day=day, clock=clock, machine=machine, listing=listing, initials=initials, to_names=to_names,
        ITEM_KIND=ITEM_KIND, MEETING_STATE=MEETING_STATE, INVOLVEMENT=INVOLVEMENT, STATE=STATE, STATE_TAG=STATE_TAG,
        INVOLVEMENT_MEANS=INVOLVEMENT_MEANS, WHO_DECIDES=WHO_DECIDES, WHO_DECIDES_MEANS=WHO_DECIDES_MEANS,
        YOUR_ANSWER=YOUR_ANSWER, DUTY=DUTY, INTRODUCTION=INTRODUCTION, RESULT=RESULT, ROLE=ROLE, REACH_BY=REACH_BY,
        SHARING=SHARING, SHARING_SPOKEN=SHARING_SPOKEN, WORK_LEVEL=WORK_LEVEL,
    )  # fmt: skip
