"""Words to start a list with: what forums and panels meet most, explained in our own words. They are offered, and a
space changes them as it likes."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.spaces.glossary.models import Term


@dataclass(frozen=True)
class Ready:
    """A word with its explanation, in the language of whoever takes it over."""

    word: Any
    in_full: Any
    means: Any

    @property
    def key(self) -> str:
        return Term.key_of(str(self.word))


STARTER = (
    Ready(_l("AIS"), _l("Accessible Information Standard"),
          _l("A rule for the NHS and adult social care in England: ask how people need information, and give it so.")),
    Ready(_l("AOB"), _l("any other business"),
          _l("Time at the end of a meeting for things that were not on the agenda.")),
    Ready(_l("BSL"), _l("British Sign Language"),
          _l("The language of many Deaf people in the UK. It is not English signed.")),
    Ready(_l("CAMHS"), _l("Child and Adolescent Mental Health Services"),
          _l("The part of the NHS that helps children and young people with their feelings and mental health.")),
    Ready(_l("CQC"), _l("Care Quality Commission"), _l("It checks hospitals, doctors and care services in England.")),
    Ready(_l("co-design"), "",
          _l("People who use a service and people who run it work out together how it should be.")),
    Ready(_l("co-production"), "",
          _l("People who use a service and people who run it decide together, as equals, from start to end.")),
    Ready(_l("commissioning"), "", _l("How a council or the NHS chooses, buys and checks services.")),
    Ready(_l("DfE"), _l("Department for Education"),
          _l("The part of the government in charge of schools and colleges in England.")),
    Ready(_l("EbE"), _l("Expert by Experience"),
          _l("Somebody who has lived with something, or cares for somebody who does, and uses that to make services "
             "better.")),
    Ready(_l("EHCP"), _l("education, health and care plan"),
          _l("A plan that says what help a child or young person in England must get. The law stands behind it.")),
    Ready(_l("ICB"), _l("integrated care board"),
          _l("The NHS body that plans and pays for health services in one area.")),
    Ready(_l("LA"), _l("local authority"), _l("Your council.")),
    Ready(_l("lived experience"), "", _l("What somebody knows because they have been through it themselves.")),
    Ready(_l("MOU"), _l("memorandum of understanding"),
          _l("A paper in which two groups write down how they will work together. It is a promise, and no contract.")),
    Ready(_l("OT"), _l("occupational therapist"),
          _l("Somebody who helps people to do everyday things, and finds aids for them.")),
    Ready(_l("PA"), _l("personal assistant"),
          _l("Somebody whom a disabled person chooses and who helps them to live as they want.")),
    Ready(_l("PCF"), _l("parent carer forum"),
          _l("A group of parents of disabled children that speaks with the council and the NHS of its area.")),
    Ready(_l("PPV"), _l("patient and public voice"),
          _l("How the NHS calls people who bring in the view of patients and the public.")),
    Ready(_l("PwLE"), _l("people with lived experience"),
          _l("People who know something because they have been through it themselves.")),
    Ready(_l("safeguarding"), "", _l("Keeping children and adults safe from harm, and acting when somebody is not.")),
    Ready(_l("SaLT"), _l("speech and language therapist"),
          _l("Somebody who helps with speaking, understanding, eating and drinking.")),
    Ready(_l("SENCO"), _l("special educational needs co-ordinator"),
          _l("The teacher who sees to it that children who need more help in school get it.")),
    Ready(_l("SEND"), _l("special educational needs and disabilities"),
          _l("When a child or young person needs more or other help to learn than most do.")),
    Ready(_l("stakeholder"), "", _l("Anybody whom a decision touches, or who has a say in it.")),
    Ready(_l("terms of reference"), "", _l("A page that says what a group is for, who is in it and how it decides.")),
)  # fmt: skip
