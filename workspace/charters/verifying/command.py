"""`workspace verify` and `workspace sealing-key`: for whoever hosts, and for whoever doubts a page."""

import argparse
import json
import sys
from pathlib import Path

from workspace import db, i18n
from workspace.actions.reminding.queries import every_space
from workspace.charters.sealing import keys
from workspace.charters.signing.words import STANDING
from workspace.charters.verifying.checking import Finding, Verdict, check
from workspace.charters.verifying.words import MEMBER, VERDICT, WHERE
from workspace.errors import DomainError


def verify(chosen: argparse.Namespace) -> int:
    """Check a receipt, or the text of a charter, against this installation, and print what came of it. Returns 0 when
    it is valid, else 1."""
    try:
        words = Path(chosen.file).read_text("utf-8", "replace")
    except OSError as error:
        print(f"{chosen.file} cannot be read: {error.strerror}.", file=sys.stderr)
        return 1
    with i18n.speaking("en"):
        found = check(words, [space.id for space in every_space()])
        print(f"{found.verdict.value}: {VERDICT[found.verdict]}")
        for line in _about(found):
            print(f"  {line}")
    return 0 if found.verdict is Verdict.VALID else 1


def _about(found: Finding) -> list[str]:
    lines = []
    if found.version:
        lines.append(f"{found.version.title}, version {found.version.number}")
    if found.signing:
        lines.append(f"{found.signing.post}, {found.signing.body.name}")
    if found.standing:
        lines.append(str(STANDING[found.standing]))
    if found.stamp:
        lines.append(f"An outside clock ({found.stamp.by}) says it was there by {found.stamp.at:%Y-%m-%d %H:%M:%S} UTC")
    if found.installation:
        lines.append(f"Sealed by another installation: {found.installation}")
    for one in found.changes:
        lines.append(f"{WHERE[one.where]}: {MEMBER.get(one.what, one.what)}")
        lines += [f"  - {one.was}"] * bool(one.was) + [f"  + {one.now}"] * bool(one.now)
    return lines


def sealing_key(chosen: argparse.Namespace) -> int:
    """Show the keys that seal, make a new one, keep one in a file, or bring one back from it."""
    if chosen.do == "new":
        with db.transaction():
            print(f"{keys.make().name} seals from now on. What older keys sealed stays good.")
        return 0
    if chosen.do == "show":
        for key in keys.all_keys():
            print(f"{key.name}  {key.public}  made {key.made_at:%Y-%m-%d}")
        return 0
    if not chosen.file:
        raise DomainError("Say which file.")
    path = Path(chosen.file)
    try:
        if chosen.do == "keep":
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(json.dumps(keys.to_keep(), indent=1))
            print(f"Every key is kept in {path}. Whoever has this file can seal in your name: lock it away.")
        else:
            with db.transaction():
                print(f"{keys.bring_back(json.loads(path.read_text()))} keys are back.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DomainError(f"{path} cannot be used: {error}") from error
    return 0
