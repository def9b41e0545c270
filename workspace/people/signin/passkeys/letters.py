"""Messages about passkeys. Loaded everywhere: one that was written lately can be read where they are switched off."""

from flask_babel import gettext as _

from workspace import db, i18n, mail
from workspace.people.letters import letter
from workspace.people.models import Person


@mail.template("passkey_added")
def added(person_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell the person that a passkey opens their account too, and what to do if it is not theirs."""
    return _letter("passkey_added", person_id, to_supporter)


@mail.template("passkey_removed")
def removed(person_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell the person that a passkey opens their account no more."""
    return _letter("passkey_removed", person_id, to_supporter)


def _letter(name: str, person_id: int, to_supporter: bool) -> mail.Letter:
    person = db.session.get_one(Person, person_id)
    language = person.language or i18n.language().code
    with i18n.speaking(language):
        said = {
            "passkey_added": _("A passkey was added to your account"),
            "passkey_removed": _("A passkey was removed from your account"),
        }
        text = mail.written(name, person=person, to_supporter=to_supporter, said=said[name])
    return letter(person, to_supporter=to_supporter, language=language, subject=said[name], text=text)
