"""Photos of venues, taken and given out through the pages."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests import factories
from tests.support import files
from tests.support.visitor import fields_of
from workspace import db
from workspace.spaces.venues import service
from workspace.spaces.venues.models import Venue, VenuePhoto
from workspace.uploads import taking
from workspace.uploads.models import Upload
from workspace.uploads.taking import MEGABYTE


@pytest.fixture
def bring(visit, forum, address):
    """`bring(content)` brings a photo, and gives the page that answers."""

    def send(content: bytes, name: str = "photo.jpg", alt: str = "A blue door", status: int = 303):
        olga = visit(forum["olga"])
        fields = fields_of(olga.get(f"{address}/photos").form("form"), "Add this photo") | {"alt": alt}
        fields.pop("picture")
        return olga.post(f"{address}/photos", fields, status=status, file=("picture", name, content))

    return send


def test_a_photo_with_its_words_is_on_the_page_of_the_place(visit, forum, address, bring):
    page = bring(files.photo_with_place(), alt="A blue door without a step")
    assert "The photo is kept. What the camera wrote into it is not" in page.text
    picture = next(visit(forum["gus"]).get(address).root.iter("img"))
    assert picture.get("alt") == "A blue door without a step"
    assert (picture.get("width"), picture.get("height")) == ("300", "400")
    answer = visit(forum["gus"]).get(picture.get("src")).answer
    assert answer.mimetype == "image/jpeg"
    assert not Image.open(BytesIO(answer.data)).getexif()
    assert b"Ann Example" not in answer.data


def test_a_picture_is_given_out_so_that_a_browser_carries_out_nothing_of_it(visit, forum, address, bring):
    bring(files.photo())
    source = next(visit(forum["mo"]).get(address).root.iter("img")).get("src")
    headers = visit(forum["mo"]).get(source).answer.headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith("inline; filename=photo-")
    assert headers["Cache-Control"] == "no-store"
    visit(forum["otto"]).get(source, status=403)
    assert visit().get(source, status=303).location.startswith("/sign-in")
    other = source.replace(f"/venues/{forum['venue']}/", f"/venues/{forum['empty']}/")
    visit(forum["olga"]).get(other, status=404)


@pytest.mark.parametrize("content", [files.SVG, files.HTML, files.PDF], ids=["svg", "html", "pdf"])
def test_what_is_no_photo_is_refused_beside_the_field_and_the_words_stay(app, bring, content):
    page = bring(content, alt="A blue door", status=422)
    assert page.error_of("picture").startswith("This is not a photo that we can read.")
    assert page.find("alt").get("value") == "A blue door"
    with app.app_context():
        assert db.session.scalar(select(func.count(Upload.id))) == 0


@pytest.mark.only_database("sqlite")
def test_a_file_of_60_megabytes_loses_nothing_that_was_written_beside_it(bring):
    page = bring(b"\xff\xd8\xff" + b"x" * 60 * MEGABYTE, alt="The ramp", status=422)
    assert page.error_of("picture") == "This file is larger than 5 MB. Take a smaller one"
    assert page.find("alt").get("value") == "The ramp"


@pytest.mark.only_database("sqlite")
def test_a_form_beyond_all_measure_is_refused_before_it_is_read(bring, monkeypatch):
    monkeypatch.setattr(taking, "LARGEST_REQUEST", MEGABYTE)
    assert bring(b"x" * 2 * MEGABYTE, status=413).h1 == "That is too long for us to take"


def test_a_photo_needs_words_and_a_file(bring):
    page = bring(files.photo(), alt="", status=422)
    assert page.error_of("alt") == "Write what the photo shows, for people who cannot see it"
    assert "Choose the file again: browsers do not keep it." in page.text
    page = bring(b"", name="", status=422)
    assert page.error_of("picture") == "Choose a photo"


def test_the_words_of_a_photo_are_changed_and_a_photo_is_deleted(app, visit, data, forum, address):
    with data():
        number = factories.photo(db.session.get_one(Venue, forum["venue"]), alt="A door").id
    olga = visit(forum["olga"])
    page = olga.get(f"{address}/photos/{number}")
    assert olga.submit(page, "Keep these words", status=422, alt=" ").error_of("alt")
    page = olga.submit(olga.get(f"{address}/photos/{number}"), "Keep these words", alt="A green door")
    assert next(page.root.iter("img")).get("alt") == "A green door"
    page = olga.submit(page, "Delete: A green door")
    assert "There are no photos yet." in page.text
    with app.app_context():
        assert not db.session.scalar(select(func.count(VenuePhoto.id)))
        assert not db.session.scalar(select(func.count(Upload.id)))


def test_a_page_holds_no_more_photos_than_a_phone_can_load(data, forum, bring):
    with data():
        for _ in range(service.MOST_PHOTOS):
            factories.photo(db.session.get_one(Venue, forum["venue"]))
    page = bring(files.photo(), status=422)
    assert page.error_of("picture") == "There are 12 photos already. Remove one first"
