"""The structure that is found in the words of charters, written here as such papers are written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import of_each
from workspace.charters.kinds import Kind
from workspace.charters.reading import read_text
from workspace.charters.reading.structure import Reading

MARKDOWN = """# Riverside Co-production Charter

Version 2, made by twelve parents and four officers.

## Our principles

1. Fairness
   We share power, and say so when we cannot.
2. Early
   People are asked before anything is decided.

## What the council will do

We will:

* answer every letter within ten
  working days
* name one person for each promise;

You can help us by:

* telling us early

## You have the right to:

- be heard
- bring somebody with you
"""
CAPITALS_AND_PAGES = """HARBOUR TRUST PATIENT CHARTER

CONTENTS
Your rights ................ 2
What we ask of you ......... 3
How to complain ............ 4

Page 1 of 4
Harbour Trust patient charter

YOUR RIGHTS

You have the right to be treated with respect.

You can expect a reply to a complaint within three
working days, in the way that you asked for.

Page 2 of 4
Harbour Trust patient charter

WHAT WE ASK OF YOU

We ask you to:

• tell us when you cannot come
• treat staff with kindness

Page 3 of 4
Harbour Trust patient charter

HOW TO COMPLAIN

Ring the office or write to us.

Page 4 of 4
"""
BOTH_SIDES = """Our Charter

Listening

We will:
- listen before we plan
- write down what you said

You can help by:
- telling us what matters

We will:
- use plain words

You can help by:
- asking when we are not clear
"""
NUMBERED_HEADINGS = """Employment Support Charter
1. Introduction
This paper is for people who look for work and those who support them.
2. Our promises
We promise to:
a) meet you where you are
b) keep one adviser for you
c) (i) say what we know
3. Your responsibilities
Members agree to:
(a) come, or say that they cannot
4. Review
The charter is looked at again each year.
"""
WITHOUT_MARKS = """**Group agreement of the Tuesday panel**

As partners, we will

Share information early

Say sorry when we are late

People who use services can expect to

Be told what happened

Ground rules
o\tone person speaks at a time
o\tphones are silent
"""
WELSH = """Siarter Cydweithio

Egwyddorion
• Tegwch

Byddwn yn:
• gwrando
• ateb o fewn deg diwrnod

Mae gennych hawl i:
• gyfieithydd
"""
SENTENCES = """Pledge for young people

Principle 1: Nothing about us without us
Principle 2: Start where people are

Commitment 1 – Each meeting has a date that suits school.

The council will pay a fair rate.

Parent carers will share what they hear from other families.

Families can help by saying which days are good.
"""
LEVELS = """Charter for involvement

Levels of involvement

Level one: deciding together
Involvement: panel members vote.
Limits: budgets are set by the council.

Level two: being asked
Involvement: surveys and visits.
Limits: some decisions are the law's.

Ways of working:
– Telling: people are told what happens.
– Asking: people say what they think.

What we believe

We believe that whoever lives with a decision helps to make it.

Our commitments

Communication
- Letters are answered.

Money
- Travel is paid on the day.

Review
- The panel looks at this charter in May.
"""
DOTS = """OUR CHARTER

FAMILIES HAVE A RIGHT TO...

...be asked first.

...an answer.

What does the law say?

- The act says that people are asked.
"""
FROM_THE_WEB = """Skip to main content

Home > Families > Charter

Families charter

We will:

- listen

Families charter - feedback

Tell us what you think of it.

Published: 3 June 2026

Accept all cookies
"""
HEADINGS_AFTER_ITEMS = """Charter for friends and family
This charter was written by people who look after somebody at home, with the nurses and\
 the managers of the ward, in the spring.
Our pledge
Knowing who you are
- Ask whether somebody looks after the person, and how they want to be told
- Write down the name that you use
Hearing you
- Ask before the meeting, and not after it
Help with costs
The office by the front door knows what can be paid.
"""
PAGES_OF_A_PRINTED_PAPER = """Memorandum of understanding
4 May 2026
This paper is between the forum of parents and the three
Children’s Centres of the valley, and is no contract.
1. Working together
1.1 We commit to meet each term, in a room that all can reach.
1.2 Notes are shared within a week by whoever took them.
2. How we do it
The parties will work to the following agreements:
 The centres invite the forum to the meetings of their
Boards, with the papers a week before.
 The forum tells the centres what it has heard.
"""
LADDER = """Ladder of participation

Done for people

Telling

What it means: people hear what was decided.

Example: a letter to all families.

Asking

What it means: people say what they think.

Example: a survey with stamps.
"""
VALUES_BY_NAME = """Together in the harbour

The partners want a culture in which the following values are what everybody meets on each day:

What families and young people tell us stands at the beginning of all that we plan or change here

Plans begin with what was heard.

Owned by all

Each service has its part in it.
"""
SENTENCES_AFTER_A_LINE = """Involvement charter

We will make sure:

You hear what is planned.

You can be there when it is decided.

The charter is part of a larger plan.

Each member of the household has the right to say no.

We want homes to be private. We strive to keep them so in the following ways:

- knocking first
"""
SECTIONS_BY_NUMBER = """Charter of the ward

1. Information

Words matter. We will use plain ones.

2. Breaks

Breaks are needed. We will plan them with you.
"""
TYPED_IN_A_HURRY = """Working together agreement v2

Our shared values
Respect: we are equals
Honesty: we say it as it is

What people can expect:
1) To be paid for their time
2) To be told what came of it

What we expect in return:

1) Speak one at a time

2) Come, or say that you cannot

> "Nothing about us without us"

The parties agree to:

Money:
We will pay for travel on the day.
We will not ask for receipts.

| We will | You can |
| --- | --- |
| answer in five days | tell us if we do not |

Signed:
Name ____________ Date ________
"""
WORDS_ALONE = "We wrote this in one go, before the bus came. It has no parts.\n"

LETTER = {
    Kind.PRINCIPLE: "P", Kind.RIGHT: "R", Kind.RESPONSIBILITY: "D", Kind.COMMITMENT: "C", Kind.YOU_CAN_HELP: "H",
    Kind.WAY_OF_WORKING: "W", Kind.LEVEL: "L", Kind.EXPLANATION: "e",
}  # fmt: skip


def outline(reading: Reading) -> list[tuple[str, str]]:
    """Return each heading with a letter for each clause."""
    return [(one.heading, "".join(LETTER[clause.kind] for clause in one.clauses)) for one in reading.sections]


@of_each([
    (MARKDOWN, "Riverside Co-production Charter", [
        ("", "e"), ("Our principles", "PP"), ("What the council will do", "CCH"), ("You have the right to:", "RR")]),
    (CAPITALS_AND_PAGES, "HARBOUR TRUST PATIENT CHARTER", [
        ("YOUR RIGHTS", "RR"), ("WHAT WE ASK OF YOU", "DD"), ("HOW TO COMPLAIN", "e")]),
    (BOTH_SIDES, "Our Charter", [("Listening", "CCH"), ("", "CH")]),
    (NUMBERED_HEADINGS, "Employment Support Charter", [
        ("Introduction", "e"), ("Our promises", "CCC"), ("Your responsibilities", "D"), ("Review", "e")]),
    (WITHOUT_MARKS, "Group agreement of the Tuesday panel", [
        ("As partners, we will", "CC"), ("People who use services can expect to", "R"), ("Ground rules", "DD")]),
    (WELSH, "Siarter Cydweithio", [("Egwyddorion", "P"), ("Byddwn yn:", "CC"), ("Mae gennych hawl i:", "R")]),
    (SENTENCES, "Pledge for young people", [("", "PPCCDH")]),
    (LEVELS, "Charter for involvement", [
        ("Levels of involvement", "LL"), ("Ways of working:", "WW"), ("What we believe", "P"), ("Our commitments", ""),
        ("Communication", "C"), ("Money", "C"), ("Review", "e")]),
    (DOTS, "OUR CHARTER", [("FAMILIES HAVE A RIGHT TO...", "RR"), ("What does the law say?", "e")]),
    (FROM_THE_WEB, "Families charter", [("We will:", "C")]),
    (HEADINGS_AFTER_ITEMS, "Charter for friends and family", [
        ("", "e"), ("Our pledge", ""), ("Knowing who you are", "CC"), ("Hearing you", "C"), ("Help with costs", "e")]),
    (PAGES_OF_A_PRINTED_PAPER, "Memorandum of understanding", [
        ("", "e"), ("Working together", "Ce"), ("How we do it", ""),
        ("The parties will work to the following agreements:", "CC")]),
    (LADDER, "Ladder of participation", [("Done for people", "LL")]),
    (VALUES_BY_NAME, "Together in the harbour", [
        ("The partners want a culture in which the following values are what everybody meets on each day:", ""),
        ("What families and young people tell us stands at the beginning of all that we plan or change here",
        "P"), ("Owned by all", "P")]),
    (SENTENCES_AFTER_A_LINE, "Involvement charter", [("We will make sure:", "CCeReC")]),
    (SECTIONS_BY_NUMBER, "Charter of the ward", [("", "CC")]),
    (TYPED_IN_A_HURRY, "Working together agreement v2", [
        ("Our shared values", "PP"), ("What people can expect:", "RR"), ("What we expect in return:", "DDe"),
        ("The parties agree to:", ""), ("Money:", "CCCH")]),
    (WORDS_ALONE, "", [("", "e")]),
    ("", "", []),
])  # fmt: skip
def test_headings_and_kinds_are_found(words, title, sections):
    reading = read_text(words)
    assert (reading.title, outline(reading)) == (title, sections)


def test_a_clause_is_whole_and_without_the_marks_of_its_list():
    [principles, promises] = read_text(MARKDOWN).sections[1:3]
    assert principles.clauses[0].text == "Fairness\nWe share power, and say so when we cannot."
    assert promises.clauses[0].text == "answer every letter within ten working days"
    assert read_text(DOTS).sections[0].clauses[0].text == "be asked first."
    assert read_text(LEVELS).sections[0].clauses[1].text.splitlines()[0] == "Level two: being asked"


def test_what_belongs_to_no_charter_is_left_out():
    left = read_text(FROM_THE_WEB).left_out
    assert {"Skip to main content", "Home > Families > Charter", "Accept all cookies"} <= set(left)
    assert "Tell us what you think of it." in left
    pages = read_text(CAPITALS_AND_PAGES).left_out
    assert [pages.count(words) for words in ("CONTENTS", "Page 2 of 4", "Harbour Trust patient charter")] == [1, 1, 3]


# --- real charters: their words are not ours to print, so they are read where they lie -----------------------------

REAL = Path(__file__).parents[4] / "shared" / "real"
HAVE_REAL = REAL.is_dir()


def _kinds(reading: Reading, kind: Kind) -> list[int]:
    """Return how many clauses of the kind each section has that has any."""
    many = [sum(one.kind is kind for one in section.clauses) for section in reading.sections]
    return [count for count in many if count]


def test_a_forums_charter_comes_in_right() -> None:
    words = (REAL / "parent-forum-charter.txt").read_text("utf-8") if HAVE_REAL else DOTS
    reading = read_text(words)
    found = [_kinds(reading, kind) for kind in (Kind.RIGHT, Kind.RESPONSIBILITY, Kind.COMMITMENT)]
    assert found == ([[9], [5], [5]] if HAVE_REAL else [[2], [], []])
    assert not any(clause.text.startswith(".") for section in reading.sections for clause in section.clauses)


def test_a_charter_that_lost_a_heading_comes_in_right() -> None:
    words = (REAL / "working-together-charter.txt").read_text("utf-8") if HAVE_REAL else BOTH_SIDES
    reading = read_text(words)
    found = [_kinds(reading, kind) for kind in (Kind.COMMITMENT, Kind.WAY_OF_WORKING, Kind.LEVEL)]
    assert found == ([[7, 8, 7, 6], [5], [3]] if HAVE_REAL else [[2, 1], [], []])
    promises = [one for one in reading.sections if any(clause.kind is Kind.COMMITMENT for clause in one.clauses)]
    assert [not one.heading for one in promises] == ([False, True, False, False] if HAVE_REAL else [False, True])
    levels = [clause.text for one in reading.sections for clause in one.clauses if clause.kind is Kind.LEVEL]
    assert all(len(text.splitlines()) == 4 for text in levels)


# --- nothing is lost -----------------------------------------------------------------------------------------------

PIECES = st.sampled_from([
    "We will:", "- listen", "• answer", "1. Fairness", "(a) (i) deep", "YOUR RIGHTS", "# Title", "A right to...",
    "...be", "Level one", "Limits: few.", "Best practice: much.", "Contents", "Money .... 3", "Page 2 of 3", "\f", "",
    "", "3", "***", "---", "===", "Signed by: (you)", "What is this?", "on they go.", "o\tround", "o round", "\ufeffx",
    "the wheels of buses go round and round all day long and", "Byddwn yn:", "You can help by", "Principle 1: Fairness",
    "مرحبا", "Review", "feedback", "hyphen-", "**Bold**", "We will listen to everybody who comes.", "Published: today",
    "| We will | You can |", "|---|---|", "| be | kind | to all |", "| Our promises: | Your rights |",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=30), max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda end: end.join(lines))
)


def words_of(text: str) -> list[str]:
    """Return the letters and digits of a text, piece by piece."""
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def whole(reading: Reading) -> str:
    found = [reading.title, *reading.left_out]
    for section in reading.sections:
        found += [section.heading, *(clause.text for clause in section.clauses)]
    return "\n".join(found)


def _lost(words: str, read: Callable[[str], Reading] = read_text) -> list[str]:
    """Return the lines, and cells of tables, whose words do not stand together in what was found, but for numbers at
    their beginning and for what a clause calls itself."""
    found = " ".join(words_of(whole(read(words))))
    lost = []
    for line in words.replace("|", "\n").splitlines():
        pieces = words_of(line)
        shortest = next((n for n in range(len(pieces) + 1) if " ".join(pieces[n:]) in found), 0)
        if shortest > 3 or (pieces and shortest == len(pieces)):
            lost.append(line)
    return lost


@given(TEXTS)
def test_no_line_is_lost_and_none_stands_there_twice(words):
    assert _lost(words) == []
    letters = sum(letter.isalnum() for letter in words)
    assert sum(letter.isalnum() for letter in whole(read_text(words))) <= letters


@pytest.mark.parametrize("words", [MARKDOWN, CAPITALS_AND_PAGES, NUMBERED_HEADINGS, WITHOUT_MARKS, SENTENCES, LEVELS])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda words: words.replace("\n\n", "\n"),
        lambda words: words.replace("\n", "\r\n"),
        lambda words: "\ufeff" + words.replace("\n", "\n    "),
        lambda words: words * 40,
        lambda words: " ".join(words.split()),
        lambda words: words.replace(" ", "\n"),
    ],
)
def test_a_spoilt_text_loses_no_line(words, spoil):
    assert _lost(spoil(words)) == []
