"""The `workspace` command, run as the terminal runs it; a fault is one sentence."""

import io
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url, select

from tests import factories
from tests.support.database import SECRET, Database, settings
from tests.support.visitor import Visitor
from workspace import audit, cli, create_app, db, jobs
from workspace.meetings.calendar import to_send
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.queries import meeting_to_tell
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Membership, Space


@dataclass
class Result:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("demo")` runs a command on a database of this test's own."""
    for name in [name for name in os.environ if name.startswith("WORKSPACE_") or name == "PORT"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WORKSPACE_DATA", str(tmp_path))

    def start(*words: str, **env: str) -> Result:
        for name, value in env.items():
            monkeypatch.setenv(f"WORKSPACE_{name.upper()}", value)
        capsys.readouterr()
        code = cli.main(words)
        return Result(code, *capsys.readouterr())

    return start


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    """Give the installation that the commands worked on."""
    app = create_app(settings(folder))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine().dispose()


@pytest.fixture
def tables(sqlite: Database, tmp_path: Path) -> None:
    """The database has its tables already: to make them takes longer than what most commands do."""
    sqlite.empty()
    made, own = make_url(sqlite.address).database, tmp_path / "workspace.db"
    with closing(sqlite3.connect(str(made))) as tables, closing(sqlite3.connect(own)) as copy:
        tables.backup(copy)


@pytest.fixture
def first_space(run: Run, tables: None) -> None:
    """An installation that was set up from the terminal."""
    words = ("--organiser", "robin@example.org", "--organiser-name", "Robin")
    assert run("space", "create", "Forum North", *words).code == 0


# --- words that are off --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [[], ["nonsense"], ["sign-in-link"], ["sign-in-link", "not an address"], ["demo", "--size", "huge"], ["space"]],
)
def test_words_that_are_off_end_with_2_and_say_how_it_is_done(run, words, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2
    assert "usage: workspace" in capsys.readouterr().err


def test_every_command_is_explained(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    for command in ("serve", "demo", "sign-in-link", "check", "space", "person", "mail-in", "worker"):
        assert command in shown


# --- faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"colour": "red"}, "There is no setting WORKSPACE_COLOUR. The README lists them all."),
        ({"production": "1"}, "WORKSPACE_SECRET_KEY is missing or short."),
        (
            {"database_url": "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2"},
            "The database cannot be used:",
        ),
    ],
)
def test_a_fault_is_one_sentence_and_ends_with_1(run, env, words):
    result = run("check", **env)
    assert result.code == 1
    assert result.err.startswith(words)
    assert result.err.count("\n") == 1


def test_a_data_folder_that_cannot_be_made_is_said(run, tmp_path):
    (tmp_path / "file").touch()
    result = run("check", data=str(tmp_path / "file" / "data"))
    assert result.code == 1
    assert "cannot be made" in result.err


def test_a_port_that_is_taken_is_said_before_anything_is_done(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--demo", port=str(port))
    assert result.code == 1
    assert result.err == f"Cannot listen on 127.0.0.1:{port}: the port is in use. Choose another PORT.\n"
    assert not (tmp_path / "workspace.db").exists()


# --- check ---------------------------------------------------------------------------------------------------------


def test_check_finds_a_database_without_tables(run):
    result = run("check")
    assert result.code == 1
    assert "FAULT    The database has the tables (none)" in result.out


def test_check_is_well_after_the_sample_was_loaded_and_names_what_could_be_added(run):
    run("demo")
    result = run("check", "--audit")
    assert result.code == 0
    assert "FAULT" not in result.out
    assert "The record is whole" in result.out
    assert "found    psycopg, for PostgreSQL as the database" in result.out
    assert re.search("lou_translate, for braille", result.out)


@pytest.mark.usefixtures("tables")
def test_check_names_the_first_row_of_the_record_that_was_changed(run, tmp_path):
    run("demo")
    with opened(tmp_path), db.transaction():
        row = db.session.scalar(select(audit.AuditEvent).where(audit.AuditEvent.number == 7))
        assert row is not None
        row.thing_id += 1
    result = run("check", "--audit")
    assert result.code == 1
    assert "FAULT    The record is broken: row 7 is missing, moved or changed." in result.out
    assert run("check").code == 0  # walked only when asked for


@pytest.mark.usefixtures("tables")
def test_check_counts_jobs_that_failed_and_tries_the_mail_server(run, tmp_path):
    run("demo")
    with opened(tmp_path), db.transaction():
        jobs.enqueue("upkeep")
        job = db.session.scalar(select(jobs.Job))
        assert job is not None
        job.state = jobs.JobState.FAILED
    assert "FAULT    Jobs that failed for good: 1." in run("check").out
    result = run("check", mail_host="127.0.0.1", mail_port="1")
    assert result.code == 1
    assert "FAULT    The mail server 127.0.0.1 cannot be used: " in result.out


# --- the sample ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tables")
def test_the_sample_is_loaded_once(run):
    assert run("demo").code == 0
    again = run("demo")
    assert again.code == 1
    assert again.err == "There are people in this database already. The sample forum needs an empty one.\n"


@pytest.mark.usefixtures("first_space")
def test_the_sample_is_never_loaded_beside_real_people(run, tmp_path):
    assert run("demo").code == 1
    with opened(tmp_path):
        assert db.session.scalars(select(Space.name)).all() == ["Forum North"]


# --- people and spaces ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("first_space")
def test_the_first_space_has_an_organiser_who_hosts(tmp_path):
    with opened(tmp_path):
        robin = db.session.scalar(select(Person))
        assert robin is not None
        assert (robin.preferred_name, robin.email, robin.is_host) == ("Robin", "robin@example.org", True)
        assert db.session.scalars(select(Membership.role)).all() == [Role.ORGANISER]


@pytest.mark.usefixtures("first_space")
def test_another_space_needs_an_organiser_who_is_known(run):
    result = run("space", "create", "Panel", "--slug", "the-panel", "--organiser", "robin@example.org")
    assert result.out == "Panel is at http://127.0.0.1:8000/spaces/the-panel\n"
    result = run("space", "create", "Panel", "--organiser", "stranger@example.org")
    assert (result.code, result.err) == (1, "Nobody here has the address stranger@example.org.\n")
    result = run("space", "create", "Other", "--slug", "the-panel", "--organiser", "robin@example.org")
    assert (result.code, result.err) == (1, "Another group has this address. Write a different one\n")


@pytest.mark.usefixtures("tables")
def test_the_first_space_asks_for_its_organiser_s_name(run, tmp_path):
    result = run("space", "create", "Forum", "--organiser", "robin@example.org")
    assert result.code == 1
    assert "needs --organiser-name" in result.err


@pytest.mark.usefixtures("first_space")
def test_somebody_is_invited_to_a_space_once(run, tmp_path):
    words = ("person", "invite", "Sam@example.org", "--space", "forum-north", "--name", "Sam", "--role", "note_taker")
    assert run(*words).out == "Sam belongs to Forum North now, and gets a message of welcome.\n"
    with opened(tmp_path):
        sam = db.session.scalar(select(Person).where(Person.email == "sam@example.org"))
        assert sam is not None
        assert Role.NOTE_TAKER in db.session.scalars(
            select(Membership.role).where(Membership.person_id == sam.id)
        )  # fmt: skip
    assert run(*words).err == "Somebody with this e-mail address is in the group already\n"
    elsewhere = run("person", "invite", "sam@example.org", "--space", "nowhere", "--name", "Sam")
    assert (elsewhere.code, elsewhere.err) == (1, "There is no space with the address nowhere.\n")


@pytest.mark.usefixtures("first_space")
def test_a_sign_in_link_signs_its_person_in(run, tmp_path, monkeypatch):
    link = run("sign-in-link", "Robin@example.org").out.strip()
    assert link.startswith("http://127.0.0.1:8000/sign-in/link/")
    secret = (tmp_path / "secret_key").read_text()
    app = create_app(settings(tmp_path).__class__(data=str(tmp_path), secret_key=secret, worker=False))
    visitor = Visitor(app)
    page = visitor.get(link.removeprefix("http://127.0.0.1:8000"))
    assert "Robin" in page.text
    nobody = run("sign-in-link", "stranger@example.org")
    assert (nobody.code, nobody.err) == (1, "Nobody here has the address stranger@example.org.\n")
    with app.app_context():
        db.engine().dispose()


# --- the real thing ------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def started(folder: Path, *words: str, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start the command as a terminal does, and give it with the lines up to the one that says where it is."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("WORKSPACE_")}
    env |= {"WORKSPACE_DATA": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", "import sys; from workspace.cli import main; sys.exit(main())", *words]
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if "stop it with Ctrl+C" in line:
                break
        try:
            yield process, lines
        finally:
            process.kill()


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


@pytest.mark.slow
def test_serve_prints_links_that_work_starts_again_quickly_and_stops_when_told(tmp_path):
    port, begun = free_port(), time.monotonic()
    with started(tmp_path, "serve", "--demo", port=port) as (process, lines):
        first = time.monotonic() - begun
        links = [line.strip() for line in lines if "/sign-in/link/" in line]
        names = [lines[number - 1].split(",")[0].strip() for number, line in enumerate(lines) if "/link/" in line]
        assert len(links) >= 6
        assert max(map(len, lines)) <= 100
        for name, link in zip(names, links, strict=True):
            assert name in read(link)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    begun = time.monotonic()
    with started(tmp_path, "serve", "--demo", port=port) as (process, lines):
        assert time.monotonic() - begun < max(5, first / 2), "five seconds; half of the first on a machine that is busy"
        assert len([line for line in lines if "/sign-in/link/" in line]) == len(links)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


@pytest.mark.slow
def test_serve_on_an_empty_database_prints_the_set_up_code(tmp_path):
    port = free_port()
    with started(tmp_path, "serve", port=port) as (_process, lines):
        assert re.match(rf"Set it up at http://127.0.0.1:{port}/set-up with this code: \w{{5}}-\w{{5}}$", lines[0])


@pytest.mark.slow
def test_the_worker_runs_by_itself_until_told_to_stop(tmp_path):
    with started(tmp_path, "worker", port=free_port()) as (process, _lines):
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


# --- mail that comes in ----------------------------------------------------------------------------------------------


@pytest.fixture
def comes_in(run: Run, first_space: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Result]:
    """`comes_in(message)` pipes one message in, as a mail server does."""

    def pipe(raw: bytes) -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return run("mail-in")

    return pipe


def test_a_message_that_answers_none_of_ours_is_given_back_with_words(comes_in):
    for odd in (
        b"",
        b"From: eve@example.org\n\nHello",
        b"\xff\x00" * 5000,
        b"From: x\nContent-Type: text/calendar\n\nBEGIN",
    ):
        done = comes_in(odd)
        assert done.code == 65
        assert done.out.startswith("Refused. We cannot tell what this message is about.")
        assert len(done.out.splitlines()) == 1


def test_five_megabytes_are_refused_in_one_line(comes_in):
    done = comes_in(b"From: eve@example.org\n\n" + b"x" * 6_000_000)
    assert (done.code, done.out) == (
        65,
        "Refused. This message is larger than 5 MB. Send it again without its pictures and files.\n",
    )


def test_a_mailbox_is_read_whole_and_left_as_it_is(run, first_space, tmp_path):
    with opened(tmp_path) as app:
        place, answer = _invited(app)
    box = tmp_path / "answers.mbox"
    stranger = b"From: eve@example.org\nSubject: hello\n\nHello\n"
    box.write_bytes(
        b"".join(b"From x Mon Jan  4 09:00:00 2027\n" + raw + b"\n" for raw in (stranger, answer, stranger))
    )
    before = box.read_bytes()
    first, again = run("mail-in", str(box), secret_key=SECRET), run("mail-in", str(box))
    assert first.code == again.code == 65
    assert [line[:19] for line in first.out.splitlines()] == [
        "Refused. We cannot ",
        "The answer is kept:",
        "Refused. We cannot ",
    ]
    assert again.out.splitlines()[1] == "This message came before: nothing changes."
    assert box.read_bytes() == before
    with opened(tmp_path):
        assert db.session.get_one(Invitation, place).answer == "apologies"
    single = tmp_path / "one.eml"
    single.write_bytes(answer)
    assert (run("mail-in", str(single)).code, run("mail-in", str(tmp_path / "none")).code) == (0, 1)


def test_while_the_database_is_away_the_mail_server_is_asked_to_try_again(run, first_space, tmp_path, comes_in):
    done = run("mail-in", str(_message_file(tmp_path)), database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert (done.code, done.out) == (75, "The database cannot be used now. Try again later.\n")


def _message_file(folder: Path) -> Path:
    file = folder / "message"
    file.write_bytes(b"From: ann@example.org\nReferences: <message-1-00000000000000000000@x>\n\nHello")
    return file


def _invited(app: Flask) -> tuple[int, bytes]:
    """Invite somebody; return the number of their place, and the message by which their calendar says no."""
    with db.transaction():
        space = db.session.scalars(select(Space)).one()
        ann = factories.member(space, who=factories.person("Ann", email="ann@example.org"))
        meeting = factories.meeting(space, ann)
        number = factories.invitation(meeting, ann).id
    found = meeting_to_tell(meeting.id)
    entry = to_send(found, ann, "en", to_supporter=False).content.decode()
    entry = entry.replace("METHOD:REQUEST", "METHOD:REPLY").replace("NEEDS-ACTION", "DECLINED")
    message = EmailMessage()
    message["From"], message["Message-ID"] = "ann@example.org", "<1@example.org>"
    message.set_content(entry, subtype="calendar")
    return number, message.as_bytes()
