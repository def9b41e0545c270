"""What organisers do with papers, and what people are told of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.papers import queries
from workspace.meetings.papers.models import Paper, PaperForm, PaperReading, PaperVersion
from workspace.meetings.papers.owed import for_reader, is_chosen, readers
from workspace.meetings.papers.words import in_words
from workspace.meetings.queries import meeting_to_tell, people_to_name
from workspace.meetings.search.service import make_paper_findable
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.uploads.models import Upload
from workspace.uploads.taking import Taken, keep


@dataclass(frozen=True)
class Brought:
    """A version as somebody brings it: in one form and language, as a file or as a link."""

    form: PaperForm
    language: str
    file: Taken | None = None
    link: str = ""


def add(meeting: Meeting, *, actor: Person, facts: dict[str, Any]) -> Paper:
    """Put a paper on the list: for which item, what it means for people, and by when it is sent. Recorded.

    It need not exist yet. Refused: a meeting that is cancelled, and an item of another meeting.
    """
    _refuse_cancelled(meeting)
    paper = Paper(
        space_id=meeting.space_id, meeting_id=meeting.id, added_by_id=actor.id, added_at=db.now(),
        **_kept(meeting, facts),
    )  # fmt: skip
    db.session.add(paper)
    db.session.flush()
    make_paper_findable(paper, meeting)
    _record(actor, paper, "added")
    return paper


def change(paper: Paper, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what is said of a paper. Recorded. Refused: what `add` refuses."""
    _refuse_cancelled(paper.meeting)
    for name, value in _kept(paper.meeting, facts).items():
        setattr(paper, name, value)
    make_paper_findable(paper, paper.meeting)
    _record(actor, paper, "changed")


def remove(paper: Paper, *, actor: Person) -> None:
    """Take a paper off the list. Recorded. Refused: one that exists; remove its versions first."""
    if paper.versions:
        raise DomainError(_("People can read this paper already. Remove its versions first"))
    _record(actor, paper, "removed")
    db.session.execute(delete(Paper).where(Paper.id == paper.id))


def add_version(paper: Paper, *, actor: Person, brought: Brought) -> list[Person]:
    """Add the paper in one form and language. Recorded. From now on it is sent.

    Whoever reads this version first is told, once: those who chose it, and where it is the first of all everybody.
    Returns the people who have no e-mail and must get it otherwise.
    Refused: a form and language that exists already, and a meeting that is cancelled.
    """
    _refuse_cancelled(paper.meeting)
    if any((one.form, one.language) == (brought.form, brought.language) for one in paper.versions):
        raise DomainError(_("The paper exists in this form and language already. Remove that one first"), "kind")
    where = {"space_id": paper.space_id, "paper_id": paper.id, "form": brought.form, "language": brought.language}
    upload = keep(brought.file, space_id=paper.space_id, actor=actor) if brought.file else None
    version = PaperVersion(
        **where, upload_id=upload.id if upload else None, link="" if upload else brought.link,
        sent_on=i18n.local(db.now()).date(), added_by_id=actor.id, added_at=db.now(),
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    _record(actor, paper, "version added", form=brought.form.value, language=brought.language)
    return _tell_readers(paper, version)


def remove_version(version: PaperVersion, *, actor: Person) -> None:
    """Delete the paper in one form and language, with its file. Recorded."""
    _record(actor, version.paper, "version removed", form=version.form.value, language=version.language)
    db.session.execute(delete(PaperVersion).where(PaperVersion.id == version.id))
    if version.upload_id:
        db.session.execute(delete(Upload).where(Upload.id == version.upload_id))


def add_reading(paper: Paper, *, actor: Person, how_many: int, who: str, read_on: date, changed: str) -> PaperReading:
    """Write down that people read the paper before it was final, and what changed after. Recorded.

    Everybody who reads of the paper reads this with it. Refused: a day to come; a cancelled meeting.
    """
    _refuse_cancelled(paper.meeting)
    if read_on > i18n.local(db.now()).date():
        raise DomainError(_("That day is still to come. Write the day on which they read it"), "read_on")
    people = people_to_name(paper.space_id)
    made = PaperReading(
        space_id=paper.space_id, paper_id=paper.id, how_many=how_many, who=to_references(who, people), read_on=read_on,
        changed=to_references(changed, people), added_by_id=actor.id, added_at=db.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _record(actor, paper, "reading added")
    return made


def remove_reading(reading: PaperReading, *, actor: Person) -> None:
    """Take back that people read the paper. Recorded."""
    _record(actor, reading.paper, "reading removed")
    db.session.execute(delete(PaperReading).where(PaperReading.id == reading.id))


def _kept(meeting: Meeting, facts: dict[str, Any]) -> dict[str, Any]:
    if facts["item_id"] not in {item.id for item in meeting.items}:
        raise DomainError(_("That item is not on the agenda any more. Choose another"), "item")
    people = people_to_name(meeting.space_id) if facts["brought_by"] else []
    return facts | {"brought_by": to_references(facts["brought_by"], people)}


def _refuse_cancelled(meeting: Meeting) -> None:
    if meeting.state is MeetingState.CANCELLED:
        raise DomainError(_("This meeting is cancelled, so its papers stay as they were"))


def _record(actor: Person, paper: Paper, what: str, **more: str) -> None:
    audit.record(actor, Event.PAPER_CHANGED, paper, {"what": what, **more})


# --- what people are told ------------------------------------------------------------------------------------------


def _tell_readers(paper: Paper, version: PaperVersion) -> list[Person]:
    meeting, language = paper.meeting, paper.meeting.space.language
    if not meeting.can_be_changed:
        return []
    known = [*paper.versions, version]
    untold = []
    for person in readers(meeting.invitations):
        if for_reader(known, person, language)[0] is not version:
            continue
        if not tell(person, "paper", key=f"paper:{version.id}", meeting_id=meeting.id, paper_id=paper.id):
            untold.append(person)
    return untold


@mail.template("paper")
def paper(person_id: int, meeting_id: int, paper_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody that a paper is here: what it means for people, and in which form they can read it."""
    person, meeting = db.session.get_one(Person, person_id), meeting_to_tell(meeting_id)
    found = queries.paper_to_tell(meeting_id, paper_id)
    of_space = meeting.space.language
    version = next(iter(for_reader(found.versions, person, of_space)), None) if found else None
    language = person.language or of_space
    with i18n.speaking(language, meeting.space):
        facts = {"space": meeting.space.name, "day": i18n.day(meeting.starts_at, year=False)}
        subject = _("%(space)s: something to read before %(day)s", **facts)
        text = mail.written(
            "paper",
            person=person,
            meeting=meeting,
            paper=found,
            form=in_words(version.form, version.language, of_space) if version else "",
            chosen=bool(version and person.formats and is_chosen(version, person, of_space)),
            to_supporter=to_supporter,
        )
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
