"""The register as a table for other programs."""

from collections.abc import Sequence

from flask_babel import gettext as _

from workspace.actions.files.tables import as_csv
from workspace.charters.register.queries import Row
from workspace.charters.signing.words import STANDING
from workspace.people.names import to_names


def as_table(rows: Sequence[Row], names: dict[int, str]) -> str:
    """Return the register as comma-separated values."""
    heads = (
        _("Name"), _("Post"), _("Body"), _("How it stands"), _("Version"), _("Signed on"), _("Holds until"),
        _("What they cannot promise"), _("Statement"), _("What they gain"), _("Code"),
    )  # fmt: skip
    return as_csv(heads, [_cells(row, names) for row in rows])


def _cells(row: Row, names: dict[int, str]) -> list[str]:
    one = row.signing
    held_back = " ".join(f"{number}: {to_names(words, names)}" for number, words in one.reservations)
    said = (
        [held_back, to_names(one.statement, names), to_names(one.interests, names)] if one.is_signed else ["", "", ""]
    )
    return [
        one.person.preferred_name or _("a member"), one.post, one.body.name, str(STANDING[row.standing]),
        str(one.version.number), one.signed_at.date().isoformat() if one.signed_at else "",
        one.until.isoformat() if one.until and one.is_signed else "", *said, one.code or "",
    ]  # fmt: skip
