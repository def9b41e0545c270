"""People are asked about a draft, say something with and without an account, are answered, and it is closed."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace import db
from workspace.charters.models import CharterVersion
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_draft_is_consulted_on_answered_and_closed(data, user: Start) -> None:
    with data():
        space = factories.space("North Forum", slug="north")
        part = factories.charter_part(space, "We answer within a week.")
        charter = db.session.get_one(CharterVersion, part.version_id).charter_id
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER).id
        ann = factories.member(space, "Ann Lee").id
    draft = f"/spaces/north/charters/{charter}"
    one = user(olga).open(draft).press("Ask people what they think of the draft")
    one.is_refused("Ask people", "Write the first day")
    one.fill("From which day can people say something?", "today").fill("Until which day?", "in five weeks")
    one.fill("Why do you ask?", "It is new.").fill("What can still change?", "All of it.")
    one.fill("What cannot change, and why not?", "The law.").choose("Anybody with the address").press("Ask people")
    one.reads("People are asked.")

    stranger = user().open(f"{draft}/consultation").press("Go to the questions", stays=True)
    stranger.is_refused("Send what I said", "Write something, or say whether you agree")
    stranger.fill("Is anything missing, or unclear?…", "Evenings.").press("Send what I said")
    stranger.reads("Thank you. The group reads what you said")

    two = user(ann).open(draft).press("Read it and say something").press("Say something about this: Commitment 1")
    two.choose("I do not agree")
    two.is_refused("Send what I said", "Say why you do not agree")
    two.fill("What do you want to say?…", "A week is long.").press("Send what I said")

    one = user(olga).open(f"{draft}/consultation").press("Type in what came another way")
    one.is_refused("Keep it", "Choose how it came")
    one.choose("By post").fill("Which letter, call or meeting was it?", "Letter of 3 June")
    one.pick("Who said it?…", "Ann Lee").pick("What is it about?…", "Commitment 1: We answer within a week.")
    one.choose("I agree").fill("What do you want to say?…", "Please keep it.").press("Keep it")

    one.open(f"{draft}/consultation").press("What people said, and our answers (3)").reads("Please keep it.")
    one.press("Answer it: Ann Lee, Commitment 1").choose("We did not change it")
    one.is_refused("Keep the answer", "Write why it is not changed")
    one.fill("Your answer", "There are two of us.").press("Keep the answer")
    one.press("Back to the draft").press("Close it")
    one.is_refused("Close it", "Answer this before you close.")
    one.fill("Who have we missed?", "Fathers").fill("Who said that they were missed?", "Ann Lee")
    one.fill("What have we missed?", "Nothing").fill("Who said that it was missed?", "The group").press("Close it")
    one.reads("It is closed. Answers can still be written")

    two = user(ann).open(draft).press("What you said about the draft of version 1: What it says")
    two.reads("There are two of us.")
    two.reads("Said by Ann Lee.")
