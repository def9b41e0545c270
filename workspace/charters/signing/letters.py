"""Messages about signatures, and the reminders that go by themselves."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from workspace import db, i18n, jobs, mail, upkeep
from workspace.charters.signing import queries
from workspace.charters.signing.service import write_to
from workspace.people.letters import letter
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Space

SUBJECT: dict[str, Any] = {
    "sign_asked": _l("Will you sign “%(title)s” for %(body)s?"),
    "sign_reminder": _l("A reminder: will you sign “%(title)s” for %(body)s?"),
    "signed": _l("You signed “%(title)s” for %(body)s: your receipt"),
    "sign_answered": _l("“%(title)s”: %(body)s has answered"),
}
LATE = 2  # days that the first may come late, where the server was away


upkeep.each_morning("remind_of_signing", "sign_reminders", queries.spaces_that_ask)


@jobs.handler("remind_of_signing")
def remind(space_id: int) -> None:
    """Write to the leaders of a space a week and a day before their answer is due, each once."""
    space = db.session.get_one(Space, space_id)
    with i18n.speaking(space.language, space):
        days = {i18n.today() + timedelta(days=7 - late): 7 for late in range(LATE + 1)}
        days[i18n.today() + timedelta(days=1)] = 1
        for signing in queries.to_remind(space, days):
            key = f"sign_reminder:{signing.id}:{signing.answer_by}:{days[signing.answer_by]}"
            write_to(signing, signing.person, "sign_reminder", key=key)


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
