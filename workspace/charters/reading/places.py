"""What each block of a text can be, by its words, its mark and the blocks before and after it."""

import re
from collections.abc import Sequence
from functools import cached_property

from workspace.charters.reading import leads
from workspace.charters.reading.furniture import LONGEST_HEADING
from workspace.charters.reading.lines import Block

_LONGEST_CAPITALS = 140  # letters of a heading in capitals
_LONGEST_LOOSE = 140  # a longer line is a paragraph, and no item of a list without marks
_LONGEST_ALONE = 100  # a heading between two empty lines
_OPEN = (":", "...", "…")
_BEGINS_LIST = re.compile(r"\b(?:will|shall|to|by|yn|drwy|that)\W*$", re.IGNORECASE)
# As well, where it ends in a colon: “we will make sure:”, “the following values are the norm:”.
_BEGINS_LIST_BY_COLON = re.compile(
    r"^(?:we|the parties|all partners) (?:will|shall) (?:[\w-]+ ?){0,4}:$|\bfollowing\b[^.!?]*:$", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"‘'].*[”\"’']")
_FEW = 4  # words
_SOON = 30  # blocks
# A line that only begins a list, and is no heading of its own.
BARE = re.compile(r"(?:we|i|you|it|this|to|please|byddwn|gallwch|mae gennych|rydym)\b", re.IGNORECASE)
NOT_PROMISED = re.compile(
    r"\b(?:introduction|foreword|background|purpose|scope|aims?|context|review|contact|sign(?:ed|atures?|atories)|"
    r"membership|definitions?|glossary|about|complaints?|further|history|legal|appendix|cyflwyniad|cefndir)\b",
    re.IGNORECASE,
)


def could_be_heading(one: Block) -> bool:
    """Say whether it is short, and ends as no sentence does."""
    longest = _LONGEST_CAPITALS if one.words.isupper() else LONGEST_HEADING
    ends_open = (
        one.words[-1] in ".;,!:…" or (one.words[-1] == ")" and ": " in one.words) or _QUOTED.fullmatch(one.words)
    )
    return one.is_plain and len(one.words) <= longest and not one.begins_small and not ends_open


class Places:
    """The blocks of a text, each asked for by its place."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks

    def next(self, at: int) -> Block | None:
        return self.blocks[at + 1] if at + 1 < len(self.blocks) else None

    def is_marked(self, at: int) -> bool:
        """Say whether it is an item of a list by its mark, or by what it calls itself."""
        one, follows = self.blocks[at], self.next(at)
        if one.is_item:
            return at not in self.numbers_are_headings
        is_called = one.is_plain and leads.labelled(one.words) is not None
        return is_called and not (follows and (follows.is_item or self.begins_list(at + 1)))

    def begins_list(self, at: int) -> bool:
        one = self.blocks[at]
        return one.words.endswith(_OPEN) or _BEGINS_LIST.search(one.words) is not None

    def is_lead_in(self, at: int) -> bool:
        one, follows = self.blocks[at], self.next(at)
        if follows is None or one.level or not self.begins_list(at) or follows.level:
            return False
        if follows.is_item or follows.begins_small:
            return True
        begins = _BEGINS_LIST.search(one.words.rstrip(":.… ")) or _BEGINS_LIST_BY_COLON.search(one.words)
        return begins is not None and leads.of_lead_in(one.words) is not None

    def is_heading(self, at: int) -> bool:
        one, follows = self.blocks[at], self.next(at)
        if one.level or at in self.numbers_are_headings:
            return True
        could_be = could_be_heading(one) or self._stands_alone(at) or self._introduces(at)
        if follows is None or not could_be:
            return False
        if one.words.endswith("?"):
            return not (follows.is_plain and (follows.words.endswith("?") or len(follows.words) < len(one.words)))
        if leads.of_sentence(one.words):
            return follows.is_item or self.begins_list(at + 1) or len(follows.words) > LONGEST_HEADING
        return True

    def _stands_alone(self, at: int) -> bool:
        """Say whether it is a longer line between empty ones, with a sentence after it."""
        one, follows = self.blocks[at], self.next(at)
        alone = one.gap and len(one.lines) == 1 and one.is_plain and len(one.words) <= _LONGEST_ALONE
        is_said = follows is not None and follows.gap and follows.is_plain and follows.words[-1] == "."
        return alone and is_said and (one.words[-1].isalnum() and not one.begins_small)

    def _introduces(self, at: int) -> bool:
        one, follows = self.blocks[at], self.next(at)
        short = one.is_plain and one.words.endswith(":") and len(one.words) <= LONGEST_HEADING
        above_heading = follows is not None and (follows.level > 0 or could_be_heading(follows))
        return (short and above_heading) or self.names_part(at)

    def names_part(self, at: int) -> bool:
        """Say whether it is a word or a few with a colon, as “Money:”, above sentences."""
        one, follows = self.blocks[at], self.next(at)
        short = one.is_plain and one.words.endswith(":") and len(one.words.split()) <= _FEW and one.words[0].isupper()
        is_lead = leads.of_lead_in(one.words) or _BEGINS_LIST.search(one.words)
        return short and not is_lead and follows is not None and follows.is_plain and not follows.begins_small

    def is_bare_list(self, at: int) -> bool:
        """Say whether two or more short lines stand together, as items of a list without marks."""
        first, second, third = (*self.blocks[at : at + 3], None, None, None)[:3]
        if not (first and second) or second.gap or not (could_be_heading(first) and could_be_heading(second)):
            return False
        return third is None or third.gap or not (third.is_item or len(third.words) > _LONGEST_LOOSE)

    @cached_property
    def numbers_are_headings(self) -> set[int]:
        """Return the places of numbered lines that are headings: short ones with lists under them, or of which some
        name what is no promise. The last of a numbered list is one only where there are others."""
        found = [at for at in range(len(self.blocks) - 1) if self._numbers_part(at)]
        firm = [at for at in found if not self._counts_on(at)]
        is_so = any(
            self.blocks[at + 1].is_item or self._is_lead(at + 1) or NOT_PROMISED.search(self.blocks[at].words)
            for at in firm
        )
        return set(found if len(firm) > 1 else firm) if is_so else set()

    def _numbers_part(self, at: int) -> bool:
        """Say whether it is short and numbered, and not the next."""
        one, follows = self.blocks[at], self.blocks[at + 1]
        short = len(one.words) <= LONGEST_HEADING and one.words[-1] not in ".;,:"
        alone = not follows.is_numbered or self._is_numbered_under(at)
        return one.is_numbered and one.is_item and short and alone and not follows.begins_small

    def _counts_on(self, at: int) -> bool:
        """Say whether the block before it is numbered in the same way."""
        shapes = [re.sub(r"\w+", "1", one.mark) for one in self.blocks[max(at - 1, 0) : at + 1]]
        return len(shapes) == 2 and shapes[0] == shapes[1] != ""

    def _is_numbered_under(self, at: int) -> bool:
        """Say whether the next is numbered as a part of it: 1.1 after 1."""
        mine, below = (self.blocks[place].mark.strip(".()") for place in (at, at + 1))
        return below.startswith(mine + ".")

    def _is_lead(self, at: int) -> bool:
        return self.begins_list(at) and self.blocks[at].is_plain

    def has_list(self, at: int) -> bool:
        """Say whether an item of a list comes soon, before the next heading that is marked as one."""
        for place in range(at, min(at + _SOON, len(self.blocks))):
            if self.blocks[place].is_item:
                return True
            if self.blocks[place].level:
                return False
        return False

    def is_series(self, at: int) -> bool:
        """Say whether it is a short numbered line with a paragraph that says more of it."""
        one, follows = self.blocks[at], self.next(at)
        short = len(one.words) <= LONGEST_HEADING and one.words[-1] not in ".;,:"
        numbered = one.is_numbered or leads.labelled(one.words) is not None
        return numbered and short and follows is not None and self.says_more(at + 1) and not follows.begins_small

    def says_more(self, at: int) -> bool:
        one = self.blocks[at]
        is_other = one.level or one.is_item or self.is_marked(at) or self.begins_list(at)
        return not (is_other or (one.gap and (could_be_heading(one) or _QUOTED.fullmatch(one.words))))
