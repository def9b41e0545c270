"""Reading who hears what becomes of a pair."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.people.models import Person, SpeaksFor
from workspace.said.pairs.models import Pair, PairState, WaitingPair
from workspace.spaces.models import Membership


def approvers(pair: Pair) -> Sequence[Person]:
    """Return who can approve a pair: as the rule in access.py says, members who speak for no organisation and did not
    write it."""
    here = (Membership.space_id == pair.space_id, Membership.left_at.is_(None))
    theirs = (Membership.speaks_for != SpeaksFor.BODY, Membership.person_id.not_in(pair.writers))
    chosen = select(Person).join(Membership, Membership.person_id == Person.id).where(*here, *theirs)
    return db.session.scalars(chosen.order_by(Person.id)).all()


def concerned(pair: Pair, said_it: Iterable[int]) -> Sequence[Person]:
    """Return who wrote and who approved a pair, while they belong to the space, and these people, who said it."""
    saw_to_it = {*pair.writers, pair.approved_by_id} - {None}
    still_here = select(Membership.person_id).where(Membership.space_id == pair.space_id, Membership.left_at.is_(None))
    chosen = or_(Person.id.in_(said_it), and_(Person.id.in_(saw_to_it), Person.id.in_(still_here)))
    return db.session.scalars(
        select(Person).where(chosen).order_by(Person.id).options(selectinload(Person.memberships))
    ).all()


def waiting_news() -> dict[int, list[int]]:
    """Return the numbers of the pairs of which each person hears with the message of the week."""
    rows = db.session.execute(select(WaitingPair.person_id, WaitingPair.pair_id).order_by(WaitingPair.id)).all()
    found: dict[int, list[int]] = {}
    for person_id, pair_id in rows:
        found.setdefault(person_id, []).append(pair_id)
    return found


def to_hear_of(person: Person, numbers: Collection[int]) -> list[Pair]:
    """Return these pairs with their spaces, but for those where the person belongs no more, and drafts."""
    if not numbers:
        return []
    db.session.refresh(person, ["memberships"])
    why = {"any_space": "somebody's message of the week is about all their groups"}
    rows = select(Pair).where(Pair.id.in_(numbers)).order_by(Pair.id).options(joinedload(Pair.space))
    found = db.session.scalars(rows, execution_options=why).all()
    return [
        one for one in found if one.state is not PairState.DRAFT and (one.is_public or person.role_in(one.space_id))
    ]
