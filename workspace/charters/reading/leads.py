"""What tells of which kind a clause is: words of headings, of lines that begin a list, and of sentences.

In each table the first row that is found counts. Words of other languages stand beside the English ones.
"""

import re

from workspace.charters.kinds import Kind

_PEOPLE = (
    r"(?:you|members?|participants?|people|everyone|everybody|parents?|carers?|parent carers?|families|family members|"
    r"young people|children|patients?|service users?|users|customers|volunteers?|ebes?|experts by experience)"
)
_US = (
    r"(?:we|i|services?|staff|leaders?|partners?|professionals?|managers?|directors?|councils?|organisations?|"
    r"our \w+|(?:the|each|every|all) (?:[\w’'&-]+ ){0,5}[\w’'&-]+)"
)
_WILL = r"(?:will|shall|promises?|pledges?|commits?|undertakes?|agrees?|must)"

# In a heading, or a line that begins a list, wherever the words stand in it.
NAMED = (
    (Kind.YOU_CAN_HELP, r"\b(?:you|people|families) can help\b|\bhelp us\b|\bgallwch (?:chi )?(?:ein )?helpu\b"),
    (Kind.YOU_CAN_HELP, r"^(?:what )?(?:you|people|families|members|parents) can(?: do)?\W*$"),
    (Kind.RIGHT, r"\brights?\b|\bcan expect\b|\bentitled to\b|\bhawl(?:iau)?\b"),
    (Kind.RESPONSIBILITY, r"\bresponsibilit(?:y|ies)\b|\bduties\b|\bwe (?:expect|ask)\b|\bground rules\b|\bcyfrifold"),
    (Kind.COMMITMENT, r"\bcommit(?:s|ted|ments?|ting)?\b|\bpromis(?:e|es|ed|ing)\b|\bpledg(?:e|es|ed|ing)\b"),
    (Kind.COMMITMENT, r"\bbyddwn\b|\baddewid|\baddo\b|\bymrwymiad"),
    (Kind.WAY_OF_WORKING, r"\bways? of working\b|\bhow we (?:will )?work together\b|\bffyrdd o weithio\b"),
    (Kind.LEVEL, r"^levels?\b|\blevels of\b|\blevel (?:\d|one|two|three|four|five)\b|\bladder\b|\blefel(?:au)?\b"),
    (Kind.PRINCIPLE, r"\bprinciples?\b|\bvalues\b|\b(?:we|what we) believe\b|\begwyddor|\bgwerthoedd\b"),
)  # fmt: skip
# Only in a line that begins a list, or whose last words these are.
PROMISED = (
    (Kind.RESPONSIBILITY, rf"(?:^|\b(?:that|asks?) ){_PEOPLE}(?: \w+){{0,3}} (?:will|shall|must|should|agree|need)\b"),
    (Kind.COMMITMENT, r"\b(?:will|shall|undertake|aim|agree)\b"),
    (Kind.COMMITMENT, r"\bwe (?:\w+ ){0,2}(?:strive|endeavour|try|seek|support|help|work)\b"),
)
_ENDS_PROMISING = re.compile(r"\b(?:will|shall)(?: \w+)?\W*$", re.IGNORECASE)

# At the beginning of a sentence that stands alone.
SAID = (
    (Kind.YOU_CAN_HELP, rf"{_PEOPLE} can help\b|please help us\b|help us by\b"),
    (Kind.RIGHT, rf"{_PEOPLE} (?:have|has) (?:a|the) right\b|(?:a|the) right to\b|{_PEOPLE} can expect\b"),
    (Kind.RIGHT, rf"{_PEOPLE} (?:are|is) entitled\b|mae gennych hawl\b"),
    (Kind.RIGHT, r"(?:each|every|all|any) (?:[\w’'-]+ ){1,5}(?:have|has) (?:a|the) right\b|it is (?:a|the) right of\b"),
    (Kind.RESPONSIBILITY, rf"{_PEOPLE} (?:have|has) (?:a|the) (?:responsibility|duty)\b|we (?:expect|ask) {_PEOPLE}\b"),
    (Kind.RESPONSIBILITY, rf"{_PEOPLE} (?:will|shall|must|should|agree)\b"),
    (Kind.COMMITMENT, rf"{_US}(?: (?:all|both|also|always))? {_WILL}\b|byddwn\b"),
    (Kind.PRINCIPLE, r"we (?:all )?(?:believe|value)\b"),
)

# "Principle 3: …": each is what it is called.
_LABEL = re.compile(
    r"(?P<what>principle|value|right|responsibility|commitment|promise|pledge|egwyddor|hawl|cyfrifoldeb|ymrwymiad)"
    r" \d{1,3}\b\s*[:.)–—-]?\s*(?P<words>.*)",
    re.IGNORECASE,
)


def _compiled(table: tuple[tuple[Kind, str], ...], begin: str = "") -> list[tuple[Kind, re.Pattern[str]]]:
    return [(kind, re.compile(begin + f"(?:{pattern})", re.IGNORECASE)) for kind, pattern in table]


_NAMED, _PROMISED, _SAID = _compiled(NAMED), _compiled(PROMISED), _compiled(SAID, "^[“\"‘']?")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[^\W\d_a-z])")


def of_heading(words: str) -> Kind | None:
    """Return the kind that a heading names; none where it names none, or rights and responsibilities in one."""
    found = [kind for kind, pattern in _NAMED if pattern.search(words)]
    if {Kind.RIGHT, Kind.RESPONSIBILITY} <= set(found):
        return None
    of_table = words.partition(" — ")[0]
    if not found and _ENDS_PROMISING.search(of_table):
        return _first(_PROMISED, of_table)
    return found[0] if found else None


def of_lead_in(words: str) -> Kind | None:
    """Return the kind of the clauses that a line, or the last sentence of a paragraph, begins, if it begins any."""
    words = sentences(words)[-1]
    return _first(_NAMED, words) or _first(_PROMISED, words)


def of_sentence(words: str) -> Kind | None:
    """Return the kind of a sentence that stands alone, by how it begins."""
    return _first(_SAID, words)


def of_any_sentence(words: str) -> Kind | None:
    """Return the kind of the first sentence of a paragraph that tells one."""
    return next(filter(None, map(of_sentence, sentences(words))), None)


def sentences(words: str) -> list[str]:
    """Return the sentences of a paragraph, at least one."""
    return _SENTENCE.split(words)


def labelled(words: str) -> tuple[Kind, str] | None:
    """Return the kind and the words of a line such as “Principle 3: Fairness”."""
    found = _LABEL.fullmatch(words)
    if not found or not any(letter.isalnum() for letter in found["words"]):
        return None
    return of_lead_in(found["what"]) or Kind.PRINCIPLE, found["words"]


def _first(table: list[tuple[Kind, re.Pattern[str]]], words: str) -> Kind | None:
    return next((kind for kind, pattern in table if pattern.search(words)), None)
