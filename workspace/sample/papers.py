"""Where the sample meets, and what its people read before a meeting."""

from io import BytesIO
from typing import Any

from workspace import db
from workspace.meetings.papers import service as papers
from workspace.meetings.papers.models import PaperForm
from workspace.meetings.papers.queries import paper as load_paper
from workspace.meetings.papers.service import Brought
from workspace.people.models import Person
from workspace.sample.clock import moment
from workspace.sample.held import Held
from workspace.sample.people import Group
from workspace.spaces.venues import service as venues
from workspace.spaces.venues.forms import WORDS
from workspace.uploads.models import UploadKind
from workspace.uploads.taking import Taken

LETTER = """Dear family, transport has been allocated for the coming academic year. Please note that routes are
subject to change without notice. Queries will be answered in order of receipt.
"""
HALL: dict[str, Any] = {
    "name": "The Weavers’ Hall",
    "address": "2 Mill Lane\nMerrowdale",
    "phone": "01632 960 140",
    "find_it": "From the bus stop at the bridge, go towards the canal.\n\nThe hall is the second house on the left,"
    " of red brick.\n\nThe blue door is round the corner, beside the water.",
    "step_free": "The blue door beside the canal: no steps, and the bell is at 90 cm. The quiet room is on the left.",
    "doors_and_lift": "All doors are 90 cm wide, and the front one opens by itself. No lift: all is on one floor.",
    "toilets": "Three, beside the kitchen. Each has a door of its own.",
    "accessible_toilet": "Beside the quiet room. One moves across from the right. No key.",
    "parking": "Two places for Blue Badges at the blue door. Others park at the market, 300 metres away, for £2 a day.",
    "transport": "Buses 4 and 11 stop at the bridge, two minutes away. There is no train.",
    "hearing_loop": "In the large room. Tried in spring, and it works.",
    "quiet_room": "Left of the blue door, with a sofa and a light that dims.",
}


def the_hall(forum: Group) -> int:
    """Write down the place where the forum meets. Of its toilets one thing is not known, as in life."""
    gwen = forum.people["gwen"]
    with db.at(moment(-60, 10)):
        hall = venues.add(forum.space, actor=gwen, facts=dict.fromkeys(WORDS, "") | HALL)
        venues.check(hall, actor=gwen, by="Gwen Prothero and Beatriz", on=moment(-60, 9).date())
    return hall.id


def bring_papers(held: Held, gwen: Person, *, letter: int, drafts: int) -> None:
    """Send one paper late and in two forms, and promise another."""
    last_year = {
        "item_id": letter, "title": "Last year’s letter", "brought_by": "Devika Sengupta",
        "due_on": moment(-10, 9).date(),
        "means": "This is what families were sent. Mark each word that you would not say to a neighbour.",
    }  # fmt: skip
    two_drafts = {
        "item_id": drafts, "title": "Two drafts of the new letter", "brought_by": "Ivy Thornbury",
        "due_on": moment(5, 9).date(), "means": "One of them, or a mixture, is what 900 families will read in August.",
    }  # fmt: skip
    with db.at(moment(-13, 10)):
        number = papers.add(held.meeting, actor=gwen, facts=last_year).id
        papers.add(held.meeting, actor=gwen, facts=two_drafts)
    content = LETTER.encode()
    text = Taken(UploadKind.PAPER, BytesIO(content), len(content), "text/plain", ".txt")
    for form in (PaperForm.STANDARD, PaperForm.PLAIN_TEXT):
        meeting = held.meeting
        paper = load_paper(meeting.space.slug, meeting.id, number)
        if paper is not None:
            with db.at(moment(-7, 15)):
                papers.add_version(paper, actor=gwen, brought=Brought(form, meeting.space.language, text))
