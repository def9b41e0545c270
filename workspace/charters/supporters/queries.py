"""Reading names under a charter."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.charters.models import Charter, CharterVersion, VersionState
from workspace.charters.supporters.models import Capacity, Supporter
from workspace.people.signin.queries import same, sealed
from workspace.spaces.models import Space

MOST = 500  # names on a page
LONGEST_NUMBER = 9  # digits


def count_of(charter: Charter) -> dict[Capacity, int]:
    """Return how many put their name under a charter, by capacity, listed or not."""
    here = (Supporter.charter_id == charter.id, Supporter.space_id == charter.space_id)
    found = select(Supporter.capacity, func.count()).where(*here, Supporter.confirmed_at.is_not(None))
    counts = {capacity: int(count) for capacity, count in db.session.execute(found.group_by(Supporter.capacity))}
    return {one: counts[one] for one in Capacity if one in counts}


def named_under(charter: Charter, capacity: Capacity | None = None) -> Sequence[Supporter]:
    """Return who put their name under a charter and is listed, the newest first, at most MOST."""
    here = (Supporter.charter_id == charter.id, Supporter.space_id == charter.space_id, Supporter.is_listed)
    found = select(Supporter).where(*here, Supporter.confirmed_at.is_not(None))
    if capacity:
        found = found.where(Supporter.capacity == capacity)
    return db.session.scalars(found.order_by(Supporter.confirmed_at.desc(), Supporter.id.desc()).limit(MOST)).all()


def supporter(slug: str, charter_id: int, supporter_id: int) -> Supporter | None:
    """Return a name under a charter of this space."""
    found = select(Supporter).join(Supporter.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, Supporter.id == supporter_id)
    return db.session.scalar(found.options(contains_eager(Supporter.charter).contains_eager(Charter.space)))


def supporter_with(slug: str, charter_id: int, token: str) -> Supporter | None:
    """Return the name that this link belongs to, confirmed or not."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    found = supporter(slug, charter_id, int(number))
    return found if found and same(token, token_of(found)) else None


def token_of(one: Supporter) -> str:
    """Return the secret in the link of a name under a charter. It is not kept anywhere: it is made anew."""
    return f"{one.id}.{sealed('supporter', f'{one.id} {one.made_at.isoformat()}')[:32]}"


def confirmed_before(one: Supporter) -> Sequence[Supporter]:
    """Return what was confirmed under the same charter with the same address."""
    here = (Supporter.charter_id == one.charter_id, Supporter.space_id == one.space_id, Supporter.id != one.id)
    same_address = (Supporter.address_mark == one.address_mark, Supporter.confirmed_at.is_not(None))
    return db.session.scalars(select(Supporter).where(*here, *same_address)).all()


def never_confirmed(before: datetime) -> Sequence[int]:
    """Return the numbers of names, in all spaces, that wait since before this moment to be confirmed."""
    found = select(Supporter.id).where(Supporter.confirmed_at.is_(None), Supporter.made_at < before)
    return db.session.scalars(found, execution_options={"any_space": "what waits is removed everywhere"}).all()


def supporter_to_tell(supporter_id: int) -> Supporter | None:
    """Return a name under a charter with its space, for the message to its address; None when it is gone."""
    whole = joinedload(Supporter.charter).joinedload(Charter.space)
    why = {"any_space": "a message is about the name that it names"}
    return db.session.scalar(
        select(Supporter).where(Supporter.id == supporter_id).options(whole), execution_options=why
    )


def title_of(charter: Charter) -> str:
    """Return what the version of a charter that is in force is called."""
    here = (CharterVersion.charter_id == charter.id, CharterVersion.space_id == charter.space_id)
    found = select(CharterVersion.title).where(*here, CharterVersion.state == VersionState.AGREED)
    return db.session.scalar(found.order_by(CharterVersion.number.desc()).limit(1)) or ""
