"""The `workspace` command."""

import argparse
import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers
from waitress.server import create_server

from workspace import create_app, db, i18n, jobs, libraries, mail, memory, migrations, upkeep, web
from workspace import models as _models  # noqa: F401  (queries name tables that other files define)
from workspace.charters.reading.command import read_charter
from workspace.charters.verifying.command import sealing_key, verify
from workspace.check import look_around
from workspace.config import Settings, SettingsError, read_settings
from workspace.errors import DomainError
from workspace.meetings.received.command import read_mail
from workspace.people.models import Person
from workspace.people.queries import with_email
from workspace.people.signin.service import sign_in_link
from workspace.roles import Role
from workspace.spaces import queries as spaces
from workspace.spaces import service

CONNECTIONS = 2000  # kept open at once

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when all went well, 1 on a fault (one sentence), 2 when the words are off."""
    chosen = _parser().parse_args(words)
    _log_quietly()
    try:
        settings = read_settings()
        refuse_unwritable(settings)
        run: Command = chosen.run
        with create_app(settings).app_context():
            try:
                return run(chosen)
            finally:
                db.session.remove()
                db.engine().dispose()
    except (SettingsError, DomainError) as error:
        print(error, file=sys.stderr)
    except DBAPIError as error:
        logging.getLogger(__name__).debug("the database", exc_info=error)
        print(f"The database cannot be used: {' '.join(str(error.orig).split())}", file=sys.stderr)
    return 1


def refuse_unwritable(settings: Settings) -> None:
    """Refuse a data folder that cannot be written: a server started on one would not write again once it is mended."""
    if settings.database_url and settings.secret_key:
        return
    folder = Path(settings.data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise SettingsError(f"The data folder {folder} cannot be written. Change its owner, or set WORKSPACE_DATA.")


def _log_quietly() -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for name in ("alembic", "waitress"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Browsers open many connections at once: a moment's wait in the queue is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


# --- words ---------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workspace", description="Working Together: meetings and charters of equals.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _command(commands, "serve", serve, "serve the pages")
    command.add_argument("--demo", action="store_true", help="load the sample forum on the first run")

    command = _command(commands, "demo", demo, "load the sample forum into an empty database")
    command.add_argument(
        "--size", choices=["sample", "large"], default="sample", help="large: years of meetings and 2,000 people"
    )

    command = _command(commands, "sign-in-link", print_sign_in_link, "print a link that signs somebody in, once")
    command.add_argument("email", type=_email)

    command = _command(commands, "check", check, "say what is well and what is not; 1 when something is not")
    command.add_argument("--audit", action="store_true", help="walk the whole record of what was done")

    space = commands.add_parser("space", help="make a space").add_subparsers(required=True, metavar="COMMAND")
    command = _command(space, "create", create_space, "make a space with its first organiser")
    command.add_argument("name", help="what the group is called")
    command.add_argument("--slug", help="its part of the address, made from the name when left out")
    command.add_argument("--organiser", metavar="EMAIL", type=_email, required=True, help="its first organiser")
    command.add_argument("--organiser-name", metavar="NAME", help="needed for the first space alone")

    person = commands.add_parser("person", help="add people").add_subparsers(required=True, metavar="COMMAND")
    command = _command(person, "invite", invite, "add somebody to a space and welcome them by mail")
    command.add_argument("email", type=_email)
    command.add_argument("--space", required=True, metavar="SLUG", help="the space's part of its address")
    command.add_argument("--name", required=True, help="the name they want to be called")
    command.add_argument("--role", choices=[role.value for role in Role], default=Role.MEMBER.value)

    command = _command(commands, "mail-in", mail_in, "take in answers that came by mail; 65 when one is refused")
    command.add_argument("file", nargs="?", type=Path, help="a mailbox, or one message; without it one from the input")

    _charter_words(commands)
    _sealing_words(commands)
    _command(commands, "worker", work, "send messages and do other waiting work, until stopped")
    return parser


def _charter_words(commands: Commands) -> None:
    charter = commands.add_parser("charter", help="look into charters").add_subparsers(required=True, metavar="COMMAND")
    command = _command(charter, "read", show_charter, "print the parts that are found in a charter, saving nothing")
    command.add_argument("file", type=Path, help="Word (.docx), PDF, a web page or plain text")


def _sealing_words(commands: Commands) -> None:
    command = _command(commands, "verify", verify, "check a receipt, or a charter's text; 1 when it is not valid")
    command.add_argument("file", type=Path, help="a receipt (.json), or the text of a charter")
    command = _command(commands, "sealing-key", sealing_key, "look after the keys that seal signatures")
    command.add_argument("do", choices=["show", "new", "keep", "bring-back"], help="keep: in a file to lock away")
    command.add_argument("file", nargs="?", type=Path, help="for keep and bring-back")


def _command(commands: Commands, name: str, run: Command, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=run)
    return command


def _email(typed: str) -> str:
    try:
        return libraries.email_validator.validate_email(typed, check_deliverability=False).normalized.lower()
    except libraries.email_validator.EmailNotValidError as error:
        raise argparse.ArgumentTypeError(f"{typed} is no e-mail address: {error}") from error


# --- serving and working -------------------------------------------------------------------------------------------


def serve(chosen: argparse.Namespace) -> int:
    """Bring the database to the newest tables, then serve until stopped, with the worker beside it."""
    app, settings = _app(), _settings()
    listening = _listening(settings)
    memory.share_one_heap()
    _prepare()
    if chosen.demo:
        _show_sample()
    elif not spaces.any_space():
        print(f"Set it up at {settings.base_url}/set-up with this code: {service.set_up_code()}")
    db.session.remove()
    server = create_server(
        app,
        sockets=[listening],
        threads=settings.threads,
        # Everybody who follows a meeting keeps a connection open; select() would end at 1,024 of them.
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        ident=None,
        url_scheme="https" if settings.https else "http",
        # Headers of trusted proxies are read by the application, which knows how many there are.
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
    )
    stop_worker = jobs.start_thread(app) if settings.worker else threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    configure_mappers()
    memory.set_aside_what_stays()
    memory.give_back_after_bursts()
    print(f"Working Together is at {settings.base_url} (stop it with Ctrl+C)", flush=True)
    server.run()  # until SystemExit, after which requests that have begun are finished
    stop_worker.set()
    return 0


def _listening(settings: Settings) -> socket.socket:
    """Take the port before anything else is done: a second start by mistake changes nothing."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        why = "the port is in use" if error.errno == errno.EADDRINUSE else error.strerror
        where = f"{settings.host}:{settings.port}"
        raise SettingsError(f"Cannot listen on {where}: {why}. Choose another PORT.") from error


def work(chosen: argparse.Namespace) -> int:
    """Do waiting work until stopped: for installations where `serve` runs without its worker."""
    _prepare()
    db.session.remove()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    print("The worker has started (stop it with Ctrl+C)", flush=True)
    jobs.work(_app(), stop)
    return 0


def _prepare() -> None:
    web.keep_compiled(_app(), Path(_settings().data) / "compiled")
    migrations.upgrade(db.engine())
    with db.transaction():
        upkeep.plan()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined, no-any-return]


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


# --- the sample forum ----------------------------------------------------------------------------------------------


def demo(chosen: argparse.Namespace) -> int:
    """Load the sample forum, and make it large when asked. Refused on a database that has people, sample people too."""
    migrations.upgrade(db.engine())
    with db.transaction():
        _sample().load()
        if chosen.size == "large":
            _sample("large").load()
    print("The sample forum is loaded. `workspace serve --demo` prints links to sign in.")
    return 0


def _sample(part: str = "") -> Any:
    """Return the sample forum, or a part of it, which a server that does not show it never loads."""
    return import_module(f"workspace.sample.{part}".removesuffix("."))


def _show_sample() -> None:
    with db.transaction():
        if not _sample().anybody():
            _sample().load()
        links = [(who, sign_in_link(who.person)) for who in _sample().people_to_try()]
    if not links:
        print("The sample forum was not loaded: this database has people of its own.")
        return
    print("\nSign in as one of these invented people. Each link works once, for a day.\n")
    for who, link in links:
        print(f"  {who.person.preferred_name}, {who.words}\n    {link}")
    print()


# --- people and spaces ---------------------------------------------------------------------------------------------


def print_sign_in_link(chosen: argparse.Namespace) -> int:
    """Print a link that signs somebody in once: for a helpdesk that has made sure whom it talks to. Recorded."""
    with db.transaction():
        print(sign_in_link(_known(chosen.email)))
    return 0


def create_space(chosen: argparse.Namespace) -> int:
    """Make a space with its first organiser. The first of all also hosts the installation."""
    with db.transaction():
        if spaces.any_space():
            organiser = _known(chosen.organiser)
            space = service.create_space(chosen.name, organiser=organiser, actor=None)
        elif chosen.organiser_name:
            space, organiser = service.set_up(
                space_name=chosen.name, name=chosen.organiser_name, email=chosen.organiser
            )  # fmt: skip
        else:
            raise DomainError("The first space needs --organiser-name: what its first organiser wants to be called.")
        if chosen.slug:
            service.change_space(space, actor=organiser, slug=chosen.slug)
        print(f"{space.name} is at {mail.link('spaces.welcome', slug=space.slug)}")
    return 0


def invite(chosen: argparse.Namespace) -> int:
    """Add somebody to a space. They are welcomed by mail. Refused: somebody who belongs to it already."""
    with db.transaction():
        space = spaces.space(chosen.space)
        if space is None:
            raise DomainError(f"There is no space with the address {chosen.space}.")
        with i18n.speaking(space.language, space):
            person = service.add_person(
                space, actor=None, name=chosen.name, email=chosen.email, role=Role(chosen.role)
            )  # fmt: skip
        print(f"{person.preferred_name} belongs to {space.name} now, and gets a message of welcome.")
    return 0


def _known(email: str) -> Person:
    person = with_email(email)
    if person is None:
        raise DomainError(f"Nobody here has the address {email}.")
    return person


def mail_in(chosen: argparse.Namespace) -> int:
    """Take in what people sent back, a line each. Made for a mail server's pipe: it hears how each ended."""
    return read_mail(chosen.file)


def show_charter(chosen: argparse.Namespace) -> int:
    """Print the parts that are found in a charter, as JSON."""
    return read_charter(chosen.file)


def check(chosen: argparse.Namespace) -> int:
    """Say what is well with the installation, a line each; returns 1 when something is not."""
    return 0 if look_around(whole_record=chosen.audit) else 1
