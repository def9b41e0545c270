"""How many days lie between two moments, counted by the database: each kind has words of its own for it."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801  (it is written like a function of SQL)
    """The number of days from one date or moment to a later one, each taken by its day alone."""

    inherit_cache = True
    type = Integer()


@compiles(days_between, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(part, **options) for part in element.clauses)
    return f"CAST(julianday(date({last})) - julianday(date({first})) AS INTEGER)"


@compiles(days_between, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(part, **options) for part in element.clauses)
    return f"(CAST({last} AS DATE) - CAST({first} AS DATE))"
