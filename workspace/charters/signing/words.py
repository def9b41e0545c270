"""How signatures are said: defined once for every page and message."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.charters.signing.lapses import Standing
from workspace.charters.signing.models import Check
from workspace.people.signin.models import Proof

# What somebody declares when they sign.
DECLARATION = _l(
    "I have read version %(number)d of “%(title)s”. For %(body)s I promise to do what it says we do, and to answer "
    "for it to the people who wrote it."
)

CHECK: dict[Check, Any] = {
    Check.ASKED: _l("Have people who use our services, or live with what this is about, been asked about it?"),
    Check.ANSWERS: _l("Does one of us answer for each promise that is ours?"),
    Check.MEANS: _l("Is there the time, the staff and the money for it?"),
    Check.REPORTS: _l("Will we say in a year, for all to read, what we kept and what we did not?"),
    Check.NO_GAIN: _l("Do we sign to change something, and not to sell something or to look good?"),
}

STANDING: dict[Standing, Any] = {
    Standing.ASKED: _l("Asked, not signed yet"),
    Standing.LATE: _l("Asked, and no answer in time"),
    Standing.IN_FORCE: _l("Signed"),
    Standing.OLD_VERSION: _l("Lapsed: there is a newer version, not signed"),
    Standing.LEFT: _l("Lapsed: who signed has left the post"),
    Standing.TERM_OVER: _l("Lapsed: it was signed until a day that is over"),
    Standing.REVIEW_OVER: _l("Lapsed: the day of review is over"),
    Standing.DECLINED: _l("Did not sign"),
    Standing.WITHDRAWN: _l("Signature withdrawn"),
    Standing.TAKEN_BACK: _l("Not asked any more"),
}
STANDING_TAG: dict[Standing, tuple[str, str]] = {
    Standing.IN_FORCE: ("good", "tick"),
    Standing.ASKED: ("", ""),
    Standing.LATE: ("warn", "warning"),
    Standing.OLD_VERSION: ("warn", "warning"),
    Standing.LEFT: ("warn", "warning"),
    Standing.TERM_OVER: ("warn", "warning"),
    Standing.REVIEW_OVER: ("warn", "warning"),
    Standing.DECLINED: ("", ""),
    Standing.WITHDRAWN: ("warn", "warning"),
    Standing.TAKEN_BACK: ("", ""),
}

PROOF: dict[Proof, Any] = {
    Proof.CODE: _l("a code sent to their e-mail address"),
    Proof.LINK: _l("a link sent to their e-mail address"),
    Proof.PASSWORD: _l("a password"),
    Proof.PASSKEY: _l("a passkey"),
}
