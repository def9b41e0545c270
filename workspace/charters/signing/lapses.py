"""Whether a signature holds: told by dates and numbers alone, so that a lapse shows itself. It knows no database."""

from datetime import date
from enum import StrEnum

from workspace.charters.signing.models import Signing, SigningState


class Standing(StrEnum):
    """What a signature is worth today, from the question on."""

    ASKED = "asked"
    LATE = "late"
    IN_FORCE = "in_force"
    OLD_VERSION = "old_version"
    LEFT = "left"
    TERM_OVER = "term_over"
    REVIEW_OVER = "review_over"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"

    @property
    def is_lapsed(self) -> bool:
        return self in LAPSED

    @property
    def is_missing(self) -> bool:
        """Say whether a signature that was asked for is not there."""
        return self in {Standing.ASKED, Standing.LATE}


LAPSED = {Standing.OLD_VERSION, Standing.LEFT, Standing.TERM_OVER, Standing.REVIEW_OVER}
_AS_IT_IS = {
    SigningState.DECLINED: Standing.DECLINED,
    SigningState.WITHDRAWN: Standing.WITHDRAWN,
    SigningState.TAKEN_BACK: Standing.TAKEN_BACK,
}


def standing(signing: Signing, in_force: int, today: date, review_on: date | None = None) -> Standing:
    """Return what a signature is worth on this day, when the version with the number `in_force` is. A term and a day of
    review last to their end; who left the post on a day had it until then."""
    if signing.state in _AS_IT_IS:
        return _AS_IT_IS[signing.state]
    if signing.state is SigningState.ASKED:
        return Standing.LATE if signing.answer_by < today else Standing.ASKED
    if signing.left_on and signing.left_on <= today:
        return Standing.LEFT
    if signing.until and signing.until < today:
        return Standing.TERM_OVER
    if signing.version.number != in_force:
        return Standing.OLD_VERSION
    if review_on and review_on < today:
        return Standing.REVIEW_OVER
    return Standing.IN_FORCE
