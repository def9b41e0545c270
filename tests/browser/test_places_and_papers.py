"""By keyboard alone: a place with what is known of it and a photo, a meeting there, and a paper in somebody's form."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from tests import factories
from tests.browser.conftest import Start
from tests.support import files
from tests.support.browser import KeyboardUser, size
from workspace.people.models import Format
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        olly = factories.member(space, "Olly Organiser", role=Role.ORGANISER)
        amina = factories.member(space, who=factories.person("Amina Yusuf", formats=[Format.EASY_READ]))
        meeting = factories.meeting(space, olly, "School buses")
        factories.item(meeting, "Which stops are safe?", position=1)
        factories.invitation(meeting, amina)
        return {"olly": olly.id, "amina": amina.id, "meeting": meeting.id}


@pytest.mark.promise("S3-R7", "S3-R6", "S1-V1", "S1-V4", "S1-C5")
def test_a_place_a_meeting_there_and_a_paper(forum: dict[str, int], user: Start, tmp_path: Path) -> None:
    olly = user(forum["olly"])
    _adds_a_place(olly)
    _adds_a_photo(olly, tmp_path)
    _meets_there(olly, forum["meeting"])
    _brings_a_paper(olly, tmp_path)
    amina = user(forum["amina"])
    amina.open(f"/spaces/riverside/meetings/{forum['meeting']}").press("Mapped road").reads(
        "In the form that you chose"
    )
    amina.reads("The stop moves.")
    amina.open(f"/spaces/riverside/meetings/{forum['meeting']}").press("About this place, and how to find it")
    amina.reads("Checked by Olly Organiser")
    size(amina.driver, 320)
    amina.open(amina.driver.current_url)  # at 320 px, with a wide photo: it must fit


def _attaches(user: KeyboardUser, label: str, path: Path) -> None:
    """Choose a file: the window in which that is done belongs to the device."""
    field = user.driver.find_element(By.CSS_SELECTOR, "input[type=file]")
    assert field.accessible_name.startswith(label)
    field.send_keys(str(path))


def _adds_a_place(olly: KeyboardUser) -> None:
    olly.open("/spaces/riverside/meetings").press("Places where we meet").reads("No place is kept here yet.")
    olly.press("Add a place").is_refused("Keep this place", "Write what the place is called")
    olly.fill("What is the place called?", "Mill Street Library")
    olly.fill("Step-free way in…", "A ramp on the left.")
    olly.press("Keep this place").reads("Not checked yet")
    assert olly.words.count("Not known") > 8
    olly.press("Say who looked, and when").press("Keep who looked").reads("Checked by Olly Organiser")


def _adds_a_photo(olly: KeyboardUser, folder: Path) -> None:
    (folder / "bad.jpg").write_bytes(files.SVG)
    (folder / "wide.jpg").write_bytes(files.photo(3000, 900))
    olly.press("Add or remove photos").fill("What does it show?", "A long red wall with a ramp")
    _attaches(olly, "Photo", folder / "bad.jpg")
    olly.is_refused("Add this photo", "This is not a photo that we can read")
    _attaches(olly, "Photo", folder / "wide.jpg")
    olly.press("Add this photo").reads("The photo is kept.")
    picture = olly.driver.find_element(By.CSS_SELECTOR, "img")
    assert picture.get_attribute("alt") == "A long red wall with a ramp"
    wide = "arguments[0].scrollIntoView(); return arguments[0].naturalWidth"
    olly.waits(lambda: olly.driver.execute_script(wide, picture) == 1600, "the photo was never shown")


def _meets_there(olly: KeyboardUser, meeting: int) -> None:
    olly.open(f"/spaces/riverside/meetings/{meeting}/edit").pick("Place…", "Mill Street Library")
    olly.press("Keep these changes").reads("A ramp on the left.")


def _brings_a_paper(olly: KeyboardUser, folder: Path) -> None:
    (folder / "stops.pdf").write_bytes(files.PDF)
    olly.press("Papers, and what is owed to whom").press("Add a paper")
    olly.fill("What is the paper called?", "Mapped road").fill("By which day is it sent?", "tomorrow")
    olly.is_refused("Keep it, and add the file", "Write what it means for people")
    olly.fill("What does it mean for people?", "The stop moves.").press("Keep it, and add the file")
    _attaches(olly, "The file", folder / "stops.pdf")
    olly.press("Add it").reads("Easy Read is owed to 1 person")
    olly.press("Add a file or a link: Mapped road").choose("Easy Read")
    olly.fill("Or a link to where it is", "https://www.example.org/easy").press("Add it")
    olly.reads("Everyone who is invited has it in the form that they chose.")
