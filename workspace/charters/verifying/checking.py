"""Checking what somebody brings against what was sealed here. It reads, and writes nothing.

What is checked of a signature: the seal, by the key that made it; the hash of the text; the row of the record, by its
own seal and by the hash that it holds; the words of the charter as pages show them today; and the time stamp.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from workspace import i18n
from workspace.audit import Event
from workspace.charters import queries as charters
from workspace.charters.models import CharterVersion
from workspace.charters.sealing import keys, receipts
from workspace.charters.sealing.canonical import plain, sealed_text
from workspace.charters.signing import queries as signings
from workspace.charters.signing.lapses import Standing, standing
from workspace.charters.signing.models import Signing, SigningState
from workspace.charters.stamping import authority
from workspace.charters.stamping.authority import NoStamp, Stamp
from workspace.charters.stamping.queries import stamp_of
from workspace.charters.verifying import queries

ALIKE = 0.5  # of the lines: a pasted text that has as many in common with a charter is that charter, changed
LONGEST_CODE = 14


class Verdict(StrEnum):
    """What came out."""

    VALID = "valid"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


class Where(StrEnum):
    """In which of the things that belong together a difference was found."""

    TEXT = "text"  # the words of the charter
    RECEIPT = "receipt"  # what was brought
    KEPT = "kept"  # what this installation keeps of the signature
    RECORD = "record"  # the row of the record of what was done
    STAMP = "stamp"  # the time stamp


@dataclass(frozen=True)
class Change:
    """One difference: where, of which member or line, and what it says here and there."""

    where: Where
    what: str
    was: str = ""
    now: str = ""


@dataclass
class Finding:
    """What came out of a check, and what it is about."""

    verdict: Verdict
    signing: Signing | None = None
    version: CharterVersion | None = None
    standing: Standing | None = None
    changes: list[Change] = field(default_factory=list)
    stamp: Stamp | None = None
    installation: str = ""  # that sealed it, where it was not this one
    signed: list[Signing] = field(default_factory=list)  # under a text that was brought alone


def check(words: str, spaces: Collection[int] = ()) -> Finding:
    """Return what came of a receipt, a code or the text of a charter, whichever it is. Texts are compared with those
    that everybody may read, and those of these spaces."""
    words = words.strip().removeprefix("\ufeff")
    if len(words) <= LONGEST_CODE:
        return check_code(words)
    try:
        return check_receipt(receipts.read(words))
    except receipts.NoReceipt:
        if receipts.FORM in words or '"seal"' in words:  # one of them is whole, whichever letter was changed
            return Finding(Verdict.CHANGED, changes=[Change(Where.RECEIPT, "form")])
        return check_text(words, spaces)


def check_code(typed: str) -> Finding:
    """Return what came of a code, in small letters or not."""
    found = signings.signed_with("".join(typed.split()).upper())
    return _of_signing(found) if found else Finding(Verdict.UNKNOWN)


def check_receipt(found: dict[str, Any]) -> Finding:
    """Return what came of a receipt."""
    code, key = found["signed"].get("code"), keys.named(found["key"]["name"])
    signing = signings.signed_with(code) if isinstance(code, str) else None
    if key is None and signing is None:
        verdict = Verdict.UNKNOWN if receipts.holds(found) else Verdict.CHANGED
        return Finding(verdict, installation=str(found["signed"].get("installation", "")))
    if not receipts.holds(found) or key is None:
        changes = list(_differences(signing, found)) if signing else []
        return Finding(Verdict.CHANGED, signing, changes=changes or [Change(Where.RECEIPT, "seal")])
    return _of_signing(signing, found) if signing else Finding(Verdict.UNKNOWN)


def check_text(words: str, spaces: Collection[int]) -> Finding:
    """Return what came of the text of a charter: which version it is, letter by letter, or where it is not."""
    brought, best, most = plain(words), None, ALIKE
    for text, version in queries.texts(spaces):
        kept = plain(text.text)
        if kept == brought:
            return _of_text(version, text.text)
        lines = SequenceMatcher(None, kept.splitlines(), brought.splitlines(), autojunk=False)
        # The first two are cheap and never too low: a long text that is no charter costs next to nothing.
        if min(lines.real_quick_ratio(), lines.quick_ratio()) >= most and (alike := lines.ratio()) >= most:
            best, most = (version, kept), alike
    if best is None:
        return Finding(Verdict.UNKNOWN)
    return Finding(Verdict.CHANGED, version=best[0], changes=list(_lines(best[1], brought)))


def _of_text(version: CharterVersion, text: str) -> Finding:
    signed = list(queries.signed_under(version))
    changes = list(_lines(text, sealed_text(version, charters.all_parts(version))))
    verdict = Verdict.CHANGED if changes else Verdict.VALID
    return Finding(verdict, version=version, changes=changes, signed=signed)


def _of_signing(signing: Signing, brought: dict[str, Any] | None = None) -> Finding:
    if not signing.evidence and signing.state is SigningState.WITHDRAWN:  # who signed was erased, with the evidence
        return Finding(Verdict.WITHDRAWN, signing, signing.version, Standing.WITHDRAWN)
    changes = [*_kept_changes(signing, brought), *_record_changes(signing), *_text_changes(signing, brought)]
    in_force = signings.number_in_force(signing.charter_id, signing.space_id)
    stands = standing(signing, in_force, i18n.today(), signing.charter.review_on)
    stamp = None
    if not changes:
        try:
            stamp = _stamp(signing)
        except NoStamp:
            changes = [Change(Where.STAMP, "stamp")]
    verdict = Verdict.CHANGED if changes else _worth(stands)
    return Finding(verdict, signing, signing.version, stands, changes, stamp)


def _worth(stands: Standing) -> Verdict:
    if stands is Standing.WITHDRAWN:
        return Verdict.WITHDRAWN
    return Verdict.LAPSED if stands.is_lapsed else Verdict.VALID


def _stamp(signing: Signing) -> Stamp | None:
    """Return what the time stamp of a receipt that is as it was says. None without one, and where the host trusts no
    authority any more. Raises NoStamp where it is not the stamp of this receipt."""
    kept = stamp_of(signing) if authority.is_trusted() else None
    return authority.read(kept.answer, signings.receipt_of(signing).encode()) if kept else None


# --- what is compared ----------------------------------------------------------------------------------------------


def _own(signing: Signing) -> dict[str, Any] | None:
    """Return the receipt as this installation would hand it out now, or None when what it keeps is none any more."""
    try:
        return receipts.read(signings.receipt_of(signing))
    except ValueError:
        return None


def _kept_changes(signing: Signing, brought: dict[str, Any] | None) -> Iterator[Change]:
    own = _own(signing)
    if own is None:
        yield Change(Where.KEPT, "receipt")
        return
    if brought and own != brought:
        yield from (Change(Where.KEPT, one.what, one.now, one.was) for one in _differences(signing, brought))
    elif not receipts.holds(own):
        yield Change(Where.KEPT, "seal")
    if receipts.digest(own["text"]) != own["signed"].get("text_sha256"):
        yield Change(Where.KEPT, "text_sha256")


def _record_changes(signing: Signing) -> Iterator[Change]:
    row, what = queries.record_row(signing.record_number), str(signing.record_number)
    if row is None:
        yield Change(Where.RECORD, what)
        return
    is_it = row.event is Event.SIGNED and row.thing_id == signing.id and row.seal == signing.record_seal
    holds_it = row.changes.get("sealed") == receipts.digest(signing.evidence)
    if not (is_it and holds_it and row.seal == row.expected_seal()):
        yield Change(Where.RECORD, what)


def _text_changes(signing: Signing, brought: dict[str, Any] | None) -> Iterator[Change]:
    kept = signings.sealed_of(signing.version)
    sealed = brought["text"] if brought else kept.text if kept else ""
    yield from _lines(sealed, sealed_text(signing.version, charters.all_parts(signing.version)))


def _differences(signing: Signing, brought: dict[str, Any]) -> Iterator[Change]:
    """Give what a receipt that was brought says, member by member, where this installation keeps something else."""
    own = _own(signing)
    if own is None:
        yield Change(Where.KEPT, "receipt")
        return
    yield from _lines(own["text"], brought["text"])
    for name in ("signed", "record", "key"):
        for member in sorted({*own[name], *brought[name]}):
            was, now = (_said(one[name].get(member)) for one in (own, brought))
            if was != now:
                yield Change(Where.RECEIPT, member, was, now)
    if own["seal"] != brought["seal"]:
        yield Change(Where.RECEIPT, "seal", own["seal"], brought["seal"])


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _lines(was: str, now: str) -> Iterator[Change]:
    """Give the lines of a text that are different, each with the label that it begins with: “4 commitment”."""
    before, after = was.splitlines(), now.splitlines()
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for at in range(max(b - a, d - c)):
            old = before[a + at] if a + at < b else ""
            new = after[c + at] if c + at < d else ""
            yield Change(Where.TEXT, (old or new).partition(": ")[0][:60], old, new)
    if was != now and before == after:
        yield Change(Where.TEXT, "")
