"""Knowing a bank account when somebody types one: such numbers are never kept."""

import re

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
