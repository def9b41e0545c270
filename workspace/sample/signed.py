"""The charter that the sample forum agreed: one leader has signed it with something held back, another is asked.
The panel next door adopted it."""

from datetime import timedelta

from workspace import db
from workspace.charters import service
from workspace.charters.adopting import service as adopting
from workspace.charters.agreeing import service as agreeing
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterKind, CharterVersion
from workspace.charters.register import service as register
from workspace.charters.reviewing import service as reviewing
from workspace.charters.signing import queries as signings
from workspace.charters.signing import service as signing
from workspace.charters.signing.service import Asked, Written
from workspace.charters.supporters import service as supporters
from workspace.charters.supporters.models import CameBy, Capacity
from workspace.people.signin.models import Proof
from workspace.sample.clock import moment
from workspace.sample.evidence import build_on_evidence
from workspace.sample.people import Group, email
from workspace.spaces.ladder import service as ladder

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


HERE = "Pearl Hutchings rides along with families who live at the hostel. Ring 01632 960 244, weekdays from noon."
STEP = {"to_whom": "The hostel’s family worker", "phone": "01632 960 261", "days": 3}


def agree_and_sign(forum: Group, panel: Group) -> None:
    """Let an organiser write a charter, the group agree it, leaders sign it, people put their names under it, and the
    panel adopt it."""
    gwen = forum.people["gwen"]
    with db.at(moment(-40, 19)):
        version = service.begin(forum.space, actor=gwen, facts=AGREED)
        service.fill(version, PROMISES)
    build_on_evidence(forum, version)
    _agree(forum, version)
    _sign(forum, version)
    with db.at(moment(-12, 19)):
        register.open_to(version, actor=gwen, is_public=True, takes_names=True)
        reviewing.plan(version, actor=gwen, on=moment(330, 9).date(), people=[gwen.id, forum.people["farida"].id])
    with db.at(moment(-5, 11)):
        for name, capacity in NAMES.items():
            facts = {"name": name, "capacity": capacity, "is_listed": True}
            supporters.type_in(version.charter, actor=forum.people["callum"], way=CameBy.PAPER, facts=facts)
    with db.at(moment(-4, 14)):
        adopted = adopting.adopt(version, panel.space, actor=panel.people["rufus"])
        adopting.answer_here(adopted, actor=panel.people["rufus"], contact=HERE)
        ladder.add(panel.space, None, actor=panel.people["rufus"], facts=STEP)


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
