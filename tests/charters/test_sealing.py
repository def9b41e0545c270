"""What is sealed shows when it was changed: in the receipt, the text, the row, the record, and where."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests import factories
from workspace import cli, db
from workspace.audit import AuditEvent
from workspace.charters.models import CharterPart, CharterVersion
from workspace.charters.sealing import keys
from workspace.charters.sealing.canonical import plain
from workspace.charters.sealing.models import SealedText
from workspace.charters.signing import queries
from workspace.charters.signing.models import Signing
from workspace.charters.verifying.checking import Verdict, Where, check
from workspace.host.erasing import queries as erasing_queries
from workspace.host.erasing import service as erasing
from workspace.roles import Role

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def signed(app, data) -> Iterator[Signing]:
    """A charter that a director signed, in an application context that stays open; nothing is kept of what is tried."""
    with data():
        space = factories.space("Forum", slug="forum")
        by, who = factories.member(space, "Olga", role=Role.ORGANISER), factories.person("Dänä Director")
        version = factories.agreed_charter(space, "We will answer within a week.\nEven in August, “truly”.")
        facts = {"statement": 'We "begin" in May\nand go on'}
        number = factories.signed(version, who, by, reservations=[(1, "Not in August")], **facts).id
    with app.app_context():
        yield queries.signing_to_tell(number)


@contextmanager
def tried() -> Iterator[None]:
    """Undo what is done inside, in the database and in what was read from it."""
    with db.session.begin_nested() as inside:
        yield
        inside.rollback()
    db.session.expire_all()


def checked(receipt: str):
    db.session.expire_all()
    return check(receipt)


@pytest.mark.only_database("sqlite")  # what is compared are letters
@MANY
@given(place=st.floats(0, 1, exclude_max=True), letter=st.characters(codec="utf-8"))
def test_any_changed_letter_of_a_receipt_is_found(signed, place, letter):
    receipt = queries.receipt_of(signed)
    at = int(place * len(receipt))
    assert check(receipt).verdict is Verdict.VALID
    if receipt[at] != letter:
        found = check(receipt[:at] + letter + receipt[at + 1 :])
        assert found.verdict is Verdict.CHANGED
        assert found.changes


@pytest.mark.only_database("sqlite")
def test_a_receipt_names_the_member_that_was_changed_and_its_order_does_not_count(signed):
    receipt = queries.receipt_of(signed)
    found = json.loads(receipt)
    turned = json.dumps(dict(reversed(found.items())), indent=3)
    assert check(turned).verdict is Verdict.VALID
    for name, value in (("name", "Mallory"), ("statement", "We never begin"), ("reservations", []), ("post", "clerk")):
        changed = {**found, "signed": {**found["signed"], name: value}}
        came = check(json.dumps(changed))
        assert came.verdict is Verdict.CHANGED
        assert [one.what for one in came.changes] == [name]
    came = check(json.dumps({**found, "text": found["text"].replace("a week", "a year")}))
    assert [(one.where, one.what) for one in came.changes] == [(Where.TEXT, "1 commitment")]
    assert ("week" in came.changes[0].was, "year" in came.changes[0].now) == (True, True)
    twice = receipt[:-1] + ',"text":"x"}'
    assert check(twice).verdict is Verdict.CHANGED


@pytest.mark.only_database("sqlite")
@MANY
@given(place=st.floats(0, 1, exclude_max=True), letter=st.characters(codec="utf-8"))
def test_any_changed_letter_of_the_text_is_found_and_named(signed, place, letter):
    text = db.session.scalars(select(SealedText.text)).one()
    at = int(place * len(text))
    changed = text[:at] + letter + text[at + 1 :]
    with db.session.no_autoflush:
        found = check(changed, [signed.space_id])
    if plain(changed) == plain(text):
        assert found.verdict is Verdict.VALID
    else:
        assert found.verdict is Verdict.CHANGED
        assert found.changes


def test_what_is_changed_past_this_program_is_found_and_named(signed):
    receipt, code = queries.receipt_of(signed), signed.code
    number = signed.record_number
    mine = (Signing.id == signed.id, Signing.space_id == signed.space_id)
    of_version = {"space_id": signed.space_id, "version_id": signed.version_id}
    the_row = update(AuditEvent).where(AuditEvent.number == number)
    tries = [
        (
            update(CharterPart).filter_by(**of_version).values(words="We will answer some day."),
            Where.TEXT,
            "1 commitment",
        ),
        (update(CharterVersion).filter_by(space_id=signed.space_id).values(title="Ours"), Where.TEXT, "Title"),
        (update(SealedText).filter_by(**of_version).values(text="x"), Where.KEPT, "text_sha256"),
        (update(Signing).where(*mine).values(evidence=signed.evidence.replace("May", "June")), Where.KEPT, "statement"),
        (update(Signing).where(*mine).values(evidence="{"), Where.KEPT, "receipt"),
        (update(Signing).where(*mine).values(seal="0" * 128), Where.KEPT, "seal"),
        (the_row.values(actor_id=None), Where.RECORD, str(number)),
        (the_row.values(changes={}), Where.RECORD, str(number)),
        (the_row.values(seal="0" * 64), Where.RECORD, str(number)),
        (the_row.values(number=999), Where.RECORD, str(number)),
    ]
    for change, where, what in tries:
        for brought in (receipt, code):
            with tried():
                db.session.execute(change)
                found = checked(brought)
                assert found.verdict is Verdict.CHANGED, (where, what)
                named = {(one.where, one.what) for one in found.changes}
                assert (where, what) in named or (where is Where.KEPT and (where, "seal") in named), (
                    named,
                    where,
                    what,
                )
    assert checked(receipt).verdict is Verdict.VALID


def test_a_new_key_or_secret_leaves_old_receipts_good(app, signed, tmp_path, capsys):
    receipt = queries.receipt_of(signed)
    old = keys.newest().name
    with db.transaction():
        keys.make()
    assert keys.newest().name != old
    assert check(receipt).verdict is Verdict.VALID
    kept = keys.to_keep()
    assert {one["name"] for one in kept} == {one.name for one in keys.all_keys()}
    assert keys.bring_back(kept) == 0
    keys._opened.cache_clear()
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = before.__class__(**{**vars(before), "secret_key": "another" * 6})
    try:
        words = b"words"
        key, seal = keys.seal(words)
        assert keys.sealed(key.public, words, seal)
        assert not keys.sealed(key.public, words, seal.upper())
        assert check(receipt).verdict is Verdict.VALID
    finally:
        app.config["SETTINGS"] = before
        db.rollback()


def test_who_is_erased_has_signed_nothing_that_holds(signed):
    host = factories.person("Hester", is_host=True)
    erasing.erase(erasing_queries.person(signed.person_id), actor=host)
    found = checked(signed.code)
    assert found.verdict is Verdict.WITHDRAWN
    row = queries.signed_with(signed.code)
    assert (row.name, row.statement, row.evidence) == ("", "", "")
    db.rollback()


def test_a_receipt_of_another_installation_is_not_ours_to_judge(signed):
    receipt = queries.receipt_of(signed)
    db.session.execute(update(Signing).filter_by(space_id=signed.space_id).values(code="AAAA-AAAA-AAAA"))
    db.session.execute(update(keys.SealingKey).values(name="other"))
    found = checked(receipt)
    assert found.verdict is Verdict.UNKNOWN
    assert found.installation
    assert check(receipt.replace("May", "June")).verdict is Verdict.CHANGED
    db.rollback()


@pytest.mark.only_database("sqlite")
def test_a_host_checks_a_file(app, signed, tmp_path, capsys, monkeypatch):
    settings_ = app.config["SETTINGS"]
    monkeypatch.setattr(cli, "read_settings", lambda: settings_)
    file, text = tmp_path / "receipt.json", tmp_path / "charter.txt"
    file.write_text(queries.receipt_of(signed))
    text.write_text(db.session.scalars(select(SealedText.text)).one())
    db.session.remove()
    for path in (file, text):
        assert cli.main(["verify", str(path)]) == 0
        assert "valid: It is as it was signed" in capsys.readouterr().out
    file.write_text(file.read_text().replace("May", "June"))
    assert cli.main(["verify", str(file)]) == 1
    assert "the statement" in capsys.readouterr().out
    assert cli.main(["verify", str(tmp_path / "none")]) == 1
    kept = tmp_path / "keys.json"
    assert cli.main(["sealing-key", "keep", str(kept)]) == 0
    assert kept.stat().st_mode & 0o077 == 0
    assert cli.main(["sealing-key", "keep", str(kept)]) == 1  # nothing is written over
    assert cli.main(["sealing-key", "bring-back", str(kept)]) == 0
    assert cli.main(["sealing-key", "new"]) == 0
    assert cli.main(["sealing-key", "show"]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 4
