"""Migrations: numbered, in one line, free of our models, equal to them, and safe to take back."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, func, inspect, make_url, select, table, text

from tests import factories
from tests.conftest import DATABASES
from tests.support.database import settings
from tests.support.world import two_spaces
from workspace import create_app, db, migrations
from workspace.config import ROOT
from workspace.db import Base

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = make_url(request.getfixturevalue("postgresql").address)
    name = f"{server.database}_empty"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def engine(empty: str) -> Iterator[Engine]:
    made = create_engine(empty)
    yield made
    made.dispose()


@pytest.fixture
def installed(empty: str, engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    """An installation on that database, with all tables."""
    app = create_app(settings(tmp_path, empty))
    migrations.upgrade(engine)
    yield app
    with app.app_context():
        db.engine().dispose()


def _source(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _constant(path: Path, name: str) -> object:
    for node in _source(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{path.name} has no {name}")


def test_migrations_are_numbered_in_one_line() -> None:
    before = None
    for number, path in enumerate(FILES, 1):
        assert re.fullmatch(rf"{number:04}_[a-z0-9_]+\.py", path.name)
        assert _constant(path, "revision") == f"{number:04}"
        assert _constant(path, "down_revision") == before
        before = f"{number:04}"
    assert migrations.newest() == before


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_migration_imports_nothing_of_ours(path: Path) -> None:
    """It must mean the same in ten years, whatever became of the models."""
    for node in ast.walk(_source(path)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not [name for name in names if name.split(".")[0] in {"workspace", "tests"}]


def test_an_empty_database_comes_to_what_the_models_say(engine: Engine) -> None:
    assert migrations.current(engine) == ""
    migrations.upgrade(engine)
    assert migrations.current(engine) == migrations.newest()
    migrations.check(engine)
    names = {name for name in inspect(engine).get_table_names() if not name.startswith(migrations.WORD_INDEX)}
    assert names == {"alembic_version", *Base.metadata.tables}
    migrations.upgrade(engine)  # and a second time there is nothing to do


def test_every_step_can_be_taken_down_and_up_again_without_rows(engine: Engine) -> None:
    migrations.upgrade(engine)
    for path in reversed(FILES):
        migrations.downgrade(engine, str(_constant(path, "down_revision") or "base"))
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    for path in FILES:
        migrations.upgrade(engine, str(_constant(path, "revision")))
    migrations.check(engine)


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = Base.metadata.tables
        return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def test_the_newest_step_down_and_up_loses_no_row_or_refuses(engine: Engine, installed: Flask) -> None:
    two_spaces(_data(installed))
    before = _counts(engine)
    assert min(before[name] for name in ("space", "person", "meeting", "note", "audit_event")) > 0
    with suppress(RuntimeError):  # the refusal has a test of its own
        migrations.downgrade(engine, str(_constant(FILES[-1], "down_revision") or "base"))
    migrations.upgrade(engine)
    migrations.check(engine)
    assert _counts(engine) == before


def test_a_step_that_would_lose_rows_names_them_and_changes_nothing(engine: Engine, installed: Flask) -> None:
    with _data(installed)():
        factories.person("Ann")
    with pytest.raises(RuntimeError, match="would lose rows of person: nothing was changed"):
        migrations.downgrade(engine, "base")
    assert _counts(engine)["person"] == 1
    assert migrations.current(engine) == migrations.newest()


def _data(app: Flask):  # type: ignore[no-untyped-def]
    @contextmanager
    def open_() -> Iterator[None]:
        with app.app_context(), db.transaction():
            yield

    return open_
