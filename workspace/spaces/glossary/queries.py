"""Reading the glossary. What pages need of it is read once for each time that the list changed."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.spaces.glossary.finding import Entry, Glossary
from workspace.spaces.glossary.models import Term
from workspace.spaces.models import Space


def terms(of: Space) -> Sequence[Term]:
    """Return the whole list by word, with who asked for those that wait: one query."""
    return db.session.scalars(
        select(Term).where(Term.space_id == of.id).options(joinedload(Term.asked_by)).order_by(Term.key)
    ).all()


def term(slug: str, term_id: int) -> Term | None:
    """Return a word of this space's list, with the space and who asked for it."""
    return db.session.scalar(
        select(Term)
        .join(Term.space)
        .where(Space.slug == slug, Term.id == term_id)
        .options(contains_eager(Term.space), joinedload(Term.asked_by))
    )


def term_to_tell(term_id: int) -> Term:
    """Return the word that a message is about, with its space."""
    why = {"any_space": "the message names its word, and the host may read any message"}
    return db.session.get_one(Term, term_id, options=[joinedload(Term.space)], execution_options=why)


def taken(space_id: int, key: str, *, but: int = 0) -> Term | None:
    """Return the row in which the list has this word already, other than the one with the number `but`."""
    same = (Term.space_id == space_id, Term.key == key, Term.id != but)
    return db.session.scalars(select(Term).where(*same).options(joinedload(Term.asked_by))).first()


def waiting_count(space_id: int) -> int:
    """Return how many words wait to be explained."""
    return db.session.scalar(select(func.count(Term.id)).where(Term.space_id == space_id, Term.means == "")) or 0


def any_explained(space_id: int) -> bool:
    """Say whether the list explains anything."""
    return bool(db.session.scalar(select(exists().where(Term.space_id == space_id, Term.means != ""))))


def glossary(space: Space) -> Glossary:
    """Return the explained words of the space. A worker asks the database once for each time that the list changed."""
    return _read(space.id, space.glossary_mark) if space.glossary_mark else Glossary([])


@lru_cache(maxsize=200)
def _read(space_id: int, mark: str) -> Glossary:
    shown = select(Term.word, Term.in_full, Term.means, Term.language, Term.id)
    rows = db.session.execute(shown.where(Term.space_id == space_id, Term.means != ""))
    return Glossary(Entry(*row) for row in rows)
