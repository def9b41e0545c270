"""Two rules that are watched in every test: a request that reads changes nothing, and no query forgets its space."""

from typing import Any

from flask import has_request_context, request
from sqlalchemy import Column, Engine, Table, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, ClauseElement

from workspace import db
from workspace.db import SAFE, Base

CHANGING = ("INSERT", "UPDATE", "DELETE")
# A statement on any space says why, in words: select(…).execution_options(any_space="the host sees every message").
ANY_SPACE = "any_space"


def watch(engine: Engine) -> None:
    """Refuse, on this engine, every change that a GET makes outside a transaction of its own."""

    def refuse_change(_c: object, _cursor: object, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(CHANGING) or not has_request_context():
            return
        own = db._writing.get()  # True inside db.separate_transaction: there a look at somebody's needs is recorded
        assert own or request.method not in SAFE, f"{request.method} {request.path} writes: {statement[:200]}"

    event.listen(engine, "before_cursor_execute", refuse_change)


def owned_by_a_space(table: Table) -> bool:
    return "space_id" in table.c


@event.listens_for(Session, "do_orm_execute")
def refuse_forgotten_space(state: ORMExecuteState) -> None:
    """Refuse a request's SELECT on rows of a space that nothing ties to one space, one person, or one parent.

    What ties: `space_id`, the space's slug or id, or any column that points to another row (`meeting_id`,
    `person_id`…), compared with a value. The row's own id does not: it comes from the address, and every number can be
    typed there.
    """
    if not has_request_context() or not state.is_select or state.is_relationship_load or state.is_column_load:
        return
    if state.execution_options.get(ANY_SPACE):
        return
    forgotten = unbound(state.statement)
    assert not forgotten, (
        f"{request.method} {request.path} reads {forgotten} of every space: bind space_id, the space's slug or a "
        f"parent's id, or say why not with execution_options(any_space=…)\n{state.statement}"
    )


def unbound(statement: Any) -> list[str]:
    """Return the space-owned tables that a statement reads, when nothing in it ties them down."""
    where = getattr(
        statement, "whereclause", None
    )  # what ties mostly stands here: to look at all takes ten times as long
    if where is not None and any(map(_ties, visitors.iterate(where))):
        return []
    parts = list(visitors.iterate(statement))
    if any(map(_ties, parts)):
        return []
    return sorted({part.name for part in parts if isinstance(part, Table) and owned_by_a_space(part)})


def _ties(part: ClauseElement) -> bool:
    if not isinstance(part, BinaryExpression) or part.operator not in {operators.eq, operators.in_op}:
        return False
    columns = [column for column in map(_column, (part.left, part.right)) if column is not None]
    if len(columns) != 1:  # two columns are a join, which ties nothing by itself
        return False
    column = columns[0]
    whole_space = column.table is not None and column.table.name == "space" and column.name in {"id", "slug"}
    return whole_space or column.name == "space_id" or bool(column.foreign_keys)


def _column(side: Any) -> Column[Any] | None:
    found = getattr(side, "base_columns", None)
    column = next(iter(found), None) if found and len(found) == 1 else None
    return column if isinstance(column, Column) else None


def space_owned_tables() -> set[str]:
    return {table.name for table in Base.metadata.sorted_tables if owned_by_a_space(table)}
