"""Messages of a consultation: to every member on its first day."""

from flask_babel import gettext as _

from workspace import db, i18n, jobs, mail
from workspace.charters.consulting import queries
from workspace.i18n import today
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.spaces.handover.queries import members_to_tell


@jobs.handler("consultation_open")
def tell_members(consultation_id: int, by: int) -> None:
    """Tell everybody in the group that they are asked, once, but for those who read news on the pages alone. A day
    that was moved meanwhile has work of its own."""
    consultation = queries.consultation_to_tell(consultation_id)
    with i18n.speaking(consultation.space.language, consultation.space):
        if not consultation.takes_comments(today()):
            return
    for number in members_to_tell(consultation.space_id, but=by):
        person = db.session.get_one(Person, number)
        if person.hears is not Hears.PAGES:
            hand = [ByHand(consultation.space_id)]
            key = f"consultation_open:{consultation.id}"
            tell(person, "consultation_open", key=key, by_hand=hand, consultation_id=consultation.id)


@mail.template("consultation_open")
def open_letter(person_id: int, consultation_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask a member what they think of a draft."""
    person, asked = db.session.get_one(Person, person_id), queries.consultation_to_tell(consultation_id)
    language = person.language or asked.space.language
    with i18n.speaking(language, asked.space):
        around = {"person": person, "space": asked.space, "consultation": asked, "to_supporter": to_supporter}
        text = mail.written("consultation_open", **around)
        subject = _("What do you think of “%(title)s”?", title=asked.version.title)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
