"""What people do so that a charter is looked at again; and the messages that remind them, each sent once."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, i18n, jobs, mail, upkeep
from workspace.audit import Event
from workspace.charters import service as writing
from workspace.charters.models import Charter, CharterVersion
from workspace.charters.reviewing import queries
from workspace.charters.reviewing.models import CharterReview, CharterReviewer, ReviewResult
from workspace.charters.reviewing.words import countdown
from workspace.i18n import today
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.people.names import to_references
from workspace.spaces.models import Space
from workspace.spaces.venues.queries import people_to_name

BEFORE = (30, 7)  # days before the day at which people are reminded
LATE = 2  # days that a reminder may come late, where the server was away


def plan(version: CharterVersion, *, actor: Person, on: date | None, people: Sequence[int]) -> None:
    """Say when the charter is looked at again and by whom, in place of what was said before; no day means not at all.
    Recorded."""
    charter = version.charter
    db.session.refresh(charter, ["review_on"], with_for_update=True)
    charter.review_on = on
    here = (CharterReviewer.charter_id == charter.id, CharterReviewer.space_id == charter.space_id)
    db.session.execute(delete(CharterReviewer).where(*here))
    whose = {"space_id": charter.space_id, "charter_id": charter.id}
    db.session.add_all(CharterReviewer(**whose, person_id=number) for number in people)
    db.session.flush()
    audit.record(actor, Event.CHARTER_REVIEW_PLANNED, charter, {"on": on.isoformat() if on else ""})


def record(
    version: CharterVersion, *, actor: Person, result: ReviewResult, words: str, next_on: date
) -> CharterVersion:
    """Keep what came of looking at a charter, and the day of the next look. Where the next version begins, return its
    draft, or the one that there is already. Recorded, without the words."""
    charter = version.charter
    db.session.refresh(charter, ["review_on"], with_for_update=True)
    said = {"result": result, "words": to_references(words, people_to_name(version.space_id)), "next_on": next_on}
    whose = {"space_id": version.space_id, "charter_id": charter.id, "number": version.number, "by_id": actor.id}
    db.session.add(CharterReview(at=db.now(), was_due_on=charter.review_on, **whose, **said))
    charter.review_on = next_on
    db.session.flush()
    audit.record(actor, Event.CHARTER_REVIEWED, charter, {"number": version.number, "result": result})
    return writing.begin_next(version, actor=actor) if result is ReviewResult.NEXT else version


upkeep.each_morning("remind_of_reviews", "charter_reviews", queries.spaces_that_review)


@jobs.handler("remind_of_reviews")
def remind(space_id: int) -> None:
    """Tell the reviewers a month and a week before the day, each once for each charter, its day and each of the two;
    but for those who read news on the pages alone."""
    space = db.session.get_one(Space, space_id)
    with i18n.speaking(space.language, space):
        days = {today() + timedelta(days=before - late): before for before in BEFORE for late in range(LATE + 1)}
        for charter in queries.due(space, days):
            assert charter.review_on  # noqa: S101  (they were chosen by it)
            version, before = queries.newest_of(charter), days[charter.review_on]
            for person in queries.reviewers(version):
                if person.hears is not Hears.PAGES:
                    key = f"charter_review:{charter.id}:{charter.review_on}:{before}"
                    tell(person, "charter_review", key=key, by_hand=[ByHand(space.id)], charter_id=charter.id)


@mail.template("charter_review")
def review_letter(person_id: int, charter_id: int, to_supporter: bool = False) -> mail.Letter:
    """Remind a reviewer that a charter is to be looked at again."""
    person = db.session.get_one(Person, person_id)
    found_by = {"any_space": "a message is about the charter that it names"}
    version = queries.newest_of(db.session.get_one(Charter, charter_id, execution_options=found_by))
    language = person.language or version.space.language
    with i18n.speaking(language, version.space):
        said = {"person": person, "space": version.space, "version": version, "when": countdown(version.charter)}
        text = mail.written("charter_review", to_supporter=to_supporter, **said)
        subject = _("Is “%(title)s” still right?", title=version.title)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
