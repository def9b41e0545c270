"""An example for support into work, for those who use it, those who give it, and employers."""

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
    "employment-support",
    _l("Good work, at your own pace"),
    _l("For people who look for work or want to keep it, for those who support them, and for employers."),
    _l("Write which job seekers, advisers and employers changed the example, and how."),
    (
        heading(_l("What we stand for")),
        principle(_l("Nearly everybody can do work that suits them, with the right support.")),
        principle(_l("A good job is one that somebody can keep. The first offer need not be the right one.")),
        right(_l("You have the right to say no to a job that would make you ill.")),
        right(_l("You have the right to decide whether an employer hears about your health.")),
        right(_l("You have the right to read everything that we write about you.")),
        heading(_l("Finding out what fits")),
        commitment(
            _l("Your adviser meets you within ten working days after you ask, where you feel at ease."),
            _l("The service shows every three months how many people waited longer."),
        ),
        commitment(
            _l("You and your adviser write a plan within six weeks. It begins with what you like and can do."),
            _l("Two people who used the service read 20 plans each year, with the names taken out."),
        ),
        commitment(
            _l("You keep the same adviser for a year or more. If one leaves, you meet the next with them."),
            _l("The manager reports each April how many people had to change, and how often."),
        ),
        you_can_help(_l("Telling us what went well in work that you did before, paid or not.")),
        you_can_help(_l("Telling us when a step is too big or too small.")),
        heading(_l("With employers")),
        responsibility(_l("Advisers say to an employer only what the person agreed to, word for word.")),
        responsibility(_l("Employers tell us early when something goes wrong, before they decide anything.")),
        commitment(
            _l("Employers who join us change at least one part of how they choose people, within a year."),
            _l("Each employer writes down what was changed. Job seekers say whether it helped."),
        ),
        commitment(
            _l("In the first week, the employer and the new colleague agree on what is done differently for them."),
            _l("The adviser asks both after four weeks whether it is in place, and notes the answer."),
        ),
        you_can_help(_l("Saying what would make the first week easier.")),
        heading(_l("Once you are in work")),
        commitment(
            _l("Your adviser rings you after one week, one month and six months, and longer if you want it."),
            _l("The service counts the calls, and how many people are still in work after a year."),
        ),
        commitment(
            _l("If a job ends, you come back without a new form, and meet your adviser within five working days."),
            _l("The manager compares the days once a year and shows them to the people who use the service."),
        ),
        heading(_l("Having a say in the service")),
        way(Involvement.INFORMATION, _l("Everybody gets the service’s results once a year, on one page.")),
        way(Involvement.CONSULTATION, _l("We ask 50 people each autumn what to change, and publish our answers.")),
        way(Involvement.CO_DESIGN, _l("Job seekers, advisers and employers write each new leaflet together.")),
        level(
            _l("How the service is run"),
            involvement=_l("Four people who use it sit with its managers every two months."),
            limits=_l("Some rules come with the money that pays for the service."),
            best_practice=_l("The four are paid, meet beforehand on their own, and see the figures that managers see."),
        ),
        level(
            _l("Your own way into work"),
            involvement=_l("You choose the kind of work, the hours, and how fast it goes."),
            limits=_l("The job centre has rules of its own, which your adviser cannot change."),
            best_practice=_l("Your adviser explains these rules before you choose, and comes with you if you like."),
        ),
        commitment(
            _l("Each November we look at every promise here with those who use the service, and publish the result."),
            _l("The page with the results names the day, who was there, and what is done next."),
        ),
        explanation(
            _l("In Great Britain, employers must make reasonable adjustments for disabled people."),
            _l("Equality Act 2010, section 20"),
        ),
    ),
)
