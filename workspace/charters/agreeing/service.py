"""What organisers and members do until a version of a charter is agreed."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete

from workspace import audit, db, i18n, jobs, mail
from workspace.audit import Event
from workspace.charters import queries as charters
from workspace.charters.adopting.service import tell_adopters_of
from workspace.charters.agreeing import queries
from workspace.charters.consulting import queries as consultations
from workspace.charters.models import CharterAnswer, CharterVersion, VersionState
from workspace.errors import DomainError
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.people.names import to_references
from workspace.spaces.handover.queries import members_to_tell
from workspace.spaces.venues.queries import people_to_name


def ask(version: CharterVersion, *, actor: Person, until: date) -> None:
    """Ask every member whether they agree with the draft; nobody changes it meanwhile. Recorded. Refused: a version
    that is no draft, one without a word in it, one with a commitment that nobody answers for, and one on which people
    are still consulted."""
    _lock(version)
    if version.state is not VersionState.DRAFT:
        raise DomainError(_("The group is asked already"))
    parts = [part for part in charters.all_parts(version) if part.kind and not part.is_out]
    if not parts:
        raise DomainError(_("There is nothing in it yet that people could agree with"))
    if nobodys := [str(part.number) for part in parts if part.wants_body]:
        raise DomainError(
            ngettext(
                "Say first who answers for commitment %(numbers)s",
                "Say first who answers for commitments %(numbers)s",
                len(nobodys),
                numbers=i18n.listing(nobodys),
            )
        )
    if any(one.closed_at is None for one in consultations.of_version(version)):
        raise DomainError(_("People are still asked what they think of this draft. Close that first"))
    version.state, version.asked_until, version.changed_at = VersionState.ASKED, until, db.now()
    db.session.flush()
    audit.record(actor, Event.CHARTER_ASKED, version.charter, {"number": version.number})
    moment = int(version.changed_at.timestamp())
    jobs.enqueue(
        "charter_asked", key=f"charter_asked:{version.id}:{moment}", version_id=version.id, moment=moment, by=actor.id
    )


def answer(version: CharterVersion, *, actor: Person, agrees: bool, why: str) -> CharterAnswer:
    """Say whether they agree, in place of what they said before. Recorded, without the words. Refused: where nobody is
    asked any more."""
    _lock(version)
    if version.state is not VersionState.ASKED:
        raise DomainError(
            _("Nobody is asked about these words now. What you wrote is still here: copy it if you need it")
        )
    row = queries.answer_of(version, actor)
    if row is None:
        row = CharterAnswer(space_id=version.space_id, version_id=version.id, by_id=actor.id)
    row.agrees, row.why, row.at = agrees, to_references(why, people_to_name(version.space_id)), db.now()
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.CHARTER_ANSWERED, version.charter, {"number": version.number})
    return row


def take_back(version: CharterVersion, *, actor: Person) -> None:
    """Go on writing: what people said of the words as they were goes, for it was said of other words. Recorded.
    Refused: where nobody is asked."""
    _lock(version)
    if version.state is not VersionState.ASKED:
        raise DomainError(_("Nobody is asked about these words now"))
    version.state, version.asked_until = VersionState.DRAFT, None
    here = (CharterAnswer.version_id == version.id, CharterAnswer.space_id == version.space_id)
    db.session.execute(delete(CharterAnswer).where(*here))
    db.session.flush()
    audit.record(actor, Event.CHARTER_TAKEN_BACK, version.charter, {"number": version.number})


def agreed(version: CharterVersion, *, actor: Person, how: str, meeting_id: int | None) -> None:
    """Write down that the group agreed this version. Nothing changes it from now on. Groups that adopted the charter
    hear of it. Recorded. Refused: where the group was not asked."""
    _lock(version)
    if version.state is not VersionState.ASKED:
        raise DomainError(_("Ask the group first: everybody must have had the chance to say something"))
    version.state, version.agreed_at = VersionState.AGREED, db.now()
    version.agreed_how, version.meeting_id = to_references(how, people_to_name(version.space_id)), meeting_id
    db.session.flush()
    audit.record(actor, Event.CHARTER_AGREED, version.charter, {"number": version.number})
    tell_adopters_of(version.charter_id)


def _lock(version: CharterVersion) -> None:
    """Let one change of what the group is asked follow another."""
    db.session.flush()
    db.session.refresh(version, ["state"], with_for_update=True)


@jobs.handler("charter_asked")
def tell_members(version_id: int, moment: int, by: int) -> None:
    """Tell everybody in the group that they are asked, but for those who read news on the pages alone."""
    version = queries.version_to_tell(version_id)
    if version.state is not VersionState.ASKED:
        return
    for number in members_to_tell(version.space_id, but=by):
        person = db.session.get_one(Person, number)
        if person.hears is not Hears.PAGES:
            hand = [ByHand(version.space_id)]
            tell(
                person, "charter_asked", key=f"charter_asked:{version.id}:{moment}", by_hand=hand, version_id=version.id
            )


@mail.template("charter_asked")
def asked_letter(person_id: int, version_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask a member whether they agree with a charter."""
    person, version = db.session.get_one(Person, person_id), queries.version_to_tell(version_id)
    language = person.language or version.space.language
    with i18n.speaking(language, version.space):
        text = mail.written(
            "charter_asked", person=person, space=version.space, version=version, to_supporter=to_supporter
        )
        subject = _("Do you agree with “%(title)s”?", title=version.title)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
