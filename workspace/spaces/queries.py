"""Reading spaces and their people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person, ReachBy
from workspace.roles import Role
from workspace.spaces.models import Membership, Space

PAGE = 50  # people on one page of a list


def space(slug: str) -> Space | None:
    """Return the space at this address."""
    return db.session.scalars(*_space(slug=slug)).one_or_none()


@db.kept
def _space(*, slug: db.Bound) -> Select[Space]:
    return select(Space).where(Space.slug == slug)


def any_space() -> bool:
    """Say whether the installation has been set up."""
    return bool(db.session.scalar(select(exists().where(Space.id.is_not(None)))))


def public_spaces() -> Sequence[Space]:
    """Return the spaces whose welcome page is open to all, by name."""
    return db.session.scalars(select(Space).where(Space.is_public).order_by(func.lower(Space.name), Space.id)).all()


def slug_taken(slug: str, *, but: int = 0) -> bool:
    """Say whether a space, other than the one with the number `but`, has this address."""
    return bool(db.session.scalar(select(exists().where(Space.slug == slug, Space.id != but))))


@dataclass(frozen=True)
class People:
    """One page of people, and how many there are in all."""

    rows: Sequence[Membership]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return last_page(self.total, PAGE)


def people_of(of: Space, *, words: str = "", left: bool = False, page: int = 1) -> People:
    """Return people of the space, by name, whose name or part in the space has these words: two queries.

    Those who have left are a list of their own. A page beyond the last is the last.
    """
    chosen = select(Membership).join(Membership.person).where(Membership.space_id == of.id)
    chosen = chosen.where(Membership.left_at.is_not(None) if left else Membership.left_at.is_(None))
    return one_page(chosen.where(*having(words)), page)


def having(words: str) -> list[ColumnElement[bool]]:
    """Return the conditions that a person's name or part in the space has these words."""
    texts = (Person.preferred_name, Membership.title, Membership.speaks_for_name)
    return [or_(*(text.icontains(word, autoescape=True) for text in texts)) for word in words.split()]


def one_page(chosen: Select[Membership], page: int) -> People:
    """Return a page of the people who were chosen, by name: two queries. A page beyond the last is the last."""
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = nearest_page(page, total, PAGE)
    rows = db.session.scalars(_by_name(chosen).offset((page - 1) * PAGE).limit(PAGE)).all()
    return People(rows, total, page)


def to_reach_otherwise(of: Space) -> Sequence[Membership]:
    """Return the people of the space who want post, phone or text, or have no e-mail, by name."""
    wanted = Person.reach_by.in_([ReachBy.TEXT, ReachBy.POST, ReachBy.PHONE])
    chosen = (
        select(Membership)
        .join(Membership.person)
        .where(Membership.space_id == of.id, Membership.left_at.is_(None), or_(wanted, Person.email.is_(None)))
    )
    return db.session.scalars(_by_name(chosen)).all()


def _by_name(chosen: Select[Membership]) -> Select[Membership]:
    return chosen.options(contains_eager(Membership.person), joinedload(Membership.space)).order_by(
        func.lower(Person.preferred_name), Membership.id
    )


def membership(slug: str, person_id: int) -> Membership | None:
    """Return a person's place in this space, also of one who has left, with the person and the space."""
    return db.session.scalar(
        select(Membership)
        .join(Membership.space)
        .where(Space.slug == slug, Membership.person_id == person_id)
        .options(contains_eager(Membership.space), joinedload(Membership.person))
    )


def people_with_role(space_id: int, roles: Collection[Role]) -> Sequence[Person]:
    """Return who has one of these roles in a space today, by name."""
    theirs = (Membership.space_id == space_id, Membership.left_at.is_(None), Membership.role.in_(roles))
    chosen = select(Person).join(Membership, Membership.person_id == Person.id).where(*theirs)
    return db.session.scalars(chosen.order_by(func.lower(Person.preferred_name), Person.id)).all()


def has_other_organiser(of: Membership) -> bool:
    """Say whether the space has an organiser besides this person."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Membership.space_id == of.space_id,
                    Membership.id != of.id,
                    Membership.role == Role.ORGANISER,
                    Membership.left_at.is_(None),
                )
            )
        )
    )
