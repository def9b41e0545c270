"""Files that people bring: taken by what is in them, never by their name; photos lose what the camera wrote."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from flask import request
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from tests.support import files
from workspace import db
from workspace.config import ROOT
from workspace.people.models import Person
from workspace.uploads import reader, taking
from workspace.uploads.models import UploadKind
from workspace.uploads.taking import MEGABYTE, Limited, take

pytestmark = pytest.mark.only_database("sqlite")  # nothing is written yet


def brought(content: bytes, name: str) -> FileStorage:
    """Return a file as it comes in with a request."""
    stream = Limited(10 * MEGABYTE)
    stream.write(content)
    return FileStorage(stream, name)


def content_of(taken: taking.Taken) -> bytes:
    taken.stream.seek(0)
    return taken.stream.read()


@pytest.fixture
def taken(app):
    """`taken(content, name)` gives what may be kept of a file."""

    def look(content: bytes, name: str = "photo.jpg", kind: UploadKind = UploadKind.PHOTO) -> taking.Taken:
        with app.app_context():
            file = brought(content, name)
            opened.append(file)
            return take(file, kind)

    opened: list[FileStorage] = []
    yield look
    for file in opened:
        file.close()


def test_a_photo_is_made_anew_without_place_camera_or_comment(taken):
    original = files.photo_with_place()
    assert b"Ann Example" in original
    assert b"Our garden" in original
    kept = taken(original)
    image = Image.open(kept.stream)
    assert not image.getexif()
    assert not set(image.info) & {"exif", "comment", "icc_profile", "xmp", "photoshop"}
    for word in (b"Ann Example", b"Our garden", b"Exif"):
        assert word not in content_of(kept)


def test_a_photo_stands_upright_and_is_at_most_1600_pixels_wide(taken):
    kept = taken(files.photo_with_place(width=4000, height=2000))
    assert (kept.width, kept.height) == (800, 1600)
    image = Image.open(kept.stream)
    assert image.size == (800, 1600)
    red, _green, blue = image.getpixel((700, 100))  # what was at the left is now at the top right
    assert red > 200
    assert blue < 60


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif"), ("JPEG", "odd name")]
)
def test_photos_of_every_usual_kind_are_kept_as_jpeg(taken, kind, name):
    kept = taken(files.photo(kind=kind), name)
    assert kept.media == "image/jpeg"
    assert content_of(kept).startswith(b"\xff\xd8")


def test_what_can_be_seen_through_becomes_white(taken):
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(taken(out.getvalue()).stream).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [files.SVG, files.HTML, b"\xff\xd8\xff", files.PDF, b"II*\0" + b"\0" * 50])
def test_what_is_no_photo_is_refused_whatever_its_name(taken, content):
    with pytest.raises(ValidationError, match="not a photo that we can read"):
        taken(content, "holiday.jpg")


def test_a_small_file_that_unpacks_into_gigabytes_is_refused_at_once(taken):
    content = files.bomb()
    assert len(content) < MEGABYTE
    with pytest.raises(ValidationError, match="too large to work with"):
        taken(content, "photo.png")


def test_a_file_that_is_too_large_is_refused_before_anybody_looks(taken, monkeypatch):
    monkeypatch.setattr(taking, "_look_into", lambda *_: pytest.fail("somebody looked"))
    with pytest.raises(ValidationError, match="empty"):
        taken(b"")


@pytest.mark.parametrize(
    ("content", "name", "media"),
    [
        (files.PDF, "Paper.PDF", "application/pdf"),
        (files.word(), "paper.docx", reader.PACKED[0][1]),
        (files.open_document(), "paper.odt", "application/vnd.oasis.opendocument.text"),
        (b"ID3\x04 sound", "read.mp3", "audio/mpeg"),
        (b"RIFF\0\0\0\0WAVEfmt ", "read.wav", "audio/wav"),
        ("Dŵr a chân\r\n".encode(), "paper.txt", "text/plain"),
        (b",a paper for fingers\n", "paper.brf", "text/plain"),
    ],
)
def test_a_paper_is_known_by_what_is_in_it(taken, content, name, media):
    kept = taken(content, name, UploadKind.PAPER)
    assert kept.media == media
    assert content_of(kept) == content, "a paper stays as it is"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (files.HTML, "paper.pdf", "cannot take this kind"),
        (files.HTML, "paper.txt", "cannot take this kind"),
        (files.SVG, "paper.svg", "cannot take this kind"),
        (b"\x7fELF\x02\x01", "paper.pdf", "cannot take this kind"),
        (b"PK\x03\x04 broken", "paper.docx", "cannot take this kind"),
        (files.PDF, "paper.exe", "called “paper.exe”, but what is in it ends in .pdf"),
        (files.PDF, "paper", "ends in .pdf"),
        (files.word("word/vbaProject.bin"), "paper.docx", "without macros"),
    ],
)
def test_a_paper_that_is_not_what_it_claims_is_refused_in_words(taken, content, name, words):
    with pytest.raises(ValidationError, match=words):
        taken(content, name, UploadKind.PAPER)


@given(st.binary(max_size=300))
def test_whatever_is_in_a_file_the_reader_says_what_it_is_or_refuses_it(content):
    for look in reader.KINDS.values():
        assert _answer(look, content) in {
            *taking._WHY, "image/jpeg", "text/plain", "audio/mpeg", "audio/ogg", "application/pdf"
        }  # fmt: skip


@hypothesis_settings(max_examples=30)
@given(st.integers(0, 3000), st.integers(1, 255))
def test_a_photo_damaged_anywhere_never_breaks_the_reader(place, by):
    content = bytearray(files.photo(60, 40))
    content[place % len(content)] ^= by
    assert _answer(reader.photo, bytes(content)) in {*taking._WHY, "image/jpeg"}


def _answer(look: Callable[[bytes], reader.Found], content: bytes) -> str:
    """Return what the file is, or why it is refused; any other error is one of ours."""
    try:
        return str(look(content)[0]["media"])
    except reader.Refused as refused:
        return str(refused)


def test_a_reader_that_hangs_or_breaks_refuses_the_file(taken, monkeypatch, tmp_path):
    for program in ("import time; time.sleep(60)", "raise SystemExit(3)"):
        path = tmp_path / "reader.py"
        path.write_text(program)
        monkeypatch.setattr(taking, "READER", path)
        monkeypatch.setattr(taking, "PATIENCE", 0.3)
        with pytest.raises(ValidationError, match="could not read this file"):
            taken(files.photo())


def test_the_reader_has_little_memory_and_may_write_no_file(tmp_path):
    greedy = (
        "import importlib.util, sys; spec = importlib.util.spec_from_file_location('reader', sys.argv[1]);"
        "reader = importlib.util.module_from_spec(spec); spec.loader.exec_module(reader); reader.limit()\n"
        "try: bytearray(900 * 1024 * 1024)\n"
        "except MemoryError: print('no memory')\n"
        "try: open(sys.argv[2], 'wb', 0).write(b'x')\n"
        "except OSError: print('no file')\n"
    )
    command = [sys.executable, "-c", "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + greedy]
    done = subprocess.run(
        [*command, str(taking.READER), str(tmp_path / "file")], capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout == "no memory\nno file\n", done.stderr


def test_no_lock_is_held_while_somebody_looks_into_a_file(app, data, monkeypatch):
    """Another writer gets on with it: on SQLite there is one lock for all."""
    wrote = threading.Event()

    def write() -> None:
        with app.app_context(), db.transaction() as session:
            session.add(Person(preferred_name="Somebody else", created_at=db.now()))
        wrote.set()

    def look(*_: object) -> tuple[dict[str, str], bytes]:
        threading.Thread(target=write).start()
        assert wrote.wait(4), "the other writer waits for this one"
        return {"media": "application/pdf", "suffix": ".pdf"}, b""

    monkeypatch.setattr(taking, "_look_into", look)
    with app.app_context():
        db.begin_request(writing=True)
        db.session.connection()
        with closing(brought(files.PDF, "a.pdf")) as file:
            take(file, UploadKind.PAPER)


def test_pictures_are_worked_on_outside_the_server():
    code = "import sys, workspace.cli, workspace; workspace._register_features; import workspace.models; "
    code += "assert not [name for name in sys.modules if name.split('.')[0] == 'PIL']"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_of_a_file_that_is_too_large_nothing_beyond_the_limit_is_kept(app):
    content = b"x" * (12 * MEGABYTE)
    with app.test_request_context("/", method="POST", **files.posted({"words": "kept"}, "file", "big.pdf", content)):
        request.max_content_length = taking.LARGEST_REQUEST
        stream: Any = request.files["file"].stream
        assert request.form["words"] == "kept"
        assert stream.came == len(content)
        assert len(stream.read()) <= 10 * MEGABYTE
        with pytest.raises(ValidationError, match="larger than 10 MB"):
            take(request.files["file"], UploadKind.PAPER)
