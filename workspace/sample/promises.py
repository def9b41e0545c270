"""The charter that the sample forum is drafting. One of its promises has nobody yet who answers for it."""

from workspace import db
from workspace.charters import service
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterKind
from workspace.charters.reviewing import service as reviewing
from workspace.meetings.models import Involvement
from workspace.sample.clock import moment
from workspace.sample.people import Group

FACTS = {
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
        "easy": "You write a letter to us.\nWe answer you in two weeks.",
        "body": "The council’s family team", "how_known": "The team counts late answers and tells each meeting.",
    },
    {"kind": Kind.COMMITMENT, "words": "Whoever cannot help says so, and says who can."},
    {"kind": Kind.YOU_CAN_HELP, "words": "Telling the team which way of getting an answer suits you."},
    {"kind": None, "words": "How far families decide"},
    {
        "kind": Kind.WAY_OF_WORKING, "words": "Families are asked before a letter is used for all.",
        "rung": Involvement.CONSULTATION,
    },
    {
        "kind": Kind.WAY_OF_WORKING, "words": "Families and officers choose together what the team does first.",
        "rung": Involvement.CO_PRODUCTION,
    },
    {
        "kind": Kind.LEVEL, "words": "The family team", "involvement": "Two members help to choose new officers.",
        "limits": "The council sets how many officers there are.",
        "best_practice": "The two meet the others beforehand and are paid for their time.",
    },
)  # fmt: skip


def write_charter(forum: Group) -> None:
    """Let an organiser write a small charter."""
    gwen = forum.people["gwen"]
    with db.at(moment(-12, 19)):
        version = service.begin(forum.space, actor=gwen, facts=FACTS)
        service.fill(version, PARTS)
        db.session.flush()
        reviewing.plan(version, actor=gwen, on=moment(200, 9).date(), people=[gwen.id])
