"""Knowing a bank account when somebody types one: such numbers are never kept."""

import re
from typing import Any

from flask_babel import gettext as _
from wtforms.validators import ValidationError

_DASH = r"[\s\-‐-―.]?"
_SORT_CODE = rf"(?<!\d)\d\d{_DASH}\d\d{_DASH}\d\d(?!\d)"
_ACCOUNT = r"(?<!\d)(?:\d{8}|\d{4}\s\d{4})(?!\d)"
_BETWEEN = r"\D{0,60}?"
_TOGETHER = re.compile(
    rf"{_SORT_CODE}{_BETWEEN}{_ACCOUNT}|{_ACCOUNT}{_BETWEEN}{_SORT_CODE}|(?<!\d)\d{{14}}(?!\d)"
    r"|\bGB\d\d(?:\s?[A-Z]{4})(?:\s?\d){14}\b",
    re.IGNORECASE,
)


def looks_like_account(text: str) -> bool:
    """Say whether the text holds a sort code beside an account number, in either order, or an IBAN."""
    return bool(_TOGETHER.search(text))


class NoAccount:
    """Refuses bank details: they are not needed here, and would be read by others."""

    def __call__(self, form: Any, field: Any) -> None:
        if looks_like_account(field.data or ""):
            raise ValidationError(
                _(
                    "This looks like the number of a bank account. Take it out: we never keep bank details. Agree on "
                    "the phone, or on paper, how money is paid"
                )
            )
