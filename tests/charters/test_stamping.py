"""A clock that is not ours says when a receipt was there: asked after the signature, checked with it, kept with it."""

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests import factories
from tests.support.stamping import NAME, an_authority
from workspace import cli, db, jobs, upkeep
from workspace.charters.signing import queries
from workspace.charters.signing.models import Signing
from workspace.charters.stamping import authority
from workspace.charters.stamping.authority import NoStamp
from workspace.charters.stamping.models import TimeStamp
from workspace.charters.stamping.queries import stamp_of
from workspace.charters.verifying.checking import Verdict, Where, check
from workspace.host.erasing import queries as erasing_queries
from workspace.host.erasing import service as erasing
from workspace.jobs import Job, JobState
from workspace.roles import Role


@pytest.fixture
def clock(app, tmp_path) -> Iterator[Path]:
    """The host has chosen an authority, whose files are in this folder."""
    before = app.config["SETTINGS"]
    with an_authority(tmp_path) as address:
        chosen = {"timestamp_url": address, "timestamp_roots": str(tmp_path / "root.pem")}
        app.config["SETTINGS"] = replace(before, **chosen)
        yield tmp_path
        app.config["SETTINGS"] = before
        authority._roots.cache_clear()


@pytest.fixture
def signed(data) -> int:
    """Return the number of a signature, which Dana gave before an authority was chosen."""
    with data():
        space = factories.space("Forum", slug="forum")
        by, who = factories.member(space, "Olga", role=Role.ORGANISER), factories.person("Dana Director")
        return factories.signed(factories.agreed_charter(space, "We will answer within a week."), who, by).id


def ask_the_clock(app) -> None:
    with app.app_context(), db.transaction():
        upkeep.upkeep()
    while jobs.work_once(app):
        pass


def test_a_receipt_gets_a_stamp_that_everybody_can_check(app, clock, signed, visit, capsys, monkeypatch):
    ask_the_clock(app)
    with app.app_context():
        signing = queries.signing_to_tell(signed)
        receipt, code, who, at = queries.receipt_of(signing), signing.code, signing.person_id, signing.charter_id
    asked = (clock / "asked").read_bytes()
    assert hashlib.sha256(receipt.encode()).digest() in asked
    assert b"Dana" not in asked
    dana = visit(who)
    page = dana.get(f"/spaces/forum/charters/{at}/sign/{signed}/receipt")
    assert "An outside clock says it was there by" in page.text
    for file in ("receipt.json", "receipt.tsr"):
        (clock / file).write_bytes(dana.get(page.address.replace("receipt", file)).answer.data)
    command = ["openssl", "ts", "-verify", "-in", "receipt.tsr", "-data", "receipt.json", "-CAfile", "root.pem"]
    subprocess.run(command, cwd=clock, check=True, capture_output=True)
    stranger = visit()
    assert NAME in stranger.submit(stranger.get("/verify"), "Check it", words=code, status=200).text
    settings = app.config["SETTINGS"]
    monkeypatch.setattr(cli, "read_settings", lambda: settings)
    assert cli.main(["verify", str(clock / "receipt.json")]) == 0
    assert f"An outside clock ({NAME}) says" in capsys.readouterr().out
    with app.app_context():
        erasing.erase(erasing_queries.person(who), actor=factories.person("Hester", is_host=True))
        assert db.session.scalar(select(TimeStamp).filter_by(space_id=signing.space_id)) is None
        db.rollback()


def test_a_stamp_that_was_changed_or_is_of_something_else_is_found(app, clock, signed):
    ask_the_clock(app)
    with app.app_context():
        signing = queries.signing_to_tell(signed)
        receipt, kept = queries.receipt_of(signing), stamp_of(signing).answer
        assert check(signing.code).stamp.by == NAME
        changed = 0
        for at in range(0, len(kept), 7):
            other = kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]
            try:
                found = authority.read(other, receipt.encode())
                assert found == authority.read(kept, receipt.encode()), "a byte that says nothing"
            except NoStamp:
                changed += 1
        assert changed > len(kept) / 7 * 0.9
        other = authority.ask(b"other words")
        db.session.execute(update(TimeStamp).filter_by(space_id=signing.space_id).values(answer=other))
        db.session.expire_all()
        found = check(receipt)
        assert (found.verdict, [one.where for one in found.changes]) == (Verdict.CHANGED, [Where.STAMP])
        db.rollback()


def test_a_clock_that_does_not_answer_or_is_not_trusted_stops_no_signature_and_is_asked_again(app, clock, signed):
    trusted = app.config["SETTINGS"]
    (clock / "elsewhere").mkdir()
    with an_authority(clock / "elsewhere") as stranger:
        app.config["SETTINGS"] = replace(trusted, timestamp_url=stranger)
        ask_the_clock(app)
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "time_stamp")).one()
        assert (job.state, job.error) == (JobState.WAITING, "NoStamp")
        with db.transaction():
            db.session.execute(update(Job).values(run_at=db.now()))
    while jobs.work_once(app):
        pass
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "time_stamp")).one()
        assert (job.state, job.error) == (JobState.WAITING, "URLError"), "its server is gone"
        app.config["SETTINGS"] = trusted
        with db.transaction():
            db.session.execute(update(Job).values(run_at=db.now()))
    while jobs.work_once(app):
        pass
    with app.app_context():
        signing = db.session.scalars(select(Signing).filter_by(id=signed, space_id=1)).one()
        assert stamp_of(signing) is not None
