"""The lines of a text as blocks: headings that are marked as such, items of lists, and paragraphs put together again.
It knows nothing of charters, and loses nothing but marks of lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

PAGE = "\f"
LEADER = re.compile(r"(?:\. ?){3,} ?\d{1,3}$|… ?\d{1,3}$|_{3,} ?\d{1,3}$")  # dots that lead to a page number
_BULLET = re.compile(r"(?:[-*+•‣◦▪▫■□●○–—·➢➤✓✔]|o(?=\t|\s{2}))\s+")
_LOOSE_BULLET = re.compile(r"o\s+")  # as words copied from a list of lists: only after what begins or goes on a list
_ORDINAL = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[A-H]|[ivxlc]{2,6})[.)]|\d{1,3}(?:\.\d{1,3})+)\s+")
_MARKED = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"(\*\*|__)(?P<words>(?:(?!\1).)+)\1(?P<after>:?)$")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_DOTS = ("...", "…")
_ENDS = ".!?:;…"  # after these a line does not go on in the next
_ROW = re.compile(r"\|.+\|")
_RULE_OF_TABLE = re.compile(r"\|[\s|:-]*-[\s|:-]*\|")
_BETWEEN = " — "  # stands between the cells of a row
_QUOTE = re.compile(r">\s*")
_SHORTEST_WRAPPED = 45  # letters: a shorter line was not broken to fit
_SHORTEST_FULL = 60  # letters: a line that ends as a sentence does, and fills a narrower paper, goes on in no other
_FILLED = 0.75  # of the width: with less than that and the next word, a line was not broken to fit
_BULLET_OF_A_FONT = re.compile(r"^(\s*)[\ue000-\uf8ff](?=\s)")  # as words out of a PDF have them


@dataclass(frozen=True)
class Block:
    """A heading, an item of a list, or a paragraph. `lines` are the lines of the source that it is made of."""

    words: str
    lines: tuple[str, ...]
    level: int = 0  # of a heading that is marked as one: from 1
    is_item: bool = False
    mark: str = ""  # its number or letter, as the source has it: “1.”, “(a)”, “2.1”
    gap: bool = True  # an empty line stands before it
    page: bool = False  # a page begins with it
    cells: tuple[str, ...] = ()  # of a row of a table

    @property
    def is_numbered(self) -> bool:
        return bool(self.mark)

    @property
    def is_plain(self) -> bool:
        """Say whether nothing but its words can tell what it is."""
        return not (self.level or self.is_item)

    @property
    def begins_small(self) -> bool:
        """Say whether it begins in the middle of a sentence that another block has begun."""
        return self.words[:1].islower() or self.words.startswith(_DOTS)


def blocks_of(words: str) -> tuple[list[Block], list[str]]:
    """Return the blocks of a text in order, and lines that hold no letter or digit."""
    blocks: list[Block] = []
    empty_of_words: list[str] = []
    gap = page = True
    width = _width(words)
    for raw in _lines(words):
        if raw == PAGE:
            page = True
            continue
        line = " ".join(raw.split())
        if not line:
            gap = True
            continue
        if not any(letter.isalnum() for letter in line):
            if blocks and not gap:
                blocks[-1] = _underlined(blocks[-1], line)
            empty_of_words.append(line)
            gap = gap or not _ROW.fullmatch(line)
            continue
        block = _block(raw.strip(), line, blocks, gap=gap, page=page)
        before = blocks[-1] if blocks else None
        if before and block.is_plain and not (gap or page) and _goes_on(before, line, raw, width):
            blocks[-1] = _joined(before, line)
        else:
            blocks.append(block)
        gap = page = False
    return blocks, empty_of_words


def _underlined(block: Block, line: str) -> Block:
    """Return a block as the heading that a line without words makes of it: a rule under it, or that of a table."""
    if _UNDERLINE.fullmatch(line) and block.is_plain:
        return replace(block, level=1 if line[0] == "=" else 2)
    if _RULE_OF_TABLE.fullmatch(line) and block.cells:
        return replace(block, level=6, is_item=False)
    return block


def _lines(words: str) -> Iterator[str]:
    for number, page in enumerate(words.removeprefix("\ufeff").split(PAGE)):
        if number:
            yield PAGE
        for raw in page.splitlines():
            line = _BULLET_OF_A_FONT.sub(r"\1•", raw)
            yield "".join(letter if letter.isprintable() or letter.isspace() else " " for letter in line)


def _width(words: str) -> int:
    """Return how long a line may be where the text is broken to fit; 0 where each paragraph is one line."""
    longest = max((len(line.strip()) for line in words.splitlines()), default=0)
    return longest if longest <= 120 else 0


def _block(raw: str, line: str, blocks: Sequence[Block], *, gap: bool, page: bool) -> Block:
    if found := _MARKED.fullmatch(line):
        level, words = len(found[1]), found[2]
        if any(letter.isalnum() for letter in words):
            return Block(words, (line,), level=level, mark=_mark(_ORDINAL.match(words)), gap=gap, page=page)
    if (found := _BOLD.fullmatch(line)) and len(line) < 120 and found["words"][-1] not in ".,;":
        return Block(found["words"] + found["after"], (line,), level=6, gap=gap, page=page)
    if _ROW.fullmatch(line):
        cells = tuple(cell.strip() for cell in line[1:-1].split("|"))
        return Block(_BETWEEN.join(filter(None, cells)), (line,), is_item=True, gap=gap, page=page, cells=cells)
    quoted = _QUOTE.match(raw)
    words = unmarked = raw[quoted.end() :] if quoted else raw
    mark = ""
    while found := _BULLET.match(words) or _ORDINAL.match(words) or _loose(words, blocks):
        if not any(letter.isalnum() for letter in words[found.end() :]):
            break
        mark = _mark(_ORDINAL.match(words)) or mark
        words = words[found.end() :]
    is_item = words != unmarked
    words = " ".join(words.split())
    return Block(words, (line,), is_item=is_item, mark=mark, gap=gap, page=page)


def _mark(found: re.Match[str] | None) -> str:
    return found[0].strip() if found else ""


def _loose(words: str, blocks: Sequence[Block]) -> re.Match[str] | None:
    before = blocks[-1] if blocks else None
    goes_on = before and (before.words.endswith(":") or before.lines[0].startswith("o "))
    return _LOOSE_BULLET.match(words) if goes_on else None


def _goes_on(before: Block, line: str, raw: str, width: int) -> bool:
    """Say whether a line is more of the block before it: the line before was broken to fit."""
    last = before.lines[-1]
    if before.level or LEADER.search(last) or last.endswith(":") or last.endswith(_DOTS) or line.startswith(_DOTS):
        return False
    if before.is_item and raw[:1].isspace():
        return len(last) >= _SHORTEST_WRAPPED or not line[:1].isupper()
    if last[-1] in _ENDS:
        return bool(width) and len(last) >= max(width - 12, _SHORTEST_FULL)
    if line[:1].islower():
        return before.is_item or len(last) >= _SHORTEST_WRAPPED
    with_next_word = len(last) + 1 + len(line.split()[0])
    return bool(width) and len(last) >= _SHORTEST_WRAPPED and with_next_word > _FILLED * width


def _joined(before: Block, line: str) -> Block:
    is_broken_word = before.words[-1] == "-" and before.words[-2:-1].isalpha() and line[:1].islower()
    words = before.words + ("" if is_broken_word else " ") + line
    return replace(before, words=words, lines=(*before.lines, line))
