"""Messages to organisers whose group adopted a charter: it has new words."""

from flask_babel import gettext as _

from workspace import db, i18n, jobs, mail
from workspace.charters.adopting import queries
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person


@jobs.handler("charter_new_words")
def tell_adopters(charter_id: int) -> None:
    """Tell the organisers of each group that adopted a charter, once for each version, but for those who read news on
    the pages alone."""
    for adoption, number in queries.behind(charter_id):
        for person in queries.organisers(adoption.space_id):
            if person.hears is not Hears.PAGES:
                key = f"charter_new_words:{adoption.id}:{number}"
                hand = [ByHand(adoption.space_id)]
                tell(person, "charter_new_words", key=key, by_hand=hand, adoption_id=adoption.id)


@mail.template("charter_new_words")
def new_words_letter(person_id: int, adoption_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell an organiser that a charter which the group adopted has new words."""
    person, adoption = db.session.get_one(Person, person_id), queries.adoption_to_tell(adoption_id)
    language = person.language or adoption.space.language
    with i18n.speaking(language, adoption.space):
        around = {"person": person, "space": adoption.space, "adoption": adoption, "to_supporter": to_supporter}
        text = mail.written("charter_new_words", **around)
        subject = _("New words in “%(title)s”", title=adoption.title)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
