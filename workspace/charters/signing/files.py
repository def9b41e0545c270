"""A receipt in plain text, for whoever keeps paper or listens."""

from typing import Any

from flask_babel import gettext as _

from workspace.charters.sealing.models import SealedText
from workspace.charters.signing.words import PROOF
from workspace.people.signin.models import Proof


def as_text(signed: dict[str, Any], text: SealedText | None) -> str:
    """Return what was signed, line by line, and under it the words of the charter as they were sealed."""
    facts = [
        (_("Charter"), _("%(title)s, version %(number)s", title=signed["charter"], number=signed["version"])),
        (_("Group"), signed["space"]),
        (_("Declared"), signed["declaration"]),
        (_("Signed by"), signed["name"]),
        (_("Post"), signed["post"]),
        (_("Body"), signed["body"]),
        (_("On whose behalf"), signed["authority"]),
        (_("Statement"), signed["statement"]),
        (_("What they gain"), signed["interests"]),
        *((_("Not promised in %(number)s", number=one["clause"]), one["words"]) for one in signed["reservations"]),
        (_("Holds until"), signed["until"] or ""),
        (_("Helped by"), signed["assisted_by"]),
        (_("Showed who they are by"), str(PROOF[Proof(signed["identity"])])),
        (_("When (universal time)"), signed["signed_at"]),
        (_("Code"), signed["code"]),
        (_("SHA-256 of the words"), signed["text_sha256"]),
    ]
    lines = [f"{label}: {words}" for label, words in facts if words]
    head = _("Receipt of a signature")
    return "\n".join([head, "", *lines, "", _("The words that were signed"), "", text.text if text else ""])
