"""An example for a panel of Experts by Experience and the organisation that it advises."""

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
    "experts-by-experience",
    _l("How our panel and the organisation work as equals"),
    _l("For Experts by Experience who advise a health or care organisation, and for its staff."),
    _l("Write how many panel members and staff changed the example, and at which meetings."),
    (
        heading(_l("What we build on")),
        principle(_l("Having lived through something is a kind of knowledge. No course can teach it.")),
        principle(_l("Nobody on the panel has to tell their story to be listened to.")),
        principle(_l("We are honest about who decides, before anybody gives their time.")),
        heading(_l("Coming to the panel and staying well")),
        right(_l("You have the right to a pause at any time, and need not say why.")),
        right(_l("You have the right to leave the panel, or to come back, without losing anybody’s respect.")),
        commitment(
            _l("A member of staff meets each new member within two weeks and asks what they need to take part."),
            _l("The coordinator keeps the days of joining and of the first talk, and reports them each April."),
        ),
        commitment(
            _l("Papers reach members seven days before a meeting, in the format that each of them chose."),
            _l("Each meeting begins by asking whether the papers came in time. The answer is in the notes."),
        ),
        commitment(
            _l("After every hard topic the coordinator rings those who want it, within two working days."),
            _l("Members say once a year, without names, whether somebody rang."),
        ),
        you_can_help(_l("Saying what you need, also when it changes.")),
        you_can_help(_l("Telling the coordinator when you cannot come, so that a meeting can be moved.")),
        heading(_l("Being paid and being valued")),
        commitment(
            _l("The organisation pays each member within 14 days after a meeting, at the rate in its policy."),
            _l("The finance team shows the panel once a year how many payments were late."),
        ),
        responsibility(_l("Members and staff speak to each other as they wish to be spoken to.")),
        responsibility(_l("All of us say at the beginning of an item if we could gain from it ourselves.")),
        heading(_l("Having a real say")),
        way(Involvement.CONSULTATION, _l("The organisation asks the panel and answers each point in writing.")),
        way(Involvement.ENGAGEMENT, _l("Staff and members talk a plan through at two meetings or more.")),
        way(Involvement.CO_DESIGN, _l("Members and staff make something together. A manager signs it off in the end.")),
        way(Involvement.CO_PRODUCTION, _l("Members help choose what to work on, and have a vote as staff have.")),
        level(
            _l("Strategy and money"),
            involvement=_l("Two members sit on the board’s committee and can put points on its agenda."),
            limits=_l("The board is bound by law and by the money it is given."),
            best_practice=_l("Members meet the chair before each committee and get the same papers as everybody."),
        ),
        level(
            _l("One service"),
            involvement=_l("Members who know the service visit it and help plan its changes."),
            limits=_l("Rules on safety cannot be changed by the service itself."),
            best_practice=_l("People who use the service now are asked as well, and hear what came of it."),
        ),
        commitment(
            _l("Two members sit on each panel that chooses new managers, and their marks count the same."),
            _l("The staff office lists each post filled in the year, with how many members took part."),
        ),
        commitment(
            _l("Managers answer each piece of advice within 30 days: yes, no or not yet, with the reason."),
            _l("A table of all advice with its answers is read at every third meeting."),
        ),
        you_can_help(_l("Saying what would work better, beside what goes wrong.")),
        heading(_l("When something goes wrong, and once a year")),
        commitment(
            _l("Whoever raises a concern gets a first answer within ten working days from a named manager."),
            _l("The manager tells the panel twice a year how many concerns came and how many answers were late."),
        ),
        commitment(
            _l("Each June the panel and the organisation read this paper and write down what to change."),
            _l("The next version, or the reason why there is none, is out by the end of July."),
        ),
        explanation(
            _l("In England, NHS boards must involve people when services are planned. This paper says how we do it."),
            _l("National Health Service Act 2006, section 14Z45"),
        ),
    ),
)
