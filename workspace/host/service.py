"""What hosts are told once a week: where the record of what was done ends."""

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail, upkeep
from workspace.host import queries
from workspace.people.letters import letter
from workspace.people.models import Person


@upkeep.every_day
def tell_record() -> None:
    """Write to every host once a week with number and seal of the newest row of the record.

    A chain of seals does not show by itself that its end was cut off. A message that lies elsewhere does.
    """
    number, seal = audit.head()
    week = f"{db.now():%G-%V}"
    for host in queries.hosts():
        mail.send("record", host.id, key=f"record:{week}:{host.id}", number=number, seal=seal)


@mail.template("record")
def record(person_id: int, number: int, seal: str, to_supporter: bool = False) -> mail.Letter:
    """Tell a host where the record ended, to compare with later."""
    host = db.session.get_one(Person, person_id)
    language = host.language or i18n.offered()[0].code
    with i18n.speaking(language):
        subject = _("Keep this: the record ends at row %(number)d", number=number)
        text = mail.written("record", person=host, number=number, seal=seal)
    return letter(host, to_supporter=to_supporter, language=language, subject=subject, text=text)
