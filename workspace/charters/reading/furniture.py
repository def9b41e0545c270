"""What stands in a text and belongs to no charter: lists of contents, page numbers, running heads, words of a web site,
days, places to sign, what is said twice, and, at its end, how comments on it are asked for."""

import re
from collections import Counter
from collections.abc import Sequence

from workspace.charters.reading.lines import LEADER, Block

LONGEST_HEADING = 80
_LONG = 60  # letters: words so long that stand there twice are a copy, not a line that begins each list
_PAGE_NUMBER = re.compile(r"(?:page |tudalen )?\d{1,3}(?: ?(?:of|/|o) ?\d{1,3})?|- ?\d{1,3} ?-", re.IGNORECASE)
_TO_SIGN = re.compile(
    r"(?:(?:signed|signature|name|date|position|role|post|organisation|on behalf of|llofnod|enw|dyddiad)\b"
    r"[\s:._…—-]*)+",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
_DAY = re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? \d{{4}}", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:table of )?contents|cynnwys", re.IGNORECASE)
_TO_A_PAGE = re.compile(r".*\D\s?\d{1,3}")
_OF_A_SITE = re.compile(
    r"(?:accept|update|manage|reject|about)? ?(?:all |your )?cookies?(?: (?:preferences|settings|policy))?|"
    r"skip to .{3,20}|back to (?:the )?top|(?:print|share|email) this page|share on \w+|follow us.{0,20}|"
    r"(?:published|last updated|last reviewed|page last updated)\b.{0,40}|(?:©|\(c\)|copyright).{0,80}|"
    r"all rights reserved\.?|home ?[>/»] .*|(?:log|sign) (?:in|out)|menu|search|privacy (?:policy|notice)|"
    r"you are here\b.{0,60}",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:feedback|your views|your say|consultation|comments|what you think)\b", re.IGNORECASE)


def furniture(blocks: Sequence[Block]) -> set[int]:
    """Return the places of the blocks that belong to no charter."""
    found = {at for at, one in enumerate(blocks) if (one.is_plain or one.cells) and _is_of_no_charter(one.words)}
    found |= _contents(blocks)
    found |= _copies(blocks)
    found |= _running_heads(blocks)
    return found | _asking(blocks, found)


def _is_of_no_charter(words: str) -> bool:
    return (
        any(pattern.fullmatch(words) for pattern in (_PAGE_NUMBER, _OF_A_SITE, _DAY, _TO_SIGN))
        or LEADER.search(words) is not None
    )


def _contents(blocks: Sequence[Block]) -> set[int]:
    """Return a list of contents: its heading, and what follows as long as it ends in a number or is a heading later."""
    begins = next((at for at, one in enumerate(blocks) if _CONTENTS.fullmatch(one.words.rstrip(":"))), None)
    if begins is None:
        return {at for at, one in enumerate(blocks) if one.is_item and LEADER.search(one.words)}
    many = Counter(_told(one) for one in blocks[begins + 1 :])
    found = {begins}
    for at in range(begins + 1, len(blocks)):
        words = blocks[at].words
        told = _told(blocks[at])
        if not LEADER.search(words) and not (len(words) < 100 and (_TO_A_PAGE.fullmatch(words) or many[told] > 1)):
            break
        many[told] -= 1
        found.add(at)
    return found


def _copies(blocks: Sequence[Block]) -> set[int]:
    """Return long paragraphs that stand there already."""
    seen: set[str] = set()
    found = set()
    for at, one in enumerate(blocks):
        told = _told(one)
        if one.is_plain and len(told) >= _LONG and told in seen:
            found.add(at)
        seen.add(told)
    return found


def _running_heads(blocks: Sequence[Block]) -> set[int]:
    """Return what stands again at the top or the foot of pages, but for its first place."""
    at_edge = set()
    for at, one in enumerate(blocks):
        if _PAGE_NUMBER.fullmatch(one.words):
            at_edge |= {at - 1, at + 1}
        if one.page and at:
            at_edge |= {at - 1, at, *({at - 2, at + 1} if _PAGE_NUMBER.fullmatch(blocks[at - 1].words) else ())}
    edge = [at for at in sorted(at_edge) if 0 <= at < len(blocks) and blocks[at].is_plain]
    told = {at: re.sub(r"\d+", "", _told(blocks[at])).strip() for at in edge}
    many = Counter(told.values())
    title = _told(blocks[0]) if blocks else ""
    found, seen = set(), {title}
    for at in edge:
        if (many[told[at]] > 2 or told[at] == title) and at and told[at] in seen:
            found.add(at)
        seen.add(told[at])
    return found


def _asking(blocks: Sequence[Block], gone: set[int]) -> set[int]:
    """Return the last part of a text that asks what people think of it, where it promises nothing and lists nothing."""
    for at in range(len(blocks) - 1, len(blocks) // 2, -1):
        one = blocks[at]
        if one.is_item or one.words.endswith(":"):
            return set()
        is_heading = one.level or (len(one.words) <= LONGEST_HEADING and one.words[-1] not in ".?!,;")
        if is_heading and at not in gone and _ASKED.search(one.words):
            return set(range(at, len(blocks)))
    return set()


def _told(block: Block) -> str:
    return LEADER.sub("", block.words).rstrip("0123456789 .").casefold()
