"""Taking a file in: never more of it than may be kept, looked into before anything is written, and given out safely."""

import json
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from flask import Request, Response, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Engine, insert, select
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from workspace import db, programs
from workspace.audit import Actor
from workspace.uploads.models import Upload, UploadKind, UploadPart

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 100 * MEGABYTE  # up to here a form is read for its words, though its file is refused
PART = 256 * 1024  # bytes of a file that are kept, and given out, at once
IN_MEMORY = 256 * 1024  # bytes of a file that comes in; what follows waits in a file without a name
PATIENCE = 20  # seconds for one file
READER = Path(__file__).with_name("reader.py")
# What a browser may do with a file that it shows: nothing but to draw it.
POLICY = "default-src 'none'; sandbox"

log = logging.getLogger(__name__)
_WHY = {
    "not_a_photo": _l("This is not a photo that we can read. Take one like a phone makes: JPEG, PNG or WebP"),
    "too_many_points": _l("This photo is too large to work with. Make it smaller first"),
    "macros": _l("There is a small program in this file. Keep it without macros, or as a PDF"),
    "unknown": _l("We cannot take this kind of file. Take PDF, Word, OpenDocument, plain text or a sound file"),
    "no_workbook": _l("This workbook cannot be opened. Save it again, or choose “Save as” and “CSV UTF-8”"),
    "locked": _l("This workbook has a password. Save it without one"),
    "empty": _l("There is no table in this workbook"),
    "no_sheet": _l("There is no sheet of this name"),
    "no_paper": _l("We cannot read this file. Take Word (.docx), PDF, a web page or plain text, or paste its words"),
    "locked_paper": _l("This PDF has a password. Save it without one"),
    "scanned": _l(
        "This PDF holds pictures of pages, and no words that we can read. Ask whoever made it for the text, or type it"
    ),
    "no_words": _l("There are no words in this file"),
    "too_long": _l("This paper is too long to look through at once. Take the pages of the charter alone"),
    "too_much": _l("We could not read this file. Try another, or a smaller one"),
}


@dataclass(frozen=True)
class Taken:
    """A file that was looked into, and may be kept."""

    kind: UploadKind
    stream: IO[bytes]
    size: int
    media: str
    suffix: str
    width: int | None = None
    height: int | None = None


class Limited(tempfile.SpooledTemporaryFile[bytes]):
    """Where a file waits that comes in. What is beyond the limit is counted and let go, and the form is read on."""

    def __init__(self, most: int) -> None:
        super().__init__(IN_MEMORY)
        self.most, self.came = most, 0

    def write(self, data: Any) -> int:
        self.came += len(data)
        return super().write(data) if self.came <= self.most else len(data)


class FilesRequest(Request):
    """A request that may bring files: none takes more room than the largest that we keep."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return Limited(max(map(most_bytes, UploadKind)))


def most_megabytes(kind: UploadKind) -> int:
    """Return how large a file may be, in megabytes, as the host has set it."""
    settings = current_app.config["SETTINGS"]
    return int(settings.photo_limit if kind is UploadKind.PHOTO else settings.paper_limit)


def most_bytes(kind: UploadKind) -> int:
    """Return how large a file may be, in bytes."""
    return most_megabytes(kind) * MEGABYTE


def take(file: FileStorage, kind: UploadKind) -> Taken:
    """Look into a file, and return what may be kept of it. Refused with ValidationError: one that is too large, that is
    not what its name says, or that we do not know.

    It takes up to some seconds, so that no lock is held meanwhile: it is done before the request's first change.
    """
    stream = file.stream
    if not isinstance(stream, Limited):
        raise TypeError("files come in by FilesRequest")
    if stream.came > most_bytes(kind):
        raise ValidationError(_("This file is larger than %(most)d MB. Take a smaller one", most=most_megabytes(kind)))
    if not stream.came:
        raise ValidationError(_("This file is empty"))
    db.release()
    facts, made = _look_into(stream, kind.value)
    if why := facts.get("refused"):
        raise ValidationError(str(_WHY[why]))
    if kind is UploadKind.PAPER:
        _refuse_false_name(file.filename or "", facts["suffix"])
    if made:
        return Taken(kind, BytesIO(made), len(made), **facts)
    return Taken(kind, stream, stream.came, **facts)


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet of a workbook, as text. Each of `merged` is the first and last row, and the first and last
    column, of cells that are one."""

    name: str
    others: list[str]
    merged: list[list[int]]
    rows: list[list[str]]


def read_workbook(file: FileStorage, sheet: str = "") -> Sheet:
    """Return the sheet of this name, or the first with a table. Nothing of the file is kept. Refused with
    ValidationError: a file that is no workbook, a sheet that is not in it.

    Like take(), it is done before the request's first change.
    """
    stream = file.stream
    if not isinstance(stream, Limited):
        raise TypeError("files come in by FilesRequest")
    db.release()
    facts, made = _look_into(stream, "table", sheet)
    if why := facts.get("refused"):
        names = ": " + ", ".join(facts["sheets"]) if facts.get("sheets") else ""
        raise ValidationError(f"{_WHY[why]}{names}")
    others = [name for name in facts["sheets"] if name != facts["sheet"]]
    return Sheet(facts["sheet"], others, facts["merged"], json.loads(made))


@dataclass(frozen=True)
class Words:
    """The words of a paper, with marks for headings and lists, and what stood around them."""

    text: str
    left_out: list[str]


def read_words(file: FileStorage) -> Words:
    """Return the words of a paper: Word, PDF, a web page or plain text. Nothing of the file is kept. Refused with
    ValidationError: a file of another kind, one without words, such as a scanned paper, and one that is too long.

    Like take(), it is done before the request's first change.
    """
    stream = file.stream
    if not isinstance(stream, Limited):
        raise TypeError("files come in by FilesRequest")
    if stream.came > most_bytes(UploadKind.PAPER):
        most = most_megabytes(UploadKind.PAPER)
        raise ValidationError(_("This file is larger than %(most)d MB. Take a smaller one", most=most))
    db.release()
    return words_in(stream)


def words_in(stream: IO[bytes]) -> Words:
    """Return the words of a paper in a file that is open. Refused as by read_words()."""
    facts, made = _look_into(stream, "words")
    if why := facts.get("refused"):
        raise ValidationError(str(_WHY[why]))
    return Words(made.decode(), facts["left_out"])


def _refuse_false_name(name: str, suffix: str) -> None:
    ends = Path(name).suffix.lower()
    if ends not in {suffix, ".brf"} or (ends == ".brf" and suffix != ".txt"):
        words = _("This file is called “%(name)s”, but what is in it ends in %(suffix)s", name=name, suffix=suffix)
        raise ValidationError(words)


def _look_into(stream: IO[bytes], *asked: str) -> tuple[dict[str, Any], bytes]:
    """Let the reader look, in a process of its own. One that fails or takes too long has refused the file."""
    if isinstance(stream, Limited):
        stream.rollover()  # into a file, which the reader opens as its input
    stream.seek(0)
    try:
        out = programs.run(READER, *asked, given=stream, patience=PATIENCE)
    except programs.NotDoneError as error:
        log.warning("a file could not be read: %s", error)
        return {"refused": "too_much"}, b""
    head, _line, made = out.partition(b"\n")
    facts: dict[str, Any] = json.loads(head)
    return facts, made


def keep(taken: Taken, *, space_id: int, actor: Actor) -> Upload:
    """Keep a file that was looked into, part by part. Whatever shows it carries its number, and says who may see it."""
    row = Upload(
        space_id=space_id, kind=taken.kind, media=taken.media, suffix=taken.suffix, size=taken.size,
        width=taken.width, height=taken.height, added_by_id=actor.id, added_at=db.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    taken.stream.seek(0)
    for number, part in enumerate(iter(lambda: taken.stream.read(PART), b"")):
        facts = {"space_id": space_id, "upload_id": row.id, "number": number, "content": part}
        db.session.execute(insert(UploadPart).values(facts))
    return row


def given(upload: Upload, name: str) -> Response:
    """Answer with the file, under a name of ours. A photo, which we made ourselves, may be shown in a page; all else is
    kept as a file. Either way a browser carries out nothing of it."""
    answer = Response(_parts(db.engine(), upload), content_type=upload.media)
    answer.content_length = upload.size
    shown = "inline" if upload.kind is UploadKind.PHOTO else "attachment"
    answer.headers.set("Content-Disposition", shown, filename=f"{name}{upload.suffix}")
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _parts(engine: Engine, upload: Upload) -> Iterator[bytes]:
    """Give the parts one by one, holding no transaction while somebody far away takes their time."""
    of_it = select(UploadPart.content).where(UploadPart.upload_id == upload.id)
    for number in range(-(-upload.size // PART)):
        with engine.connect() as connection:
            part: bytes = connection.execute(of_it.where(UploadPart.number == number)).scalar_one()
        yield part
