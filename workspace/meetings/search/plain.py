"""Words as they are compared: small plain letters, and a mark in place of each person's name."""

import re
import unicodedata
from collections.abc import Container, Iterable

from workspace.people.names import REFERENCE

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8  # of a search; what follows is left out, and the page says so


def plain(word: str) -> str:
    """Return a word in small letters without accents: "Siân" and "sian" are the same, in every script that has them."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Return the words of a text, plain, in order."""
    return [word for found in WORD.findall(text) for word in WORD.findall(plain(found))]


def mark_of(person_id: int) -> str:
    """Return what stands for a person among the words. Nobody types it, and no word begins with it by accident."""
    return f"qzperson{person_id}x"


def mark_of_space(space_id: int) -> str:
    """Return what stands for a space among the words, so that a word index looks at one space alone."""
    return f"qzspace{space_id}x"


def mark_of_body(body_id: int) -> str:
    """Return what stands for a body or a role among the words."""
    return f"qzbody{body_id}x"


def words_to_keep(space_id: int, text: str, named: Container[int]) -> str:
    """Return the words of a kept text, as they are searched. Whoever may not be named in it leaves no mark."""
    marked = REFERENCE.sub(lambda found: _mark(int(found.group(1)), named), text)
    return " ".join([mark_of_space(space_id), *words_of(marked)])


def _mark(person_id: int, named: Container[int]) -> str:
    return f" {mark_of(person_id)} " if person_id in named else " "


def best_line(text: str, wanted: Iterable[str], longest: int = 240) -> str:
    """Return the line of the text that has most of the wanted words, cut to some length around the first of them."""
    starts = tuple(wanted)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    best = max(lines, key=lambda line: len({start for start in starts if _has(line, start)}))
    if len(best) <= longest:
        return best
    at = next((found.start() for found in WORD.finditer(best) if plain(found.group()).startswith(starts)), 0)
    begin = max(0, min(at - longest // 3, len(best) - longest))
    cut = best[begin : begin + longest].strip()
    return ("… " if begin else "") + cut + (" …" if begin + longest < len(best) else "")


def _has(line: str, start: str) -> bool:
    return any(word.startswith(start) for word in words_of(line))


def split_at(line: str, wanted: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the line in pieces, each with whether it is one of the wanted words."""
    starts, pieces, end = tuple(wanted), [], 0
    for found in WORD.finditer(line):
        if starts and plain(found.group()).startswith(starts):
            pieces += [(line[end : found.start()], False), (found.group(), True)]
            end = found.end()
    return [piece for piece in (*pieces, (line[end:], False)) if piece[0]]
