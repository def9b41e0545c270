"""Charters that come as files: from Word, as a PDF, a web page, or plain text; and files that are none of these."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests import factories
from tests.support.visitor import fields_of
from workspace.charters.reading.command import read_charter
from workspace.roles import Role

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINES = ["Our charter", "We will:", "- listen", "- answer", "You can help us by:", "- telling us"]
PAGE = """<!doctype html><html><head><title>Not this</title><style>p { color: red }</style></head><body>
<nav><ul><li>Home<li>Families</ul></nav><main><h1>Our charter</h1><script>steal()</script>
<p>We will:</p><ul><li>listen <b>well</b><li>answer</ul>
<table><tr><th>Services will<th>You can help by<tr><td><ul><li>be kind<li>be early</ul><td>telling us</table>
</main><footer>About this site</footer>"""


def of_word(bomb: int = 0) -> bytes:
    """Return a paper as Word keeps it: a heading, a list, and a table with a row of headings."""

    def paragraph(words: str, of: str = "") -> str:
        return f"<w:p><w:pPr>{of}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    def row(*cells: str, head: str = "") -> str:
        return f"<w:tr>{head}{''.join(f'<w:tc>{paragraph(one)}</w:tc>' for one in cells)}</w:tr>"

    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph("Our charter", '<w:pStyle w:val="Heading1"/>') + paragraph("We will:")
    body += paragraph("listen", listed) + paragraph("answer", listed)
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = row("Services will", "You can help by", head=head) + row("be kind", "telling us")
    body += f"<w:tbl>{rows}</w:tbl>"
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    )
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    style = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    types = f'<Default Extension="rels" ContentType="{relations}"/><Default Extension="xml" ContentType="text/xml"/>'
    types += f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'

    def related(**to: str) -> str:
        found = (f'<Relationship Id="{one}" Type="{OFFICE}/{one}" Target="{at}"/>' for one, at in to.items())
        return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(found)}</Relationships>'

    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": related(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{style}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": related(styles="styles.xml", numbering="numbering.xml"),
        "word/media/picture": "0" * bomb,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return out.getvalue()


def of_pdf(*pages: list[str], password: str = "") -> bytes:
    """Return a PDF with these lines on its pages."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Helvetica")}
        fonts = DictionaryObject({NameObject(name): value for name, value in font.items()})
        inner = DictionaryObject({NameObject("/F1"): fonts})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): inner})
        drawn = "".join(f"1 0 0 1 50 {800 - 20 * at} Tm ({line}) Tj\n" for at, line in enumerate(lines))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf\n{drawn}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BOTH = [("We will:", ["listen", "answer"]), ("Services will:", ["be kind", "telling us"])]


@pytest.fixture
def read(app, tmp_path: Path, capfdbinary):
    """`read(content)` gives what the command prints: the reading, or what it says against it."""

    def run(content: bytes, name: str = "charter") -> dict | str:
        file = tmp_path / name
        file.write_bytes(content)
        with app.app_context():
            code = read_charter(file)
        out, against = capfdbinary.readouterr()
        assert bool(out) != bool(against) == bool(code)
        return json.loads(out) if out else against.decode()

    return run


def _clauses(found: dict) -> list[tuple[str, list[str]]]:
    return [(one["heading"], [clause["text"] for clause in one["clauses"]]) for one in found["sections"]]


def _told(found: dict) -> list[list[str]]:
    return [words for _heading, words in _clauses(found)]


def test_every_kind_of_paper_gives_the_same_parts(read):
    text = "\n".join(LINES)
    for content in (text.encode(), text.encode("utf-16"), of_pdf(LINES), of_pdf(LINES[:3], LINES[3:])):
        found = read(content)
        assert found["title"] == "Our charter"
        assert _told(found) == [["listen", "answer", "telling us"]], content[:40]
    assert _clauses(read(of_word())) == BOTH
    found = read(PAGE.encode())
    assert _told(found) == [["listen well", "answer"], ["be kind", "be early", "telling us"]]
    assert found["left_out"][:3] == ["Home", "Families", "About this site"]
    assert "steal" not in json.dumps(found)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "There are no words in this file."),
        (b" \n\t\n", "There are no words in this file."),
        (of_pdf([]), "This PDF holds pictures of pages, and no words that we can read."),
        (of_pdf(*[LINES] * 61), "This paper is too long to look through at once."),
        (of_pdf(LINES, password="secret"), "This PDF has a password."),
        (of_word(bomb=70 * 1024 * 1024), "We could not read this file."),
        (b"PK\x03\x04 and no folder", "We cannot read this file."),
        (b"%PDF-1.7 and no more", "We cannot read this file."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "We cannot read this file."),
        (b"long " * 100_000, "This paper is too long to look through at once."),
    ],
    ids=["empty", "spaces", "scanned", "61 pages", "locked", "bomb", "no Word", "no PDF", "picture", "long"],
)
def test_what_cannot_be_read_says_why(read, content, why):
    assert read(content).startswith(why)


def test_a_file_that_is_not_there_is_named(app, tmp_path, capsys):
    with app.app_context():
        assert read_charter(tmp_path / "none.txt") == 1
    assert capsys.readouterr().err == f"{tmp_path / 'none.txt'} cannot be opened: No such file or directory.\n"


def test_the_pdf_of_these_tests_is_one():
    assert PdfReader(io.BytesIO(of_pdf(LINES))).pages[0].extract_text().splitlines() == LINES


def test_a_file_is_brought_in_on_the_page_and_a_bad_one_says_why_beside_it(data, visit):
    with data():
        olga = factories.member(factories.space(slug="forum"), role=Role.ORGANISER).id
    organiser, address = visit(olga), "/spaces/forum/charters/bring-in"
    hidden = fields_of(organiser.get(address).form("Look what is in it"))
    page = organiser.post(address, hidden, file=("file", "Charter.docx", of_word()))
    assert "We read it." in page.text
    assert "be kind" in page.html
    hidden = fields_of(organiser.get(address).form("Look what is in it"))
    page = organiser.post(address, hidden, status=422, file=("file", "scan.pdf", of_pdf([])))
    assert "Ask whoever made it for the text" in page.error_of("file")
    page = organiser.post(address, hidden | {"words": "Ours"}, status=422, file=("file", "a.txt", b"Theirs"))
    assert "not both at once" in page.error_of("words")
    assert "Ours" in page.html
