"""Files as people bring them, and as somebody with bad intentions does."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from PIL import Image

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
GPS, LATITUDE, MAKER = 0x8825, 2, 0x010F


def photo(width: int = 400, height: int = 300, kind: str = "JPEG", **kwargs: object) -> bytes:
    """Return a photo of two colours."""
    image = Image.new("RGB", (width, height), "navy")
    image.paste("orange", (0, 0, width // 2, height // 2))
    out = BytesIO()
    image.save(out, kind, **kwargs)
    return out.getvalue()


def photo_with_place(**kwargs: int) -> bytes:
    """Return a photo that says where it was taken, with which camera, and lies on its side."""
    exif = Image.Exif()
    exif[MAKER] = "Camera of Ann Example"
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(GPS)[LATITUDE] = (53.0, 44.0, 1.5)
    return photo(exif=exif, comment=b"Our garden", **kwargs)


def bomb(side: int = 30_000) -> bytes:
    """Return a PNG of some kilobytes that unpacks into gigabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (side * 3 + 1)
    pixels = b"".join(packer.compress(row) for _ in range(side // 10)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def word(*more: str) -> bytes:
    """Return a Word file, with these parts besides."""
    out = BytesIO()
    with ZipFile(out, "w") as folder:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            folder.writestr(name, "<x/>")
    return out.getvalue()


def open_document() -> bytes:
    """Return an OpenDocument text."""
    out = BytesIO()
    with ZipFile(out, "w") as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return out.getvalue()


def posted(fields: dict[str, str], name: str, file_name: str, content: bytes) -> dict[str, Any]:
    """Return what a test client sends for a form with a file; made in memory, so that nothing has to be closed."""
    line = "--boundary"
    begins = f"{line}\r\nContent-Disposition: form-data; name="
    parts = [f'{begins}"{one}"\r\n\r\n{value}\r\n' for one, value in fields.items()]
    head = f'{begins}"{name}"; filename="{file_name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + content + f"\r\n{line}--\r\n".encode()
    return {"data": body, "content_type": f"multipart/form-data; boundary={line[2:]}"}
