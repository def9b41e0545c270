"""Looks into one file that somebody brought. A program of its own, with little memory and time.

`python -I reader.py photo|paper` takes the file at its input, and puts out one line of JSON: what the file is, or why
it is refused. After the line follows a photo made anew, without place, names or any other word of the camera.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

MEMORY = 768 * 1024 * 1024  # bytes
SECONDS = 10  # of work
WIDEST = 1600  # pixels of a photo as it is kept, at its longer side
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


KINDS: dict[str, Callable[[bytes], Found]] = {"photo": photo, "paper": paper}


def main() -> None:
    """Look into what comes in, and say what it is."""
    limit()
    try:
        facts, made = KINDS[sys.argv[1]](sys.stdin.buffer.read())
    except Refused as refused:
        facts, made = {"refused": str(refused)}, b""
    except (MemoryError, RecursionError):
        facts, made = {"refused": "too_much"}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
