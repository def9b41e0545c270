"""What the sample forum's charter is built on, and the questions that tell families whether it covers them."""

from datetime import date
from typing import Any

from workspace import db
from workspace.charters.evidence import service as evidence
from workspace.charters.evidence.models import EvidenceKind
from workspace.charters.models import CharterVersion
from workspace.charters.scope import service as scope
from workspace.sample.clock import moment
from workspace.sample.people import Group

RIGHT, DRIVER, NURSE, LATE, COMPLAINT = 1, 2, 3, 5, 7  # numbers of clauses
NOBODY_ELSE: dict[str, Any] = {"teller": "", "agreed_on": None}


def build_on_evidence(forum: Group, version: CharterVersion) -> None:
    """Let people write down what families lived through and what professionals know, and review it."""
    gwen, beatriz, devika = (forum.people[name] for name in ("gwen", "beatriz", "devika"))
    with db.at(moment(-39, 10)):
        asked = evidence.add(version, actor=gwen, facts=_survey(moment(-60, 9).date()))
        told = evidence.add(version, actor=gwen, facts=_story(moment(-39, 10).date()))
    with db.at(moment(-38, 10)):
        known = evidence.add(version, actor=gwen, facts=_guidance(moment(-400, 9).date()))
    for reviewer in (beatriz, devika):
        db.session.refresh(reviewer, ["memberships"])
    with db.at(moment(-37, 20)):
        for row in (asked, known):
            evidence.review(row, actor=beatriz)
            evidence.review(row, actor=devika)
        evidence.review(told, actor=devika)
    with db.at(moment(-36, 19)):
        questions = [
            (
                "Does your child travel in a bus or taxi that the council pays for?",
                "Nobody promised this yet. Ask us.",
            ),
            ("Is it about the way to school, or home again?", "The school decides about day trips. Ask there first."),
        ]
        scope.write(version.charter, actor=gwen, questions=questions)


def _survey(day: date) -> dict[str, Any]:
    return NOBODY_ELSE | {
        "kind": EvidenceKind.LIVED, "title": "How was September?", "found_on": day, "people": 61,
        "source": "The forum asked every family with a seat on a bus, on paper and by phone",
        "words": "Two in three first met the driver on the first morning. Forty waited, and nobody rang.",
        "asks": [
            ("Meet the driver first", DRIVER, ""), ("Ring when it is late", LATE, ""),
            ("Tell us before the holidays", RIGHT, ""),
            ("The same driver all year", None, "the council cannot promise that yet. We ask again in spring"),
        ],
    }  # fmt: skip


def _story(day: date) -> dict[str, Any]:
    return {
        "kind": EvidenceKind.LIVED, "title": "Twenty minutes in the rain", "found_on": day, "people": None,
        "source": "Told at the kitchen table, written down and read back", "teller": "Ana", "agreed_on": day,
        "words": "He had one shoe on when the bus did not come. I rang four numbers. The fifth was the school. They "
        "knew. Nobody had thought of us.",
        "asks": [("One call to us, not five from us", LATE, ""), ("Say afterwards what happened", COMPLAINT, "")],
    }  # fmt: skip


def _guidance(day: date) -> dict[str, Any]:
    return NOBODY_ELSE | {
        "kind": EvidenceKind.PROFESSIONAL, "title": "Care on the way to school", "found_on": day, "people": None,
        "source": "The Health Trust looked at a year of journeys on which a child was unwell",
        "words": "In nine of fourteen, the escort had no paper that said what helps.",
        "asks": [("A paper in the bus, written with the family", NURSE, "")],
    }  # fmt: skip
