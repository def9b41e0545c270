"""The charters of the sample forum: one that it agreed and asks leaders to sign, one that it is drafting. A promise of
the draft has nobody yet who answers for it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from workspace import db
from workspace.charters import service
from workspace.charters.agreeing import service as agreeing
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterKind, CharterVersion
from workspace.charters.register import service as register
from workspace.charters.signing import queries as signings
from workspace.charters.signing import service as signing
from workspace.charters.signing.service import Asked, Written
from workspace.charters.supporters import service as supporters
from workspace.charters.supporters.models import CameBy, Capacity
from workspace.people.signin.models import Proof
from workspace.sample.clock import moment
from workspace.sample.people import Group, email

DRAFT = {
    "kind": CharterKind.CHARTER,
    "title": "Working well together in Merrowdale",
    "made_by": "Nine members of the forum and two council officers, in four meetings. The members chose the headings.",
    "licence": "Anybody may copy and change it, and says where it is from.",
}
PARTS = (
    {"kind": None, "words": "What we believe"},
    {"kind": Kind.PRINCIPLE, "words": "Whoever lives with a decision helps to make it."},
    {"kind": None, "words": "Answers that come in time"},
    {
        "kind": Kind.COMMITMENT, "words": "Every letter from a family is answered within ten working days.",
        "body": "The council’s family team", "how_known": "The team counts late answers and tells each meeting.",
    },
    {"kind": Kind.COMMITMENT, "words": "Whoever cannot help says so, and says who can."},
    {"kind": Kind.YOU_CAN_HELP, "words": "Telling the team which way of getting an answer suits you."},
)  # fmt: skip

AGREED = {
    "kind": CharterKind.CHARTER,
    "title": "Getting to school: what families can count on",
    "made_by": "Fourteen families, two drivers and an officer, in three meetings. The families struck out every “where "
    "possible”.",
    "licence": "Anybody may copy and change it, and says where it is from.",
    "publisher": "Merrowdale Parent Carer Forum",
}
COUNCIL, TRUST = "Merrowdale Council", "Merrowdale Health Trust"
PROMISES = (
    {"kind": None, "words": "Before the first day"},
    {"kind": Kind.RIGHT, "words": "A family knows three weeks before term who drives and when the bus comes."},
    {
        "kind": Kind.COMMITMENT, "words": "The driver and the escort meet each child before the first journey.",
        "plain": "They say hello first.", "body": COUNCIL,
        "how_known": "The council tells the first meeting of each term how many children were met.",
    },
    {
        "kind": Kind.COMMITMENT, "words": "A nurse writes down with the family what helps a child who is unwell.",
        "body": TRUST, "how_known": "The paper is in the bus. Families are asked once a year whether it is right.",
    },
    {"kind": Kind.YOU_CAN_HELP, "words": "Telling us what calms your child, and what does not."},
    {"kind": None, "words": "On the way"},
    {
        "kind": Kind.COMMITMENT, "words": "If a bus is more than ten minutes late, somebody rings the family.",
        "body": COUNCIL, "how_known": "Each month the council counts late buses and calls.",
    },
    {"kind": Kind.RESPONSIBILITY, "words": "Families ring before seven when a child stays at home."},
    {"kind": None, "words": "When something goes wrong"},
    {
        "kind": Kind.COMMITMENT, "words": "Whoever complains hears within five days what was done.", "body": COUNCIL,
        "legal": "Education Act 1996, section 508B", "how_known": "The forum sees the dates, without names.",
    },
)  # fmt: skip
NO = "“Ten minutes” is long in winter at an open stop. I want five."
NAMES = {"Mrs Whitby from number nine": Capacity.SUPPORTS, "Tariq, driver": Capacity.WORKS, "Lou": Capacity.LIVES_IT}


def write_charters(forum: Group) -> None:
    """Let an organiser write a small charter, and have another agreed and signed."""
    gwen = forum.people["gwen"]
    with db.at(moment(-40, 19)):
        version = _written(forum, AGREED, PROMISES)
    _agree(forum, version)
    _sign(forum, version)
    with db.at(moment(-12, 19)):
        register.open_to(version, actor=gwen, is_public=True, takes_names=True)
        _written(forum, DRAFT, PARTS)
    with db.at(moment(-5, 11)):
        for name, capacity in NAMES.items():
            facts = {"name": name, "capacity": capacity, "is_listed": True}
            supporters.type_in(version.charter, actor=forum.people["callum"], way=CameBy.PAPER, facts=facts)


def _written(forum: Group, facts: dict[str, Any], parts: Sequence[dict[str, Any]]) -> CharterVersion:
    version = service.begin(forum.space, actor=forum.people["gwen"], facts=facts)
    for part in parts:
        service.add(version, actor=forum.people["gwen"], facts=part)
    return version


def _agree(forum: Group, version: CharterVersion) -> None:
    gwen = forum.people["gwen"]
    with db.at(moment(-35, 10)):
        agreeing.ask(version, actor=gwen, until=(db.now() + timedelta(days=14)).date())
    with db.at(moment(-30, 20)):
        for name in ("farida", "beatriz", "sunniva", "devika"):
            agreeing.answer(version, actor=forum.people[name], agrees=True, why="")
        agreeing.answer(version, actor=forum.people["joel"], agrees=False, why=NO)
    with db.at(moment(-21, 13)):
        how = "Four said yes on the page. What Joel Abara asked is on the list for next winter."
        agreeing.agreed(version, actor=gwen, how=how, meeting_id=None)


def _sign(forum: Group, version: CharterVersion) -> None:
    """Ask two leaders: one has signed and held something back, the other is still to answer."""
    gwen = forum.people["gwen"]
    with db.at(moment(-20, 9)):
        until = (db.now() + timedelta(days=60)).date()
        howard = Asked("Howard Penhallow", email("howard"), "Director of children’s services", COUNCIL, until)
        signing.ask(version, actor=gwen, whom=howard)
        imogen = Asked("Imogen Vale", email("imogen"), "Chief nurse", TRUST, until)
        row = signing.ask(version, actor=gwen, whom=imogen)
    with db.at(moment(-15, 15)):
        found = signings.signing_to_tell(row.id)
        signing.say_ready(found, actor=found.person, not_yet=(), missing="", interests="Nothing.")
        number = next(
            at for at, one in enumerate((one for one in PROMISES if one["kind"]), 1) if one.get("body") == TRUST
        )
        held_back = [(number, "Not for children whom we have not met by July. We begin with them in September.")]
        said = "Two of our nurses rode the bus for a week. We write the first papers in May."
        signing.write(found, actor=found.person, written=Written("Imogen Vale", "", said, held_back))
        signing.sign(found, actor=found.person, proof=Proof.CODE)
