"""Looks into one file that somebody brought. A program of its own, with little memory and time.

`python -I reader.py photo|paper|table|words` takes the file at its input, and puts out one line of JSON: what the file
is, or why it is refused. After the line follows a photo made anew, without place, names or any other word of the
camera; of a workbook the cells of one sheet, as text; of a paper its words, with marks for headings and lists.
"""

import json
import sys
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from importlib import import_module
from io import BytesIO
from itertools import islice
from pathlib import Path
from runpy import run_path
from typing import Any
from zipfile import BadZipFile, ZipFile

MEMORY = 768 * 1024 * 1024  # bytes
SECONDS = 10  # of work
WIDEST = 1600  # pixels of a photo as it is kept, at its longer side
UNPACKED = 64 * 1024 * 1024  # bytes of a workbook
MOST_CELLS = 200_000  # beyond that nobody reads on
MOST_MERGED = 5_000
MOST_PIXELS = 50_000_000  # the largest photo of a phone
PHOTOS = ("JPEG", "PNG", "WEBP", "GIF")
# Files that are a folder packed by zip: what one of its parts is called, what they are, how their names end.
PACKED = (
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
)
OPEN = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
# How other files begin.
BEGINNINGS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"ID3", "audio/mpeg", ".mp3"),
    (b"\xff\xfb", "audio/mpeg", ".mp3"),
    (b"\xff\xf3", "audio/mpeg", ".mp3"),
    (b"OggS", "audio/ogg", ".ogg"),
)
MARKUP = ("<!doctype", "<html", "<?xml", "<svg", "<script", "<head", "<body")

Found = tuple[dict[str, Any], bytes]


class Refused(Exception):  # noqa: N818  (it reads as what it is)
    """The file is not taken; the word says why."""


def limit() -> None:
    """Give back all but a little memory and time, and the right to write files. Where that is unknown, go on."""
    with suppress(ImportError):
        resource: Any = import_module("resource")
        for name, most in (("AS", MEMORY), ("CPU", SECONDS), ("FSIZE", 0), ("CORE", 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def photo(content: bytes) -> Found:
    """Return the picture anew as a JPEG: upright, at most 1600 pixels wide or high, and nothing but its points."""
    pictures: Any = import_module("PIL.Image")
    upright: Any = import_module("PIL.ImageOps").exif_transpose
    try:
        image = pictures.open(BytesIO(content), formats=PHOTOS)
        if image.width * image.height > MOST_PIXELS:
            raise Refused("too_many_points")
        image.draft("RGB", (WIDEST * 2, WIDEST * 2))
        image.thumbnail((WIDEST, WIDEST), reducing_gap=2.0)
        image = upright(image).convert("RGBA")
    except (pictures.DecompressionBombError, MemoryError) as error:
        raise Refused("too_many_points") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("not_a_photo") from error
    anew = pictures.new("RGB", image.size, "white")  # a copy would carry comments and colour profiles along
    anew.paste(image, mask=image.getchannel("A"))
    out = BytesIO()
    anew.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    facts = {"media": "image/jpeg", "suffix": ".jpg", "width": anew.width, "height": anew.height}
    return facts, out.getvalue()


def paper(content: bytes) -> Found:
    """Say what kind of paper it is: PDF, an office document without macros, sound, or plain text."""
    for begins, media, suffix in BEGINNINGS:
        if content.startswith(begins):
            return {"media": media, "suffix": suffix}, b""
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return {"media": "audio/wav", "suffix": ".wav"}, b""
    if content[4:8] == b"ftyp" and content[8:12] in {b"M4A ", b"mp42", b"isom"}:
        return {"media": "audio/mp4", "suffix": ".m4a"}, b""
    return (packed if content.startswith(b"PK\x03\x04") else plain)(content), b""


def packed(content: bytes) -> dict[str, Any]:
    """Say which office document it is."""
    try:
        with ZipFile(BytesIO(content)) as folder:
            names = set(folder.namelist())
            if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
                raise Refused("macros")
            if "mimetype" in names and folder.getinfo("mimetype").file_size < 100:
                media = folder.read("mimetype").strip()
                if media in OPEN:
                    return {"media": media.decode(), "suffix": OPEN[media]}
    except (BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Refused("unknown") from error
    for part, kind, suffix in PACKED:
        if part in names and "[Content_Types].xml" in names:
            return {"media": kind, "suffix": suffix}
    raise Refused("unknown")


def plain(content: bytes) -> dict[str, Any]:
    """Say that it is plain text: letters and nothing that a browser would carry out."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("unknown") from error
    odd = any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in words)
    if odd or not words.strip() or words.lstrip().lower().startswith(MARKUP):
        raise Refused("unknown")
    return {"media": "text/plain", "suffix": ".txt"}


def table(content: bytes, wanted: str = "") -> Found:
    """Return the cells of the sheet with this name, else of the first that is seen and not empty. What a formula came
    to last counts. A value of merged cells stands in the first of them, and `merged` says which are one: their first
    and last row, as they are put out, and their first and last column."""
    workbooks: Any = import_module("python_calamine")
    if content.startswith(b"PK"):
        _refuse_bomb(content)
    try:
        book = workbooks.load_workbook(BytesIO(content))
        seen = [one.name for one in book.sheets_metadata if one.visible == workbooks.SheetVisibleEnum.Visible]
        chosen = [name for name in seen if not wanted or name.strip().casefold() == wanted.strip().casefold()]
        if wanted and not chosen:
            return {"refused": "no_sheet", "sheets": seen}, b""
        for name in chosen:
            sheet = book.get_sheet_by_name(name)
            if rows := dict(_rows(sheet)):
                facts = {"sheet": name, "sheets": seen, "merged": list(_merged(sheet, list(rows)))}
                return facts, json.dumps(list(rows.values())).encode()
    except workbooks.PasswordError as error:
        raise Refused("locked") from error
    except (workbooks.CalamineError, OSError, ValueError) as error:
        raise Refused("no_workbook") from error
    raise Refused("empty")


def _refuse_bomb(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as folder:
            if sum(part.file_size for part in folder.infolist()) > UNPACKED:
                raise Refused("too_much")
    except (BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Refused("no_workbook") from error


def _merged(sheet: Any, kept: list[int]) -> Iterator[list[int]]:
    """Give the merged cells that begin in a row that is put out."""
    for first, last in islice(getattr(sheet, "merged_cell_ranges", None) or (), MOST_MERGED):
        if first[0] in kept:
            yield [kept.index(first[0]), bisect(kept, last[0]) - 1, first[1], last[1]]


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    cells = 0
    for number, row in enumerate(sheet.iter_rows()):
        words = [_words(cell) for cell in row]
        while words and not words[-1]:
            words.pop()
        cells += len(words)
        if cells > MOST_CELLS:
            raise Refused("too_much")
        if words:
            yield number, words


def _words(cell: Any) -> str:
    """Return what a cell says as people write it: a day without its midnight, a whole number without a point."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\0", "").strip()


def words(content: bytes) -> Found:
    """Return the words of a paper, as `words.py` beside this file finds them."""
    beside = run_path(str(Path(__file__).with_name("words.py")))
    try:
        text, left_out = beside["words_of"](content)
    except beside["Unreadable"] as error:
        raise Refused(str(error)) from error
    return {"media": "text/plain", "left_out": left_out}, text.encode()


KINDS: dict[str, Callable[..., Found]] = {"photo": photo, "paper": paper, "table": table, "words": words}


def main() -> None:
    """Look into what comes in, and say what it is."""
    limit()
    try:
        facts, made = KINDS[sys.argv[1]](sys.stdin.buffer.read(), *sys.argv[2:])
    except Refused as refused:
        facts, made = {"refused": str(refused)}, b""
    except (MemoryError, RecursionError):
        facts, made = {"refused": "too_much"}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
