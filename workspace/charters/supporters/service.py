"""What becomes of a name under a charter: put there, confirmed, taken away."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, i18n, mail, throttle, upkeep
from workspace.audit import Event
from workspace.charters.models import Charter
from workspace.charters.supporters import queries
from workspace.charters.supporters.models import CameBy, Supporter
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.signin.queries import sealed

KEPT = timedelta(days=7)  # until it is confirmed
A_SENDER, AN_ADDRESS = 30, 3  # names a day from one network address, a library's; messages a day to one mail address
DAY = timedelta(days=1)


def put(charter: Charter, *, email: str, sender: str, language: str, facts: dict[str, Any]) -> Supporter:
    """Keep a name until its address is confirmed by the link in one message. It counts from then on. Refused: too many
    from one place or to one address in a day; a charter that takes no names."""
    if not charter.takes_names:
        raise DomainError(_("Nobody can put their name under this charter now"))
    mark = sealed("supporter", email)
    if not throttle.hit(f"supporters from {sender}", A_SENDER, DAY):
        raise DomainError(_("Many names came from your network today. Try again tomorrow, or write to us"))
    if not throttle.hit(f"supporters at {mark}", AN_ADDRESS, DAY):
        raise DomainError(_("We sent messages to this address today. Look for the newest, and use its link"), "email")
    row = Supporter(
        space_id=charter.space_id, charter_id=charter.id, email=email, address_mark=mark, came_by=CameBy.PAGE,
        made_at=db.now(), language=language, **facts,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    mail.send("supporter_confirm", None, key=f"supporter:{row.id}", supporter_id=row.id)
    return row


def confirm(one: Supporter) -> None:
    """Count a name from now on, and forget its address. One that was confirmed before with the same address goes.
    Recorded. Done again it changes nothing."""
    if one.confirmed_at:
        return
    for before in queries.confirmed_before(one):
        db.session.delete(before)
    one.confirmed_at, one.email = db.now(), ""
    db.session.flush()
    audit.record(None, Event.NAME_CONFIRMED, one)


def type_in(charter: Charter, *, actor: Person, way: CameBy, facts: dict[str, Any]) -> Supporter:
    """Count a name that somebody gave by paper, by phone or at a meeting, and who typed it in. Recorded."""
    row = Supporter(
        space_id=charter.space_id, charter_id=charter.id, came_by=way, typed_by_id=actor.id, made_at=db.now(),
        confirmed_at=db.now(), **facts,
    )  # fmt: skip
    db.session.add(row)
    audit.record(actor, Event.NAME_TYPED, row, {"came_by": way})
    return row


def take_away(one: Supporter, *, actor: Person | None) -> None:
    """Take a name away, for good: by whoever put it there, or by an organiser, for what does not belong there.
    Recorded."""
    audit.record(actor, Event.NAME_TAKEN_AWAY, one)
    db.session.delete(one)
    db.session.flush()


@upkeep.every_day
def forget_unconfirmed() -> None:
    """Remove names that nobody confirmed for a week, with their addresses."""
    gone = queries.never_confirmed(db.now() - KEPT)
    why = {"any_space": "what waits is removed everywhere"}
    db.session.execute(delete(Supporter).where(Supporter.id.in_(gone)), execution_options=why)


@mail.template("supporter_confirm", private=True)
def confirm_letter(person_id: None, supporter_id: int, to_supporter: bool = False) -> mail.Letter:
    """Bring the link that confirms a name to the address that somebody typed. It holds no word that they typed: nobody
    can send a message of their own to a stranger by it."""
    one = queries.supporter_to_tell(supporter_id)
    if one is None or not one.email:
        return mail.Letter("", "", i18n.language().code, _("This message is not needed any more"), "")
    language = one.language or one.space.language
    with i18n.speaking(language, one.space):
        title = queries.title_of(one.charter)
        text = mail.written("supporter_confirm", space=one.space, one=one, title=title, token=queries.token_of(one))
        subject = _("Confirm that you put your name under “%(title)s”", title=title)
    return mail.Letter("", one.email, language, subject, text)
