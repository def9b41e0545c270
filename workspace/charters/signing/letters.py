"""Messages about signatures, and the reminders that go by themselves."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from workspace import db, i18n, mail, upkeep
from workspace.charters.signing import queries
from workspace.charters.signing.service import write_to
from workspace.people.letters import letter
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in

SUBJECT: dict[str, Any] = {
    "sign_asked": _l("Will you sign “%(title)s” for %(body)s?"),
    "sign_reminder": _l("A reminder: will you sign “%(title)s” for %(body)s?"),
    "signed": _l("You signed “%(title)s” for %(body)s: your receipt"),
    "sign_answered": _l("“%(title)s”: %(body)s has answered"),
}
REMINDED = (7, 1)  # days before the answer is due
LONDON = ZoneInfo("Europe/London")


@upkeep.every_day
def remind_of_signing() -> None:
    """Write to leaders a week and a day before their answer is due, each once."""
    today = db.now().astimezone(LONDON).date()
    days = [today + timedelta(days=count) for count in REMINDED]
    for signing_id, person_id, answer_by in queries.to_remind(days):
        signing, person = queries.signing_to_tell(signing_id), db.session.get_one(Person, person_id)
        left = (answer_by - today).days
        write_to(signing, person, "sign_reminder", key=f"sign_reminder:{signing_id}:{answer_by}:{left}")


def _letter(template: str, person_id: int, signing_id: int, to_supporter: bool) -> mail.Letter:
    person, signing = db.session.get_one(Person, person_id), queries.signing_to_tell(signing_id)
    language = person.language or signing.space.language
    with i18n.speaking(language, signing.space):
        names = names_in(signing.texts)
        text = mail.written(
            template, person=person, signing=signing, space=signing.space, version=signing.version,
            to_supporter=to_supporter, why=to_names(signing.why, names), state=signing.state.value,
        )  # fmt: skip
        subject = str(SUBJECT[template]) % {"title": signing.version.title, "body": signing.body.name}
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


@mail.template("sign_asked", private=True)
def asked_letter(person_id: int, signing_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask a leader to sign. The link leads to a page that is theirs alone."""
    return _letter("sign_asked", person_id, signing_id, to_supporter)


@mail.template("sign_reminder", private=True)
def reminder_letter(person_id: int, signing_id: int, to_supporter: bool = False) -> mail.Letter:
    """Remind a leader that they are asked to sign."""
    return _letter("sign_reminder", person_id, signing_id, to_supporter)


@mail.template("signed", private=True)
def signed_letter(person_id: int, signing_id: int, to_supporter: bool = False) -> mail.Letter:
    """Thank who signed, with the code, and lead them to the receipt."""
    return _letter("signed", person_id, signing_id, to_supporter)


@mail.template("sign_answered", private=True)
def answered_letter(person_id: int, signing_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell whoever asked what a leader answered."""
    return _letter("sign_answered", person_id, signing_id, to_supporter)
