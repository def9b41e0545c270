"""What came after the meeting of the sample that is over: how it was for people, and a correction of its notes."""

from workspace import db
from workspace.meetings.checking.service import ask
from workspace.meetings.editions.queries import note_to_correct
from workspace.meetings.editions.service import New, correct_note
from workspace.meetings.feedback.models import Answers, Asked, Said
from workspace.meetings.feedback.service import answer
from workspace.meetings.invitations.queries import place
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.sample.clock import moment
from workspace.sample.held import Held

YES, PARTLY, NO = Said.YES, Said.PARTLY, Said.NO
FELT = {
    "farida": (YES, YES, YES, ""),
    "callum": (YES, YES, PARTLY, ""),
    "beatriz": (PARTLY, YES, YES, "It helped that the sums were on one page."),
    "joel": (YES, PARTLY, NO, "The captions were late. Please stop when they stop."),
    "nadia": (YES, YES, YES, ""),
    "ivy": (PARTLY, YES, PARTLY, ""),
}


def say_how_it_was(held: Held) -> None:
    """Let six people say how the meeting was, each without their name."""
    for name, (heard, safe, clear, words) in FELT.items():
        with db.at(moment(-22, 20)):
            meeting = held.meeting
            mine = place(meeting.space.slug, meeting.id, held.group.people[name].id)
            if mine:
                said = {Asked.HEARD: heard, Asked.SAFE: safe, Asked.CLEAR: clear}
                answer(mine, Answers(said, words))


def correct_the_notes(held: Held, item_id: int, nadia: Person, callum: Person) -> None:
    """Let somebody ask for a correction of the published notes, and follow it in a new edition."""
    with db.at(moment(-17, 19)):
        says = "About 460 could have them. I said 460: it was on the page that Devika Sengupta showed."
        asked = ask(held.meeting, actor=nadia, item=held.item(item_id), says=says, why="The number was written wrong.")
    with db.at(moment(-16, 10)):
        meeting = held.meeting
        found = note_to_correct(meeting.space.slug, meeting.id, asked.id, item_id)
        if found and found.note:
            kept = to_names(found.note.text, names_in([found.note.text]))
            text = kept.replace("About 400", "About 460")
            line = "About 460 families could have short breaks, not 400."
            correct_note(found, actor=callum, text=text, new=New(line, meeting.notes_edition))
