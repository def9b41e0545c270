"""Is all well? What `workspace check` looks at, and how it says what it found."""

from collections.abc import Callable
from importlib.util import find_spec
from shutil import which
from smtplib import SMTPException

from flask import current_app
from sqlalchemy import func, select

from workspace import audit, db, jobs, mail, migrations

# Packages and programs that make more possible, and what.
OPTIONAL = {
    "psycopg": "PostgreSQL as the database",
    "webauthn": "passkeys",
    "typst": "charters as PDF",
    "rfc3161_client": "time stamps of signatures",
    "lou_translate": "braille",
    "espeak-ng": "spoken documents",
}


def look_around(*, whole_record: bool) -> bool:
    """Print a line for each thing that the installation stands on, and say whether all is well.

    The rest of the database is looked at only when it has the newest tables. `whole_record` walks the record of what
    was done from its first row to its last.
    """
    looks = [_mail]
    if tables := _say(_tables):
        looks += [_failed_jobs, *([_record] if whole_record else [])]
    found_well = [tables, *map(_say, looks)]
    for tool, use in OPTIONAL.items():
        found = which(tool) or find_spec(tool)
        print(f"{'found' if found else 'missing':8} {tool}, for {use}")
    return all(found_well)


def _say(look: Callable[[], tuple[bool, str]]) -> bool:
    well, words = look()
    print(f"{'well' if well else 'FAULT':8} {words}")
    return well


def _tables() -> tuple[bool, str]:
    current, newest = migrations.current(db.engine()), migrations.newest()
    if current == newest:
        return True, f"The database answers and has the newest tables ({newest})."
    return False, f"The database has the tables {current or '(none)'}, not {newest}. `workspace serve` brings them."


def _failed_jobs() -> tuple[bool, str]:
    failed = select(func.count()).where(jobs.Job.state == jobs.JobState.FAILED)
    number = db.session.scalar(failed) or 0
    return number == 0, f"Jobs that failed for good: {number}."


def _mail() -> tuple[bool, str]:
    host = current_app.config["SETTINGS"].mail_host
    if not host:
        return True, "There is no mail server: messages are kept, and shown on the host's page."
    try:
        with mail.connected():
            return True, f"The mail server {host} answers."
    except (OSError, SMTPException) as error:
        return False, f"The mail server {host} cannot be used: {error}"


def _record() -> tuple[bool, str]:
    broken = audit.first_broken()
    if broken is not None:
        return False, f"The record is broken: row {broken} is missing, moved or changed."
    number, seal = audit.head()
    return True, f"The record is whole: {number} rows, the last one sealed {seal[:12]}."
