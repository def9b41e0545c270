"""The meetings of the sample: one that is over, one to come, one not ready, one cancelled, and a neighbour's."""

from typing import Any

from workspace import db
from workspace.actions.models import ActionState
from workspace.meetings import service as meetings
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.arrangements.models import Step
from workspace.meetings.closing.models import MissedKind
from workspace.meetings.closing.queries import answers
from workspace.meetings.closing.service import Answered, carry, close_meeting, follow_up
from workspace.meetings.invitations.models import Answer, Duty
from workspace.meetings.invitations.service import Guest, give_duties
from workspace.meetings.models import Involvement, WhoDecides, WorkLevel
from workspace.meetings.notes import service as notes
from workspace.meetings.notes.models import Result
from workspace.meetings.outcomes import service as outcomes
from workspace.meetings.sharing.queries import decisions_at, note_at
from workspace.meetings.sharing.service import share_item
from workspace.meetings.suggestions import service as suggestions
from workspace.meetings.suggestions.models import SuggestionState
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind
from workspace.sample.after import correct_the_notes, say_how_it_was
from workspace.sample.clock import moment
from workspace.sample.held import Held, Row
from workspace.sample.offers import answer_offer, offer_something, think_of_people
from workspace.sample.papers import bring_papers, the_hall
from workspace.sample.people import Group, email
from workspace.sample.said import mark_and_answer, write_down_what_was_heard
from workspace.spaces.agreement.service import change
from workspace.spaces.models import Sharing

HALL = {
    "place": "The Weavers’ Hall, 2 Mill Lane, Merrowdale",
    "way_in": "The blue door beside the canal: no steps, and the bell is at 90 cm. The quiet room is on the left.",
    "welcomer": "Farida Nasser stands at the door from half an hour before, in a yellow scarf.",
    "online_link": "https://meet.merrowdale.example/weavers",
    "phone_in": "01632 960 118, then 4 2 7 1",
}
TO_JOIN = "A phone is enough. For pictures and captions any browser will do: nothing has to be installed."


def hold(forum: Group, panel: Group) -> None:
    """Plan, invite, answer, run, close and publish, each at its moment."""
    _agreement(forum)
    hall = the_hall(forum)
    _short_breaks(forum, hall)
    _school_bus(forum, hall)
    _not_ready(forum)
    _cancelled(forum)
    _front_desk(panel)


def _agreement(forum: Group) -> None:
    with db.at(moment(-60, 19)):
        text = (
            "- We let each other finish, and we leave time for those who need it.\n- What is told about a child stays "
            "here.\n- Nobody has to say why they need a break.\n- Short words. Ask when a word is not clear."
        )
        change(forum.space, actor=forum.people["farida"], text=text, because="We begin with this", seen=0)


def _at(hall: int) -> dict[str, Any]:
    """Return what is said of a meeting at the hall: the page of the hall says where it is, and the way in."""
    return HALL | {"venue_id": hall, "place": "", "way_in": "", "to_join": TO_JOIN}


# --- one that is over ----------------------------------------------------------------------------------------------


def _short_breaks(forum: Group, hall: int) -> None:
    gwen, callum = forum.people["gwen"], forum.people["callum"]
    with db.at(moment(-52, 11)):
        held = _plan_short_breaks(forum, gwen, hall)
        items = _agenda_of_short_breaks(held, gwen)
        held.invite(gwen, ("farida", "callum", "sunniva", "beatriz", "joel", "nadia", "devika", "ivy", "edna"))
        duties = {Duty.CHAIR: forum.people["farida"].id, Duty.NOTE_TAKER: callum.id}
        give_duties(held.meeting, actor=gwen, holders=duties)
    with db.at(moment(-40, 20)):
        there = ("farida", "callum", "beatriz", "joel", "nadia", "devika", "ivy")
        held.answer({**dict.fromkeys(there, Answer.IN_PERSON), "sunniva": Answer.ONLINE})
    with db.at(moment(-24, 11)):
        held.run(callum)
        _notes_of_short_breaks(held, callum, items)
        _decisions_of_short_breaks(held, callum, items[-1])
        tasks = _actions_of_short_breaks(held, callum, items)
        _left_open_by_short_breaks(held, callum, items)
        write_down_what_was_heard(held, callum, items[2])
    with db.at(moment(-24, 12)):
        who, what = "Families whose first language is not English. Dads.", "What happens when a child turns 18."
        answered = [
            Answered(MissedKind.WHO, who, forum.people["beatriz"].id),
            Answered(MissedKind.WHAT, what, forum.people["ivy"].id),
        ]
        meeting = held.meeting
        close_meeting(meeting, actor=callum, answered=answered)
        families, adults = answers(meeting)
        follow_up(families, actor=callum)
        carry(adults, actor=callum, to=None)
    say_how_it_was(held)
    with db.at(moment(-20, 9)):
        _share_short_breaks(held, callum, items)
        notes.publish_notes(held.meeting, actor=callum)
    with db.at(moment(-19, 9)):
        mark_and_answer(held, callum, items[2])
    correct_the_notes(held, items[1], forum.people["nadia"], callum)
    _what_became_of_them(held, tasks)


def _plan_short_breaks(forum: Group, gwen: Person, hall: int) -> Held:
    return Held.plan(
        forum, gwen, -24, (10, 12), title="How families hear about short breaks", **_at(hall),
        purpose="Agree how every family in Merrowdale learns that short breaks exist, before they are worn out.",
        involvement=Involvement.CO_DESIGN, who_decides=WhoDecides.LAST_WORD,
        can_change="Who tells families, when, and in which words.",
        cannot_change="How much money there is until April: £212,000.",
        work_level=WorkLevel.STRATEGIC,
        decided_by_others="The health board decides about overnight care, on the advice of this forum.",
    )  # fmt: skip


def _agenda_of_short_breaks(held: Held, gwen: Person) -> list[int]:
    warning = "People may talk about being exhausted. Leave the room whenever you like."
    rows: tuple[Row, ...] = (
        (ItemKind.INTRODUCTIONS, "Who we are and why we are here", 15, {"led_by": "Farida Nasser"}),
        (ItemKind.INFORMATION, "What the council spends today", 15, {"led_by": "Devika Sengupta"}),
        (ItemKind.DISCUSSION, "When families needed to hear it", 35, {"content_note": warning}),
        (ItemKind.BREAK, "Tea, and quiet", 15, {}),
        (ItemKind.DECISION, "Who tells families, and when", 40, {"led_by": "Farida Nasser"}),
    )
    return held.put_on_agenda(gwen, rows)


def _notes_of_short_breaks(held: Held, callum: Person, items: list[int]) -> None:
    texts = {
        items[1]: "Devika Sengupta showed the sums on one page.\n\n- 140 families have short breaks now.\n"
        "- About 400 could have them.\n- Nobody is told by letter. Most hear it from another parent.",
        items[2]: "Beatriz Oyelaran heard of short breaks two years late, from a taxi driver. Joel Abara never saw it "
        "in BSL.\n\nWhat people said would have helped:\n\n1. To hear it the week the school place is confirmed.\n"
        "2. To hear it from a person, not from a web page.\n3. To hear it twice.",
        items[4]: "Sunniva Aldous asked that “told” means told in a way the family can read. Everybody agreed.",
    }
    for item_id, text in texts.items():
        notes.save_note(held.item(item_id), actor=callum, text=text, version=0)


def _decisions_of_short_breaks(held: Held, callum: Person, item_id: int) -> None:
    notes.decide(
        held.item(item_id), actor=callum, result=Result.AGREED,
        asked_for="Every family hears about short breaks from a person.",
        words="A family worker rings each family in the week their school place is confirmed, and sends one page.",
        reason="Three of five families here heard it by chance, and a year late.",
        not_possible="", who_can_change="This forum, at any meeting.", different_views="",
    )  # fmt: skip
    notes.decide(
        held.item(item_id), actor=callum, result=Result.COMPROMISE,
        asked_for="A film in BSL, and the page in Urdu, from the first day.",
        words="The page is ready in Urdu at once. The film follows in spring.",
        reason="Both reach families who now hear nothing.",
        not_possible="The film this winter, because no film maker who signs is free before March.",
        who_can_change="Devika Sengupta, if a film maker is found.",
        different_views="Joel Abara: “A year of waiting for Deaf families is a year too long.”",
    )  # fmt: skip


def _share_short_breaks(held: Held, callum: Person, items: list[int]) -> None:
    """Keep what was hard to say to those who were invited, and let everyone read what was decided."""
    for item_id, level in ((items[2], Sharing.GROUP), (items[4], Sharing.PUBLIC)):
        item = held.item(item_id)
        share_item(item, note_at(item), decisions_at(item), actor=callum, sharing=level, closer={})


def _actions_of_short_breaks(held: Held, callum: Person, items: list[int]) -> dict[str, int]:
    """Return the number of each action by its owner."""
    rows = (
        ("devika", "Say in writing which family worker rings which school", -6),
        ("joel", "Find two film makers who sign, and ask when they are free", 12),
        ("farida", "Ask three families to read the one page aloud", 3),
        ("ivy", "Mark every word on the page that the panel would change", -10),
        ("sunniva", "Try the page with a screen reader", None),
        ("beatriz", "Ask the hospital to put up our poster", 2),
    )
    for_body = {"ivy": "the Open Door Panel"}
    return {
        name: held.write_down(callum, items[4], name, what, due, for_body.get(name, "")) for name, what, due in rows
    }


def _left_open_by_short_breaks(held: Held, callum: Person, items: list[int]) -> None:
    people = held.group.people
    outcomes.park(
        held.item(items[2]), actor=callum, what="Short breaks in the school holidays",
        why="Nobody from the holiday clubs was here.", until_on=None, owner_id=people["farida"].id,
    )  # fmt: skip
    outcomes.ask(
        held.item(items[1]), actor=callum, words="Does a family lose its short breaks when it moves house?",
        asked_by_id=people["nadia"].id, owner_id=people["devika"].id, due_on=moment(4, 12).date(),
    )  # fmt: skip


def _what_became_of_them(held: Held, tasks: dict[str, int]) -> None:
    for day, name, state, words in (
        (-18, "devika", ActionState.DOING, "The schools are listed. Two workers are not chosen yet."),
        (-12, "ivy", ActionState.DONE, "Eleven words changed. “Respite” is gone: nobody knew what it meant."),
        (-9, "joel", ActionState.STUCK, "One film maker is away until May. It would help to know of a third."),
        (-5, "beatriz", ActionState.COULD_NOT, "Wards may not put up posters. The play worker gives out our card."),
        (-4, "sunniva", ActionState.TO_BE_AGREED, "Two of its tables read badly. Lists instead, or leave them out?"),
    ):
        held.say(day, name, tasks[name], state, words)


# --- those to come -------------------------------------------------------------------------------------------------


def _school_bus(forum: Group, hall: int) -> None:
    gwen = forum.people["gwen"]
    with db.at(moment(-14, 10)):
        held = Held.plan(
            forum, gwen, 10, (10, 12), title="Getting to school: the new bus letters", **_at(hall),
            purpose="Write the letter that tells a family which bus their child takes, so that nobody has to ring.",
            involvement=Involvement.CO_PRODUCTION, who_decides=WhoDecides.TOGETHER,
            can_change="Every word, the order, the pictures, and who signs it.",
            cannot_change="The day it must go out, and what the law says about who gets a place.",
            work_level=WorkLevel.SERVICE,
            money="£3,000 for printing and post. It must be spent by the end of March.",
            decided_by_others="The bus company decides its times. It has said that it will come and listen.",
        )  # fmt: skip
        items = _agenda_of_school_bus(held, gwen)
        think_of_people(held, gwen)
        offer_something(held, gwen)
        guest = Guest("Tess Holloway", email("tess"), "Drives the number 4 school bus")
        everybody = [name for name in forum.people if name not in {"gwen", "howard"}]
        held.invite(gwen, everybody, guest)
        duties = {"CHAIR": "farida", "CO_CHAIR": "sunniva", "NOTE_TAKER": "callum", "WELCOMER": "marek"}
        holders = {Duty[duty]: forum.people[name].id for duty, name in duties.items()}
        give_duties(held.meeting, actor=gwen, holders=holders)
    bring_papers(held, gwen, letter=items[2], drafts=items[5])
    with db.at(moment(-4, 18)):
        _answers_to_school_bus(held)
        _suggestions_for_school_bus(held)
        answer_offer(held)
    with db.at(moment(-2, 11)):
        held.arrange(gwen, NeedKind.BSL, Step.ASKED, "Nadia’s diary is open for us. She answers by Friday.")
        held.arrange(gwen, NeedKind.QUIET_SPACE, Step.ARRANGED, "The small room next to the hall, with a lamp.")


def _agenda_of_school_bus(held: Held, gwen: Person) -> list[int]:
    warning = "We will read a real letter aloud. It upset people last year."
    return held.put_on_agenda(
        gwen,
        (
            (ItemKind.INTRODUCTIONS, "Who we are and why we are here", 15, {"led_by": "Farida Nasser"}),
            (ItemKind.INFORMATION, "What happened to our actions", 10, {"led_by": "Callum Reyes"}),
            (ItemKind.DISCUSSION, "Last year’s letter, line by line", 30,
             {"led_by": "Devika Sengupta", "content_note": warning}),
            (ItemKind.BREAK, "Tea, and quiet", 15, {}),
            (ItemKind.DISCUSSION, "What a good letter says first", 20, {"led_by": "Ivy Thornbury and Kit Marlow"}),
            (ItemKind.DECISION, "Agree the new letter", 30, {"details": "We choose between two drafts, or mix them."}),
        ),
    )  # fmt: skip


def _answers_to_school_bus(held: Held) -> None:
    held.answer(
        {
            "farida": Answer.IN_PERSON,
            "callum": Answer.IN_PERSON,
            "beatriz": Answer.IN_PERSON,
            "joel": Answer.IN_PERSON,
            "nadia": Answer.IN_PERSON,
            "devika": Answer.IN_PERSON,
            "sunniva": Answer.ONLINE,
            "kit": Answer.ONLINE,
            "marek": Answer.NOT_SURE,
            "persephone": Answer.APOLOGIES,
        },
        {"beatriz": "A table that my chair fits under"},
    )


def _suggestions_for_school_bus(held: Held) -> None:
    people = held.group.people
    asked = suggestions.suggest(
        held.meeting, actor=people["kit"], what="Could the letter have a map?", named=True,
        why="I read maps faster than words, and so does my little brother.",
    )  # fmt: skip
    later = suggestions.Reply(SuggestionState.NEXT_TIME, "Callum Reyes asks the printer what a map costs.")
    suggestions.answer(asked, actor=people["farida"], seen=asked.state, reply=later)
    suggestions.suggest(
        held.meeting, actor=people["beatriz"], what="Who tells the driver when a child is ill?", named=False,
        why="Last year two drivers waited, and one child was left behind.",
    )  # fmt: skip


def _not_ready(forum: Group) -> None:
    """Plan a meeting that does not say yet what it is for, so that nobody can be invited."""
    with db.at(moment(-3, 16)):
        held = Held.plan(forum, forum.people["gwen"], 38, (13, 15), title="A day out for brothers and sisters")
        held.put_on_agenda(forum.people["gwen"], [(ItemKind.DISCUSSION, "Where would they like to go?", 30, {})])


def _cancelled(forum: Group) -> None:
    gwen = forum.people["gwen"]
    with db.at(moment(-21, 9)):
        held = Held.plan(
            forum, gwen, 5, (14, 15), title="A look at the new sensory room", place="Beck Street School",
            purpose="See the room before it is finished, and say what is missing.",
            involvement=Involvement.CONSULTATION, who_decides=WhoDecides.ADVICE, work_level=WorkLevel.SERVICE,
            can_change="Lights, sounds, and where things stand.",
            cannot_change="The walls and the door.",
        )  # fmt: skip
        held.invite(gwen, ("farida", "beatriz", "kit", "edna"))
    with db.at(moment(-2, 15)):
        reason = "The builders found damp, so the room is closed until spring. We will write when there is a new day."
        meetings.cancel(held.meeting, actor=gwen, reason=reason)


def _front_desk(panel: Group) -> None:
    """Let the neighbours plan a meeting that nobody of the forum sees, but who belongs to both."""
    rufus = panel.people["rufus"]
    with db.at(moment(-6, 12)):
        held = Held.plan(
            panel, rufus, 17, (12, 14), title="The first ten minutes at the front desk",
            place="Open Door, 11 Station Road", way_in="Ring the lower bell. Dogs are welcome.",
            purpose="Agree what happens to somebody in their first ten minutes with us.",
            involvement=Involvement.CO_PRODUCTION, who_decides=WhoDecides.TOGETHER, work_level=WorkLevel.SERVICE,
            can_change="The questions, and whether there are any.",
            cannot_change="The opening hours.",
        )  # fmt: skip
        held.put_on_agenda(rufus, [(ItemKind.DISCUSSION, "Which question would you take away?", 60, {})])
        held.invite(rufus, ("pearl", "sandeep", "ivy"))
