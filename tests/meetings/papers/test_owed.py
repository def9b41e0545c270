"""What is owed to whom, for any people and any versions."""

from hypothesis import given
from hypothesis import strategies as st

from workspace.meetings.papers.models import Paper, PaperForm, PaperVersion
from workspace.meetings.papers.owed import for_reader, forms_of, is_chosen, owed
from workspace.people.models import Format, Person

languages = st.sampled_from(["en", "cy"])
people = st.lists(
    st.builds(
        lambda number, formats, language: Person(id=number, formats=[*formats], language=language),
        st.integers(1, 99),
        st.sets(st.sampled_from(Format)),
        st.sampled_from(["", "en", "cy"]),
    ),
    max_size=6,
)
versions = st.dictionaries(st.tuples(st.sampled_from(PaperForm), languages), st.integers(1, 99), max_size=8).map(
    lambda found: [PaperVersion(id=number, form=form, language=language) for (form, language), number in found.items()]
)


def _paper(found: list[PaperVersion]) -> Paper:
    paper = Paper()
    paper.__dict__["versions"] = found  # a relationship to read, which nobody fills by hand
    return paper


@given(people, versions)
def test_every_form_that_somebody_chose_is_either_there_or_owed_to_them_once(readers, found):
    missing = owed(_paper(found), readers, "en")
    there = {(one.form, one.language) for one in found}
    assert not there & {(one.form, one.language) for one in missing}
    owed_to = [(one.form, one.language, id(person)) for one in missing for person in one.people]
    assert len(owed_to) == len(set(owed_to))
    for person in readers:
        for form in forms_of(person):
            wanted = (form, person.language or "en")
            assert (wanted in there) != ((*wanted, id(person)) in owed_to)


@given(people, versions)
def test_what_somebody_chose_comes_before_all_else_and_nothing_is_left_out(readers, found):
    for person in readers:
        order = for_reader(found, person, "en")
        chosen = [is_chosen(one, person, "en") for one in order]
        assert chosen == sorted(chosen, reverse=True)
        assert len(order) == len(found)


def test_whoever_chose_nothing_reads_what_most_people_read():
    assert forms_of(Person(formats=[])) == {PaperForm.STANDARD}
    assert forms_of(Person(formats=[Format.WEB, Format.AUDIO])) == {PaperForm.STANDARD, PaperForm.AUDIO}


def test_every_format_of_a_profile_is_a_form_of_papers():
    for one in Format:
        assert forms_of(Person(formats=[one.value]))
