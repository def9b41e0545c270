"""The people of the sample, their two spaces, and what they say of themselves."""

from dataclasses import dataclass, field
from typing import Any

from workspace import db
from workspace.people import service as people
from workspace.people.models import Format, Hears, Person, ReachBy, SpeaksFor
from workspace.people.needs.models import NeedKind, SeenBy
from workspace.people.needs.service import add_need
from workspace.roles import Role
from workspace.sample.clock import moment
from workspace.spaces import service as spaces
from workspace.spaces.models import Sharing, Space
from workspace.spaces.queries import membership

COUNCIL = {"speaks_for": SpeaksFor.BODY, "speaks_for_name": "Merrowdale Council"}
PANEL = {"speaks_for": SpeaksFor.GROUP, "speaks_for_name": "Open Door Panel"}


def email(name: str) -> str:
    """Return the address of a sample person; nobody receives anything there."""
    return f"{name}@merrowdale.example"


# Who is worth trying, and who they are.
TO_TRY = {
    email("farida"): "chair, parent carer",
    email("gwen"): "organiser and host",
    email("callum"): "note taker, parent carer",
    email("beatriz"): "parent carer",
    email("ivy"): "Expert by Experience, in two spaces",
    email("devika"): "council officer",
    email("howard"): "director who signs for the council",
    email("sunniva"): "uses a screen reader, chairs sometimes",
    email("kit"): "young adviser",
    email("rufus"): "organiser of the other space",
}


@dataclass(frozen=True)
class Facts:
    """What a sample person says of themselves, and the needs they have."""

    name: str
    title: str = "Parent carer"
    pronouns: str = ""
    say_name: str = ""
    described_as: str = ""
    about: str = ""
    part: dict[str, Any] = field(default_factory=dict)
    reach: dict[str, Any] = field(default_factory=dict)
    needs: tuple[tuple[NeedKind, str, SeenBy], ...] = ()


FORUM = {
    "farida": Facts(
        "Farida Nasser", pronouns="she/her", say_name="fa-REE-da NASS-er", described_as="Parent carer, not “mum”",
        about="My son Sami is nine and autistic. I came for one meeting in 2019 and stayed.",
        needs=((NeedKind.FOOD, "Halal, or vegetarian", SeenBy.ORGANISERS),),
    ),
    "callum": Facts(
        "Callum Reyes", pronouns="he/him", part={"role": Role.NOTE_TAKER},
        about="I write things down, so that nobody has to hold them in their head.",
        needs=((NeedKind.BREAKS, "Ten minutes each hour: my hands get tired", SeenBy.ORGANISERS),),
    ),
    "sunniva": Facts(
        "Sunniva Aldous", pronouns="she/her", say_name="soo-NEE-va ALL-duss", described_as="Blind woman, parent carer",
        about="I read with my ears. Tell me who is speaking, and I will tell you when it gets too fast.",
        reach={"formats": [Format.PLAIN_TEXT, Format.WORD], "good_times": "Mornings before 11"},
        needs=(
            (NeedKind.EARLY_PAPERS, "Papers two days before, as text and not as pictures", SeenBy.ORGANISERS),
            (NeedKind.SEAT, "Close to the chair, and not facing a window", SeenBy.CHAIR),
        ),
    ),
    "beatriz": Facts(
        "Beatriz Oyelaran", pronouns="she/her", say_name="bee-a-TREEZ oy-eh-LA-ran",
        about="Twins, one wheelchair, two different buses. I want one letter that makes sense.",
        needs=(
            (NeedKind.STEP_FREE, "Powered wheelchair, 68 cm wide", SeenBy.ORGANISERS),
            (NeedKind.OTHER, "I may have to leave quickly if school rings", SeenBy.NOBODY),
        ),
    ),
    "marek": Facts("Marek Lisowski", pronouns="he/him", say_name="MA-rek lee-SOFF-skee", title="Parent carer, new"),
    "joel": Facts(
        "Joel Abara", pronouns="he/him", described_as="Deaf, with a capital D",
        about="My first language is British Sign Language (BSL). Look at me when you talk, not at Nadia.",
        reach={
            "reach_by": ReachBy.TEXT, "phone": "07700 900 214", "supporter_name": "Nadia Whitlock",
            "supporter_email": email("nadia"), "supporter_copies": True,
        },
        needs=((NeedKind.BSL, "Nadia, if she is free", SeenBy.ORGANISERS),),
    ),
    "nadia": Facts("Nadia Whitlock", "BSL interpreter and supporter", pronouns="she/they"),
    "zainab": Facts(
        "زینب احمد", pronouns="she/her", say_name="ZAY-nab AH-mad", described_as="میں تین بچوں کی ماں ہوں",
        about="میں اردو اور انگریزی بولتی ہوں۔",
        needs=((NeedKind.INTERPRETER, "Urdu, when it is about law", SeenBy.ORGANISERS),),
    ),
    "persephone": Facts("Persephone Wilhelmina Featherstonehaugh-Cholmondeley-Norwood", title="Grandparent carer"),
    "kit": Facts(
        "Kit Marlow", "Young adviser", pronouns="they/them", described_as="Disabled person",
        about="I am 17. I took the school bus for eleven years, so ask me.",
        needs=((NeedKind.QUIET_SPACE, "", SeenBy.ORGANISERS), (NeedKind.CAMERA_OFF, "", SeenBy.ORGANISERS)),
    ),
    "devika": Facts(
        "Devika Sengupta", "Council officer, travel to school", pronouns="she/her", say_name="DAY-vi-ka sen-GOOP-ta",
        part=COUNCIL, about="I write the letters that you told us are hard to read. I am here to change them.",
    ),
    "howard": Facts(
        "Howard Penhallow", "Director of children’s services", pronouns="he/him", part=COUNCIL,
        about="I sign for the council, so I should hear it from you first.",
    ),
}  # fmt: skip

IVY = Facts(
    "Ivy Thornbury", "Expert by Experience", pronouns="she/her", part=PANEL,
    about="The Open Door Panel asked me to bring what we learned about letters that people can read.",
    needs=((NeedKind.LARGE_PRINT, "18 point, on cream paper", SeenBy.ORGANISERS),),
)  # fmt: skip

RUFUS = Facts("Rufus Adeyemi-Clarke", "Panel organiser", pronouns="he/him", part={"role": Role.ORGANISER})

# Somebody without e-mail, who takes part by post and phone.
EDNA: dict[str, Any] = {
    "name": "Edna Garside",
    "title": "Grandparent carer",
    "phone": "01632 960 377",
    "post_address": "4 Tannery Row\nMerrowdale MD3 9ZZ",
    "reach_by": ReachBy.POST,
}

REACH: dict[str, Any] = {
    "reach_by": ReachBy.MAIL, "phone": "", "post_address": "", "good_times": "", "hears": Hears.AT_ONCE, "language": "",
    "formats": [], "supporter_name": "", "supporter_email": "", "supporter_copies": False,
}  # fmt: skip

ABOUT_FORUM = {
    "slug": "merrowdale",
    "sharing": Sharing.MEMBERS,
    "purpose": "We are parents and carers of disabled children and young people in Merrowdale. We work with the "
    "council and the health service on how things are done here: as equals, from the start.",
    "how_to_join": "Ring or write to Gwen. Come once and see: there is no form, and nobody asks for a diagnosis.",
    "member_word": "member",
    "members_word": "members",
    "contact_phone": "01632 960 118",
    "contact_hours": "Tuesday to Thursday, 10am to 2pm",
    "contact_post": "Merrowdale Parent Carer Forum\nThe Weavers’ Hall, 2 Mill Lane\nMerrowdale MD1 9ZZ",
    "outside_contact": "The county’s association of forums, 01632 960 505, hears concerns about how we work.",
    "safeguarding_contact": "Merrowdale children’s help line, 01632 960 999, day and night. In danger: 999.",
}

ABOUT_PANEL = {
    "slug": "open-door",
    "sharing": Sharing.GROUP,
    "purpose": "People who have been without a home advise the services that are meant to help.",
    "how_to_join": "Come to the open hour on the first Monday of a month.",
    "contact_name": "Rufus Adeyemi-Clarke",
    "contact_pronouns": "he/him",
    "contact_email": email("rufus"),
    "contact_phone": "01632 960 244",
    "contact_hours": "Weekdays, noon to 4pm",
}

OPEN_DOOR = {
    "pearl": Facts("Pearl Hutchings", "Expert by Experience", pronouns="she/her"),
    "sandeep": Facts("Sandeep Lall", "Expert by Experience", pronouns="he/him", part={"role": Role.NOTE_TAKER}),
}


@dataclass
class Group:
    """A space of the sample with its people, each under a short name."""

    space: Space
    people: dict[str, Person]


def move_in() -> tuple[Group, Group]:
    """Make both spaces and everybody in them, half a year ago."""
    with db.at(moment(-190, 9)):
        space, gwen = spaces.set_up(
            space_name="Merrowdale Parent Carer Forum", name="Gwen Prothero", email=email("gwen"), pronouns="she/her"
        )  # fmt: skip
        forum = Group(space, {"gwen": gwen})
        spaces.change_space(space, actor=gwen, **ABOUT_FORUM)
        own = membership(space.slug, gwen.id)
        if own:
            people.change_place(own, actor=gwen, title="Forum organiser", speaks_for=SpeaksFor.SELF, speaks_for_name="")
        _bring_everybody(forum, gwen, FORUM)
        forum.people["edna"] = spaces.add_person(space, actor=gwen, **EDNA)
        forum.people["ivy"] = _bring(forum.space, gwen, "ivy", IVY)
        return forum, _neighbours(gwen)


def _neighbours(gwen: Person) -> Group:
    """Make the panel. The host begins it, hands it over to its own organiser, and leaves."""
    space = spaces.create_space("Open Door Panel", organiser=gwen, actor=gwen)
    panel = Group(space, {"rufus": _bring(space, gwen, "rufus", RUFUS)})
    rufus = panel.people["rufus"]
    spaces.change_space(space, actor=rufus, **ABOUT_PANEL)
    handed_over = membership(space.slug, gwen.id)
    if handed_over:
        spaces.leave(handed_over, actor=gwen)
    _bring_everybody(panel, rufus, OPEN_DOOR)
    panel.people["ivy"] = spaces.add_person(
        space, actor=rufus, name=IVY.name, email=email("ivy"), title="Expert by Experience"
    )  # fmt: skip
    return panel


def _bring_everybody(group: Group, actor: Person, facts: dict[str, Facts]) -> None:
    for short, one in facts.items():
        group.people[short] = _bring(group.space, actor, short, one)


def _bring(space: Space, actor: Person, short: str, facts: Facts) -> Person:
    """Let the organiser add somebody, who then says who they are, how to reach them, and what they need."""
    person = spaces.add_person(
        space, actor=actor, name=facts.name, email=email(short), title=facts.title, **facts.part
    )  # fmt: skip
    people.change_profile(
        person, preferred_name=facts.name, pronouns=facts.pronouns, say_name=facts.say_name,
        described_as=facts.described_as, about=facts.about,
    )  # fmt: skip
    if facts.reach:
        people.change_reach(person, **{**REACH, "email": email(short), **facts.reach})
    for kind, words, seen_by in facts.needs:
        add_need(person, kind=kind, words=words, seen_by=seen_by)
    return person
