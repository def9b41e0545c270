"""An example for services that people with many difficulties at once use together."""

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
    "multiple-disadvantage",
    _l("One person, many services, one promise"),
    _l("For services that help with housing, health, drugs and alcohol, or prison, and for people who use several."),
    _l("Write who with lived experience changed the example, and which services were there."),
    (
        heading(_l("How we see each other")),
        principle(_l("A person is more than what happened to them, and more than what they did.")),
        principle(_l("Trust takes time. Going away and coming back is part of the way.")),
        principle(_l("It is the services’ work to fit together. It is not the person’s work.")),
        heading(_l("At the door")),
        right(_l("You have the right to be seen by a service also when you use drugs or drink.")),
        right(_l("You have the right to know who reads what you say, before you say it.")),
        commitment(
            _l("Every service opens its door at least one evening a week, without an appointment."),
            _l("People with lived experience knock once in each season and write down what happened."),
        ),
        commitment(
            _l("Whoever comes to the wrong service is taken to the right one on the same day."),
            _l("Each service counts those whom it took along, and those whom it only told where to go."),
        ),
        you_can_help(_l("Telling us where and when you can be found, if you want to be found.")),
        you_can_help(_l("Telling us the name that you like to be called.")),
        heading(_l("Telling it once")),
        responsibility(_l("All of us keep each other safe: no threats, no dealing, no weapons.")),
        responsibility(_l("Workers say sorry when they got it wrong, and say what happens now.")),
        commitment(
            _l("One named worker holds the plan. The person chooses the worker within the first month."),
            _l("The partnership counts every three months how many people have a worker whom they chose."),
        ),
        commitment(
            _l("Services ask nobody for their whole story a second time, if the person lets them share it."),
            _l("We ask 20 people each year how often they had to begin at the start."),
        ),
        commitment(
            _l("A missed appointment closes nothing. The worker tries three times in three ways within a month."),
            _l("Somebody with lived experience reads ten closed cases each year and looks for the three tries."),
        ),
        you_can_help(_l("Saying what may be passed on, and to whom. You can change your mind.")),
        heading(_l("Shaping the services")),
        way(Involvement.INFORMATION, _l("Posters and short films say what is new, where people spend their day.")),
        way(Involvement.ENGAGEMENT, _l("Once a month leaders eat with people and talk about one thing that is stuck.")),
        way(Involvement.CO_PRODUCTION, _l("People with lived experience help choose, write and check what is bought.")),
        level(
            _l("All services together"),
            involvement=_l("People with lived experience hold a third of the seats on the partnership board."),
            limits=_l("Each service keeps its own legal duties and its own budget."),
            best_practice=_l("Seats are paid, shared between two people, and kept while somebody is unwell."),
        ),
        level(
            _l("One person’s plan"),
            involvement=_l("The person says what comes first, and what a good day looks like."),
            limits=_l("Where somebody is in danger, a worker may have to act without their yes."),
            best_practice=_l("The plan is in the person’s own words, and they keep a copy or know who does."),
        ),
        commitment(
            _l("The partnership pays for time in meetings on the same day, in the way that the person needs."),
            _l("The person who pays keeps a list of days, and shows the board how many were paid later."),
        ),
        heading(_l("Staying honest")),
        commitment(
            _l("Each leader spends one day in the year beside a worker or a peer, at the front door."),
            _l("The board’s notes name the leader, the day and one thing that was changed after it."),
        ),
        commitment(
            _l("Every spring people with lived experience say which of these promises were kept."),
            _l("The board answers each point in public by the end of June."),
        ),
        explanation(
            _l("In England, a council must often find an advocate for whoever cannot follow a care assessment alone."),
            _l("Care Act 2014, section 67"),
        ),
    ),
)
