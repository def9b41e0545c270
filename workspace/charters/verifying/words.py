"""How what came of a check is said: defined once for every page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.charters.verifying.checking import Verdict, Where

VERDICT: dict[Verdict, Any] = {
    Verdict.VALID: _l("It is as it was signed"),
    Verdict.CHANGED: _l("Something was changed"),
    Verdict.WITHDRAWN: _l("The signature was withdrawn"),
    Verdict.LAPSED: _l("The signature has lapsed"),
    Verdict.UNKNOWN: _l("We do not know this"),
}
WHERE: dict[Where, Any] = {
    Where.TEXT: _l("In the words of the charter"),
    Where.RECEIPT: _l("In the receipt that you brought"),
    Where.KEPT: _l("In what this site keeps of the signature"),
    Where.RECORD: _l("In the record of what was done, row"),
    Where.STAMP: _l("In the time stamp"),
}
# The members of a receipt that a person would ask about; others are named as they stand in the file.
MEMBER: dict[str, Any] = {
    "name": _l("the name"),
    "post": _l("the post"),
    "body": _l("the body"),
    "authority": _l("on whose behalf"),
    "statement": _l("the statement"),
    "interests": _l("what they gain"),
    "reservations": _l("what they cannot promise"),
    "declaration": _l("the declaration"),
    "version": _l("the version"),
    "charter": _l("the title"),
    "signed_at": _l("the time"),
    "until": _l("until when it holds"),
    "identity": _l("how they showed who they are"),
    "text_sha256": _l("the hash of the words"),
    "seal": _l("the seal"),
    "stamp": _l("it is of something else, or nobody whom this site trusts made it"),
    "form": _l("the form of the file: a sign is missing, or there is one too many"),
}
