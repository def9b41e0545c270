"""The charter that the sample forum drafts, and what people say of it. Nobody answers yet for one of its promises."""

from datetime import timedelta

from workspace import db
from workspace.charters import queries as charters
from workspace.charters import service
from workspace.charters.consulting import queries as consulting
from workspace.charters.consulting import service as consultations
from workspace.charters.consulting.answers import service as answers
from workspace.charters.consulting.models import About, Came, Consultation, Fate, Phase, Stance
from workspace.charters.consulting.saying import Said, Source
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterKind
from workspace.i18n import today
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


ASKED = {
    "phase": Phase.CONTENT,
    "why": "The old charter is from before the new family team. Nobody under thirty has had a say in it.",
    "can_change": "Every promise, its words, and who answers for it. What is missing.",
    "cannot_change": "What the Children and Families Act says the council must do.",
    "is_public": True,
}
QUESTIONS = ("Is anything missing, or unclear?", "What would make you trust that this is kept?")
LATE = "Ten working days are two weekends without sleep. Say at least that the letter came."


def write_charter(forum: Group) -> None:
    """Let an organiser write a small charter, ask people about it, and answer one of them."""
    gwen = forum.people["gwen"]
    with db.at(moment(-12, 19)):
        version = service.begin(forum.space, actor=gwen, facts=FACTS)
        service.fill(version, PARTS)
    with db.at(moment(-8, 9)):
        days = {"opens_on": today(), "closes_on": today() + timedelta(days=42)}
        asked = consultations.begin(version, actor=gwen, facts=ASKED | days, questions=QUESTIONS)
    _say(forum, asked)


def _say(forum: Group, asked: Consultation) -> None:
    """Let people say something: with an account, by letter, and without a name."""
    parts = charters.all_parts(asked.version)
    late = next(part for part in parts if part.how_known)
    with db.at(moment(-6, 20)):
        words = Said(About.CLAUSE, LATE, Stance.DISAGREE, part=late)
        [said] = consultations.say(asked, source=Source(forum.people["beatriz"]), said=[words])
        first = consulting.questions(asked)[0]
        words = Said(About.QUESTION, "Brothers and sisters are not in it.", question=first)
        consultations.say(asked, source=Source(), said=[words])
    callum = forum.people["callum"]
    with db.at(moment(-4, 11)):
        letter = Source(forum.people["edna"], came=Came.POST, came_from="Her letter of last week", typed_by=callum)
        words = Said(About.WHOLE, "Good words. Somebody must read them out to us once a year.", Stance.AGREE)
        consultations.say(asked, source=letter, said=[words])
    with db.at(moment(-2, 19)):
        better = {"words": f"Whoever writes hears within two days that it came. {late.words}"}
        service.change(late, actor=forum.people["gwen"], facts=better)
        why = "Beatriz is right, and the council’s team agreed to it by phone."
        answers.answer(said, actor=callum, fate=Fate.CHANGED, words=why, number=late.number, parts=parts)
