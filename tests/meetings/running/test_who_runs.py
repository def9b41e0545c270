"""Who may run a meeting and write its notes."""

import pytest

from tests import factories
from workspace.meetings.invitations.models import Duty


@pytest.fixture
def meeting(data):
    with data():
        space = factories.space()
        organiser = factories.member(space, "Olga Organiser")
        meeting = factories.meeting(space, organiser)
        factories.item(meeting, "Hello")
        people = {duty: factories.member(space, f"{duty} Person") for duty in Duty}
        for duty, person in people.items():
            factories.invitation(meeting, person, duty=duty)
        address = f"/spaces/{space.slug}/meetings/{meeting.id}"
        return address, {duty: person.id for duty, person in people.items()}


@pytest.mark.promise("S3-R2")
@pytest.mark.parametrize("duty", [Duty.CHAIR, Duty.CO_CHAIR, Duty.NOTE_TAKER])
def test_whoever_was_given_the_duty_runs_the_meeting_and_writes(app, visit, meeting, duty):
    address, people = meeting
    visit(people[duty]).get(f"{address}/run")
    visit(people[duty]).get(f"{address}/notes")


@pytest.mark.parametrize("duty", [Duty.WELCOMER, Duty.NONE])
def test_others_who_are_invited_do_not(app, visit, meeting, duty):
    address, people = meeting
    visit(people[duty]).get(f"{address}/run", status=403)
    visit(people[duty]).get(f"{address}/notes", status=403)
