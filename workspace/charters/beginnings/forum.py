"""An example for a parent carer forum and the services around it."""

from flask_babel import lazy_gettext as _l

from workspace.charters.beginnings.shape import (
    Beginning,
    commitment,
    explanation,
    heading,
    level,
    principle,
    responsibility,
    right,
    way,
    you_can_help,
)
from workspace.meetings.models import Involvement

BEGINNING = Beginning(
    "parent-carer-forum",
    _l("Families and services: what we promise each other"),
    _l("For a parent carer forum, the council, the health service and schools in one area."),
    _l("Write how many parent carers changed the example, with which services, and when."),
    (
        heading(_l("What we believe")),
        principle(_l("Parent carers know their children. What they know counts as much as any report.")),
        principle(_l("We plan for all families, and first of all for those who cannot come to meetings.")),
        right(_l("You have the right to an answer in words that you understand.")),
        right(_l("You have the right to bring somebody with you to any talk about your child.")),
        right(_l("You have the right to disagree. Nobody treats you or your child worse for it.")),
        heading(_l("When a family gets in touch")),
        commitment(
            _l("The council’s team answers each family within five working days, or names the day of its answer."),
            _l("The team counts its answers and shows the forum the count every three months."),
        ),
        commitment(
            _l("Each service names one person whom families can ring. It checks the name and number each January."),
            _l("Two parent carers ring every number on the list in February."),
        ),
        commitment(
            _l("Two parent carers read each standard letter before it is used, and again once a year."),
            _l("The forum keeps a list of the letters, with the days on which they were read."),
        ),
        you_can_help(_l("Telling us which words in a letter were hard.")),
        you_can_help(_l("Telling us early when something does not work for your child.")),
        heading(_l("When something is planned")),
        responsibility(_l("Whoever speaks for families asks some of them first, before each meeting.")),
        responsibility(_l("All of us keep to ourselves what a family told us in private.")),
        commitment(
            _l("Services bring a plan to the forum at least six weeks before it is decided."),
            _l("The notes say when each plan came, and when it was decided."),
        ),
        commitment(
            _l("Within a month of a decision, the service says what changed because of families, and what did not."),
            _l("The forum’s page shows for each plan what families said and what was done."),
        ),
        you_can_help(_l("Telling us what other families said, beside what is true for your own.")),
        heading(_l("How far families decide")),
        way(Involvement.INFORMATION, _l("Families read what was decided, and why, on the forum’s page.")),
        way(Involvement.CONSULTATION, _l("Families are asked in good time, and have four weeks or more to answer.")),
        way(Involvement.CO_PRODUCTION, _l("Families and services begin with an empty page and decide together.")),
        level(
            _l("In the whole area"),
            involvement=_l("Parent carers sit in the groups that write the area’s plan and choose what comes first."),
            limits=_l("The law sets some duties. The council sets how much money there is."),
            best_practice=_l("Two parent carers or more sit in each group, and know the limits before they begin."),
        ),
        level(
            _l("For one child or young person"),
            involvement=_l("The family and the young person write the plan with those who carry it out."),
            limits=_l("Some decisions must be made by a named officer, and can be appealed."),
            best_practice=_l("The young person is asked in the way that suits them, before the others speak."),
        ),
        heading(_l("How we keep it true")),
        commitment(
            _l("The council pays travel and childcare within 20 working days after a parent carer asks for it."),
            _l("The forum notes both days for each payment and reads the list once a year."),
        ),
        commitment(
            _l("Each autumn the forum and the services say of every promise whether it was kept."),
            _l("What they said stands beside each promise by the end of December."),
        ),
        explanation(
            _l("In England, councils must have regard to the views of parents. This paper adds to that duty."),
            _l("Children and Families Act 2014, section 19"),
        ),
    ),
)
