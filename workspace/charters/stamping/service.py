"""Getting the time stamp of a receipt: after it was sealed, and again each day until the authority has answered."""

from workspace import audit, db, jobs, upkeep
from workspace.audit import Event
from workspace.charters.sealing import receipts
from workspace.charters.signing import queries as signings
from workspace.charters.stamping import authority, queries
from workspace.charters.stamping.models import TimeStamp


def wish_for(signing_id: int) -> None:
    """Have the receipt of a signature stamped, where the host chose an authority. Nobody waits for it."""
    if authority.is_set():
        jobs.enqueue("time_stamp", key=f"time_stamp:{signing_id}:{db.now():%Y-%m-%d}", signing_id=signing_id)


@jobs.handler("time_stamp")
def stamp(signing_id: int) -> None:
    """Get the time stamp of a receipt and keep it. Recorded, with its hash. A receipt that has one keeps it; one whose
    signer was erased gets none."""
    signing = signings.signing_to_tell(signing_id)
    if not signing.evidence or queries.stamp_of(signing):
        return
    words = signings.receipt_of(signing).encode()
    db.release()
    answer = authority.ask(words)
    found = TimeStamp(space_id=signing.space_id, signing_id=signing.id, answer=answer)
    found.at = authority.read(answer, words).at
    db.session.add(found)
    db.session.flush()
    audit.record(None, Event.SIGNATURE_STAMPED, signing, {"sealed": receipts.digest(answer.hex())})


@upkeep.every_day
def _ask_again() -> None:
    for number in queries.without():
        wish_for(number)
