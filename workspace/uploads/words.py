"""The words of a paper: from Word, a PDF, a web page or plain text. Read by `reader.py`, with its limits of memory and
time; neither knows anything of this program."""

from contextlib import suppress
from html.parser import HTMLParser
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

UNPACKED = 64 * 1024 * 1024  # bytes of a paper from Word
MOST_PAGES = 60  # of a PDF
MOST_LETTERS = 400_000
LONGEST_HEAD = 60  # letters
CONTROLS = {chr(number) for number in range(32)} - set("\t\n\r\f\v")
# Elements of a web page: those that stand on lines of their own, those nobody reads, those around what it is about.
BLOCKS = {
    "p", "div", "section", "article", "main", "blockquote", "li", "ul", "ol", "table", "tr", "td", "th", "dl", "dt",
    "dd", "figure", "figcaption", "address", "pre", "br", "hr", "body", "header", "footer", "nav", "aside", "form",
    "fieldset", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
SILENT = {"script", "style", "head", "template", "svg", "noscript", "textarea", "select", "object", "iframe"}
AROUND = {"nav", "header", "footer", "aside", "form", "button", "dialog"}


class Unreadable(Exception):  # noqa: N818  (it reads as what it is)
    """The paper is not read; the word says why."""


def words_of(content: bytes) -> tuple[str, list[str]]:
    """Return the words of a paper: `# ` before a heading, `- ` or `1. ` before an item of a list, an empty line between
    paragraphs, a form feed between pages; and the lines that stand around a web page, such as its menus."""
    left_out: list[str] = []
    if content.startswith(b"%PDF-"):
        found = _of_pdf(content)
    elif content.startswith(b"PK\x03\x04"):
        found, _around = _of_page(_page_of_docx(content))
    else:
        found = _decoded(content)
        if found.lstrip().startswith("<") and "</" in found:
            found, left_out = _of_page(found)
    if not any(letter.isalnum() for letter in found):
        raise Unreadable("no_words")
    if len(found) > MOST_LETTERS:
        raise Unreadable("too_long")
    return found, left_out


def _decoded(content: bytes) -> str:
    """Return plain text, also as old programs wrote it."""
    begins_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ("utf-16",) if begins_wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            found = content.decode(name)
            if "\0" not in found and (name != "cp1252" or not any(letter in CONTROLS for letter in found)):
                return found
    raise Unreadable("no_paper")


def _of_pdf(content: bytes) -> str:
    pdf: Any = import_module("pypdf")
    errors: Any = import_module("pypdf.errors")
    try:
        reader = pdf.PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("locked_paper")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_long")
        found = "\f".join(page.extract_text() for page in reader.pages)
    except (errors.PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Unreadable("no_paper") from error
    if not any(letter.isalnum() for letter in found):
        raise Unreadable("scanned")
    return found


def _page_of_docx(content: bytes) -> str:
    """Return the paper as a web page. Pictures and their words are not read."""
    try:
        with ZipFile(BytesIO(content)) as folder:
            parts = folder.infolist()
    except (BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Unreadable("no_paper") from error
    if sum(part.file_size for part in parts) > UNPACKED:
        raise Unreadable("too_much")
    if "word/document.xml" not in {part.filename for part in parts}:
        raise Unreadable("no_paper")
    mammoth: Any = import_module("mammoth")
    try:
        return str(mammoth.convert_to_html(BytesIO(content), convert_image=lambda _image: []).value)
    except Exception as error:  # whatever a broken file does to the library
        raise Unreadable("no_paper") from error


class _Page(HTMLParser):
    """Puts out a web page as lines. A table with a row of headings is read column by column, each heading as a line
    that begins a list; another whose cells have a line each as rows, `| one | two |`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.left_out: list[str] = []
        self.text: list[str] = []
        self.mark = ""
        self.silent = 0
        self.around = 0
        self.lists: list[tuple[str, int]] = []
        self.tables: list[list[list[tuple[bool, list[str]]]]] = []
        self.outside: list[
            tuple[int, list[str], list[tuple[str, int]]]
        ] = []  # the cells that are open: their table's depth

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self._end_line()
        self.around += tag in AROUND
        if tag in {"ul", "ol"}:
            self.lists.append((tag, 0))
        elif tag == "li":
            kind, number = self.lists[-1] if self.lists else ("ul", 0)
            self.lists[-1:] = [(kind, number + 1)]
            self.mark = f"{number + 1}. " if kind == "ol" else "- "
        elif tag[0] == "h" and tag[1:].isdecimal():
            self.mark = "#" * min(int(tag[1:]), 6) + " "
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self.tables and self.tables[-1]:
            self._end_cell()
            self.outside.append((len(self.tables), self.lines, self.lists))
            self.lines, self.lists = [], []
            self.tables[-1][-1].append((tag == "th", self.lines))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        if tag in BLOCKS:
            self._end_line()
        self.around -= tag in AROUND and self.around > 0
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "table" and self.tables:
            self._end_cell()
            self._end_table(self.tables.pop())

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()
        while self.tables:
            self.handle_endtag("table")

    def _end_line(self) -> None:
        line = " ".join("".join(self.text).split())
        self.text.clear()
        if line:
            (self.left_out if self.around else self.lines).append(line if self.around else self.mark + line)
            self.mark = ""

    def _end_cell(self) -> None:
        """Go on outside the cell that is open in this table: many pages do not end theirs."""
        if self.outside and self.outside[-1][0] == len(self.tables):
            _depth, self.lines, self.lists = self.outside.pop()

    def _end_table(self, rows: list[list[tuple[bool, list[str]]]]) -> None:
        if not _has_heads(rows):
            cells = [[lines for _is_head, lines in row] for row in rows]
            if any(len(row) > 1 for row in cells) and all(len(lines) < 2 for row in cells for lines in row):
                made = (" | ".join(" ".join(lines).replace("|", "/") for lines in row) for row in cells)
                self.lines.append("\n".join(f"| {row} |" for row in made))
            else:
                self.lines += [line for row in cells for lines in row for line in lines]
            return
        for number, (_is_head, heads) in enumerate(rows[0]):
            self.lines.append(f"{' '.join(heads).rstrip(':')}:")
            for row in rows[1:]:
                cell = row[number][1] if number < len(row) else []
                self.lines += [line if line.startswith("- ") else f"- {line}" for line in cell]
        for row in rows[1:]:
            self.lines += [line for _is_head, lines in row[len(rows[0]) :] for line in lines]


def _has_heads(rows: list[list[tuple[bool, list[str]]]]) -> bool:
    """Say whether the first row is marked as headings, or has a short line in each cell, and what is below does not."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(not lines for _is_head, lines in rows[0]):
        return False
    heads = [" ".join(lines) for _is_head, lines in rows[0] if len(lines) == 1]
    are_short = len(heads) == len(rows[0]) and all(len(one) <= LONGEST_HEAD and one[-1] not in ".;" for one in heads)
    has_lists = any(len(lines) > 1 for row in rows[1:] for _is_head, lines in row)
    return all(is_head for is_head, _lines in rows[0]) or (are_short and has_lists)


def _of_page(markup: str) -> tuple[str, list[str]]:
    page = _Page()
    page.feed(markup)
    page.close()
    return "\n\n".join(page.lines), page.left_out
