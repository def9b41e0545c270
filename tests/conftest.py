"""Fixtures. Every test that asks for `app` runs twice: on SQLite and on PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2.bccache import Bucket, BytecodeCache

from tests.support import queries, rules
from tests.support.database import Database, careless, postgres_server, settings, sqlite_database
from tests.support.visitor import Visitor
from workspace import create_app, db, models  # noqa: F401  (a test that makes a row on import needs every table)
from workspace.people.models import Person

hypothesis_settings.register_profile(
    "tests", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("tests")

DATABASES = ("sqlite", "postgresql")
STATEMENTS = 3000  # that stay compiled: the tests go through all pages


class CompiledTemplates(BytecodeCache):
    """Templates are compiled once for all applications of a test run: each test builds an application of its own."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


compiled_templates = CompiledTemplates()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "app" in metafunc.fixturenames and "database" not in metafunc.fixturenames:
        metafunc.fixturenames.append("database")
    if "database" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only_database")
        metafunc.parametrize("database", only.args if only else DATABASES, indirect=True, scope="function")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the installations."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def sqlite(home: Path) -> Iterator[Database]:
    """A SQLite file with all tables."""
    file = sqlite_database(home)
    yield file
    file.leave()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A PostgreSQL with all tables."""
    folder = tmp_path_factory.mktemp("pg")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    for server in postgres_server(folder):
        yield server
        server.leave()


@pytest.fixture(name="database")
def _database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database with all tables, of the kind that the test is run on."""
    database: Database = request.getfixturevalue(request.param)
    database.empty()
    return "" if request.param == "sqlite" else database.address


@pytest.fixture(scope="session")
def installations() -> Iterator[dict[str, Flask]]:
    """The installations that are there already, by the address of their database."""
    made: dict[str, Flask] = {}
    yield made
    for one in made.values():
        _hang_up(one)


@pytest.fixture
def app(request: pytest.FixtureRequest, home: Path, database: str, installations: dict[str, Flask]) -> Iterator[Flask]:
    """An installation with an empty database.

    To build one, and to write its SQL for the first time, takes longer than most tests: there is one for each kind of
    database, and each test gets it with the settings of the first day. Whoever adds an address to it takes one of
    their own: `@pytest.mark.own_app`.
    """
    if request.node.get_closest_marker("own_app"):
        made = _installation(home, database)
    else:
        made = installations.get(database) or installations.setdefault(database, _installation(home, database))
    config, extensions = dict(made.config), dict(made.extensions)
    made.config["SETTINGS"] = replace(config["SETTINGS"])  # a few tests write into it
    yield made
    for kept, first in ((made.config, config), (made.extensions, extensions)):
        kept.clear()
        kept.update(first)
    if made is not installations.get(database):
        _hang_up(made)


def _hang_up(made: Flask) -> None:
    with made.app_context():
        db.engine().dispose()


def _installation(home: Path, database: str) -> Flask:
    made = create_app(settings(home, database, languages="en cy en_XA en_XB", passkeys=True))
    made.testing = True
    made.jinja_env.bytecode_cache = compiled_templates
    made.config["PROPAGATE_EXCEPTIONS"] = False
    with made.app_context():
        careless(db.engine())
        db.engine()._compiled_cache.capacity = STATEMENTS  # type: ignore[union-attr]
        queries.watch(db.engine())
        rules.watch(db.engine())
    return made


Data = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def data(app: Flask) -> Data:
    """`with data():` opens a transaction for factories and verbs, and commits it at the end."""

    @contextmanager
    def open_() -> Iterator[None]:
        with app.app_context(), db.transaction():
            yield

    return open_


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """`visit(person)` gives that person's browser; `visit()` somebody who has not signed in."""

    def start(person: Person | int | None = None, **kwargs: object) -> Visitor:
        return Visitor(app, person, **kwargs)  # type: ignore[arg-type]

    return start
