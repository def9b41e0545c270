"""Two texts that grew from the same notes, made into one that has every line of both."""

from difflib import SequenceMatcher


def joined(theirs: str, mine: str) -> str:
    """Return one text with every line of both: lines that they share once, then theirs, then mine."""
    first, second = theirs.splitlines(), mine.splitlines()
    lines: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second).get_opcodes():
        lines += first[a:b]
        if kind != "equal":
            lines += second[c:d]
    return "\n".join(lines)
