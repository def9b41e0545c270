"""Writes one paper. A program of its own, with little time.

`python -I writer.py word|pdf` takes a paper as JSON at its input ({"title", "language", "rtl", "size" in points,
"lines": [[kind, words], ...]}), and puts the file out. It ends with 3 where no font of a PDF has a letter of the words.
"""

import json
import re
import sys
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

SECONDS = 20  # of work
NO_LETTER = 3  # how it ends where a PDF cannot show a letter
# What no XML file can hold.
CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEADINGS = {"heading": 1, "clause": 2}
# Words come in as data: nothing of them is read as markup.
TYPST = """
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set page(margin: 2.2cm, numbering: "1")
#let (lang, ..region) = paper.language.split("-")
#set text(lang: lang, region: region.at(0, default: none), size: paper.size * 1pt, font: paper.fonts, hyphenate: false)
#set par(leading: 0.8em, spacing: 1.2em, justify: false)
#show title: set text(size: 1.6em)
#show heading: set block(above: 1.6em, below: 0.8em, sticky: true)
#let index = 0
#while index < paper.lines.len() {
  let (kind, words) = paper.lines.at(index)
  if kind == "title" { title(words) }
  else if kind == "heading" { heading(level: 1, words) }
  else if kind == "clause" { heading(level: 2, words) }
  else if kind == "item" {
    let items = ()
    while index < paper.lines.len() and paper.lines.at(index).at(0) == "item" {
      items.push(paper.lines.at(index).at(1))
      index += 1
    }
    index -= 1
    list(..items)
  }
  else { par(words) }
  index += 1
}
"""


def limit() -> None:
    """Give back all but a little time. Where that is unknown, go on."""
    with suppress(ImportError):
        resource: Any = import_module("resource")
        for name, most in (("CPU", SECONDS), ("CORE", 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def word(paper: dict[str, Any]) -> bytes:
    """Return the paper for Word: its headings, lists, title and language are marked as such."""
    docx: Any = import_module("docx")
    shared: Any = import_module("docx.shared")
    qn: Any = import_module("docx.oxml.ns").qn
    made = docx.Document()
    made.core_properties.title = paper["title"]
    made.core_properties.language = paper["language"]
    made.core_properties.author = made.core_properties.comments = ""
    normal = made.styles["Normal"]
    normal.font.size = shared.Pt(paper["size"])
    for level, larger in ((0, 1.6), (1, 1.3), (2, 1.1)):
        style = made.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.size, style.font.color.rgb = shared.Pt(paper["size"] * larger), shared.RGBColor(0, 0, 0)
    said = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if said is not None:
        said.set(qn("w:val"), paper["language"])
        said.set(qn("w:bidi"), paper["language"])
    for kind, words in paper["lines"]:
        if kind == "title":
            made.add_heading(words, 0)
        elif kind in HEADINGS:
            made.add_heading(words, HEADINGS[kind])
        else:
            made.add_paragraph(words, style="List Bullet" if kind == "item" else None)
        if paper["rtl"]:
            _turn(made.paragraphs[-1], qn)
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def _turn(paragraph: Any, qn: Any) -> None:
    """Let a paragraph run from right to left."""
    element: Any = import_module("docx.oxml").OxmlElement
    paragraph._p.get_or_add_pPr().append(element("w:bidi"))
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(element("w:rtl"))


def pdf(paper: dict[str, Any]) -> bytes:
    """Return the paper as a tagged PDF that keeps to PDF/UA-1."""
    typst: Any = import_module("typst")
    found = find_spec("fontpkg_noto_sans")
    folders = [str(Path(str(found.origin)).parent / "files")] if found else []
    given = json.dumps(paper | {"fonts": [*(["Noto Sans"] if found else []), "Libertinus Serif"]})
    try:
        made: bytes = typst.compile(
            TYPST.encode(), format="pdf", pdf_standards=["ua-1"], sys_inputs={"paper": given},
            font_paths=folders, ignore_system_fonts=True,
        )  # fmt: skip
    except typst.TypstError as error:
        sys.exit(NO_LETTER if "could not be displayed" in str(error) else str(error))
    return made


def readable(given: dict[str, Any]) -> dict[str, Any]:
    """Return the paper without what no file of words can hold."""
    lines = [(kind, CONTROL.sub("", words)) for kind, words in given["lines"]]
    return given | {"title": CONTROL.sub("", given["title"]), "lines": lines}


if __name__ == "__main__":
    limit()
    wanted = {"word": word, "pdf": pdf}[sys.argv[1]]
    sys.stdout.buffer.write(wanted(readable(json.load(sys.stdin.buffer))))
