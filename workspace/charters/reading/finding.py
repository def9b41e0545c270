"""Putting the blocks of a text under its headings, as clauses of a kind."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workspace.charters.kinds import Kind
from workspace.charters.reading import leads
from workspace.charters.reading.furniture import LONGEST_HEADING
from workspace.charters.reading.lines import Block
from workspace.charters.reading.places import BARE, NOT_PROMISED, Places, could_be_heading
from workspace.charters.reading.structure import Clause, Reading, Section

_TITLE = re.compile(r"\b(?:charter|agreement|memorandum|compact|pledge|siarter|cytundeb)\b", re.IGNORECASE)
_FIRST = 6  # blocks among which a title is looked for
_OF_ITSELF = re.compile(r"(?:the|this|our) (?:charter|agreement|memorandum|compact|pledge)\b", re.IGNORECASE)
_LABELLED = re.compile(r"[^\W\d_][^:.?!]{1,60}: \S.*")
_LEVEL = re.compile(r"\b(?:level|lefel)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Above:
    """A heading or line that names the kind of what stands under the headings below it."""

    kind: Kind
    level: int  # of the heading, 0 where it is not marked
    in_lists: bool  # the clauses are the items of lists


@dataclass
class _Section:
    """A heading with its clauses so far."""

    heading: str
    kind: Kind | None = None  # of its clauses, where it or a heading above it names one
    has_list: bool = False
    clauses: list[Clause] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)  # the lines that began its lists


def found_in(blocks: Sequence[Block], left_out: Sequence[str]) -> Reading:
    """Return what is found in blocks of which none is furniture."""
    at = _title(blocks)
    title = blocks[at].words if at is not None else ""
    finder = _Finder([one for place, one in enumerate(blocks) if place != at], list(left_out), at or 0, title)
    finder.read()
    sections = tuple(Section(one.heading, tuple(one.clauses)) for one in finder.sections)
    return Reading(title, sections, tuple(finder.left_out))


def _title(blocks: Sequence[Block]) -> int | None:
    """Return the place of the title: the first heading that calls itself a charter, else the first block if it can be
    a heading."""
    for at, one in enumerate(blocks[:_FIRST]):
        if one.is_item:
            break
        if _TITLE.search(one.words) and (one.level or could_be_heading(one)):
            return at
        if one.level == 1:
            return at
    return 0 if blocks and (blocks[0].level or could_be_heading(blocks[0])) and len(blocks) > 1 else None


class _Finder:
    """Goes through the blocks once."""

    def __init__(self, blocks: Sequence[Block], left_out: list[str], before_title: int, title: str) -> None:
        self.blocks, self.places = blocks, Places(blocks)
        self.left_out = left_out
        self.before_title = before_title
        self.of_levels = leads.of_heading(title) is Kind.LEVEL
        self.sections: list[_Section] = []
        self.many = Counter(one.words.casefold() for one in blocks)
        self.lead: Kind | None = None  # of the list that goes on
        self.guess: Kind | None = None  # of a list that nothing names
        self.in_list = False
        self.unmarked: bool | None = None  # the list has no marks: whether its items end as sentences
        self.above: _Above | None = None

    def read(self) -> None:
        at = 0
        while at < len(self.blocks):
            at = self._take(at)

    def _take(self, at: int) -> int:
        """Take in the block at this place; return the place of the next."""
        one = self.blocks[at]
        if one.cells and one.gap:
            self._end_list()
        if at < self.before_title:
            self._clause(leads.of_sentence(one.words) or Kind.EXPLANATION, one.words)
        elif self.places.is_marked(at):
            return self._item(at)
        elif self.places.is_lead_in(at):
            self._lead_in(at)
        elif self._goes_on(at):
            return self._item(at)
        elif self.places.is_heading(at):
            return self._level(at) or self._heading(at)
        else:
            self._paragraph(one)
        return at + 1

    def _goes_on(self, at: int) -> bool:
        """Say whether it is one more item of a list without marks."""
        one, follows = self.blocks[at], self.places.next(at)
        if one.level or not self.in_list or _OF_ITSELF.match(one.words) or self.places.names_part(at):
            return False
        if one.begins_small:
            return True
        if self.unmarked is None or one.words.isupper():
            return False
        ends = one.words[-1] in ".;"
        begins_more = follows is not None and (
            follows.is_item
            or follows.words[-1] == "."
            or (self.places.begins_list(at + 1) and BARE.match(follows.words))
        )
        return ends == self.unmarked and not (begins_more and not ends)

    @property
    def _here(self) -> _Section:
        if not self.sections:
            self._section("", None, 0)
        return self.sections[-1]

    def _section(self, heading: str, kind: Kind | None, at: int) -> None:
        self.sections.append(_Section(heading, kind, self.places.has_list(at)))
        self._end_list()

    def _end_list(self) -> None:
        self.lead, self.guess, self.in_list, self.unmarked = None, None, False, None

    def _clause(self, kind: Kind, words: str) -> None:
        self._here.clauses.append(Clause(kind, words))

    def _heading(self, at: int) -> int:
        one, follows = self.blocks[at], self.places.next(at)
        kind = leads.of_heading(one.words)
        above = self.above
        if above and (kind or NOT_PROMISED.search(one.words) or 0 < one.level <= above.level):
            above = None
        if kind and follows and self.places.is_heading(at + 1) and not self.places.is_lead_in(at + 1):
            above = _Above(kind, one.level, self.places.has_list(at + 1))
        self.above = above
        is_so_too = above is not None and (self.places.has_list(at + 1) or not above.in_lists)
        self._section(one.words, kind or (above.kind if above and is_so_too else None), at + 1)
        if kind and self.places.is_bare_list(at + 1):
            self.lead, self.in_list, self.unmarked = kind, True, False
        return at + 1

    def _level(self, at: int) -> int | None:
        """Take in a level of involvement with the lines about it, such as its limits; return the next place."""
        if not (self.of_levels or _LEVEL.search(self.blocks[at].words)):
            return None
        end = at + 1
        while end < len(self.blocks) and self._is_about_level(self.blocks[end]):
            end += 1
        if end < at + 3:
            return None
        self._clause(Kind.LEVEL, "\n".join(one.words for one in self.blocks[at:end]))
        self.in_list = False
        return end

    @staticmethod
    def _is_about_level(one: Block) -> bool:
        return not one.level and _LABELLED.fullmatch(one.words) is not None and not _LEVEL.match(one.words)

    def _lead_in(self, at: int) -> None:
        one, follows = self.blocks[at], self.blocks[at + 1]
        kind, told = leads.of_lead_in(one.words), one.words.casefold()
        is_repeated = self.many[told] > 1
        has_heading = bool(self.sections) and bool(self.sections[-1].heading)
        here = self.sections[-1] if self.sections else None
        is_said = here is not None and here.kind is kind and not here.clauses  # the heading above it says the same
        is_new = here is not None and here.kind not in {None, kind} and kind is not Kind.YOU_CAN_HELP
        is_bare = BARE.match(one.words) is not None and not one.words.isupper() and not is_new
        if kind is None or len(one.words) > LONGEST_HEADING + 20 or len(leads.sentences(one.words)) > 1:
            self._clause(leads.of_sentence(one.words) or Kind.EXPLANATION, one.words)
        elif is_repeated or is_said or (is_bare and has_heading):
            if told in self._here.begun:
                self._section("", None, at)  # the list before has its own heading; that of this one is lost
            self._here.begun.add(told)
            self.left_out += one.lines
        else:
            self._section(one.words, kind, at + 1)
        self.lead, self.guess, self.in_list = kind, None, True
        if kind and self.places.is_heading(at + 1):
            self.above = _Above(kind, 0, self.places.has_list(at + 1))
        is_marked = follows.is_item or follows.begins_small
        self.unmarked = None if is_marked or kind is None else follows.words[-1] in ".;"

    def _item(self, at: int) -> int:
        one = self.blocks[at]
        here, end = self._here, at + 1
        words = one.words.lstrip(".… ") if one.words.startswith(("...", "…")) else one.words
        kind, words = leads.labelled(words) or (None, words)
        if not self.in_list and not here.kind and kind is None and not leads.of_sentence(words):
            is_first = (
                not here.clauses and here.heading and not NOT_PROMISED.search(here.heading.replace("?", " about"))
            )
            self.guess = Kind.PRINCIPLE if is_first or self.places.is_series(at) else Kind.EXPLANATION
        self.in_list = True
        kind = kind or self._kind_of(words)
        if self.places.is_series(at) and kind is not Kind.EXPLANATION:
            while end < len(self.blocks) and self.places.says_more(end):
                words += "\n" + self.blocks[end].words
                end += 1
            if not (self.lead or here.kind):
                kind = leads.of_any_sentence(words.partition("\n")[2]) or kind
        self._clause(kind, words or one.words)
        return end

    def _kind_of(self, words: str) -> Kind:
        said = leads.of_sentence(words)
        if self.guess is Kind.EXPLANATION:
            return said or Kind.EXPLANATION
        return self.lead or self.guess or self._here.kind or said or Kind.EXPLANATION

    def _paragraph(self, one: Block) -> None:
        self._end_list()
        kind, words = leads.labelled(one.words) or (leads.of_sentence(one.words), one.words)
        if kind is None and self._here.kind and not (self._here.has_list or _OF_ITSELF.match(words)):
            kind = self._here.kind
        self._clause(kind or Kind.EXPLANATION, words)
