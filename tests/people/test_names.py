"""Names in free text are references."""

from workspace.people.models import Person
from workspace.people.names import to_names, to_references


def _people(*names):
    return [Person(id=number, preferred_name=name) for number, name in enumerate(names, 1)]


def test_a_full_name_becomes_a_reference_and_reads_as_the_name_of_today(app):
    kept = to_references("Amina Yusuf asked. Amina Yusufs stayed.", _people("Amina Yusuf"))
    assert kept == "{person:1} asked. Amina Yusufs stayed."
    with app.app_context():
        assert to_names(kept, {1: "Ami Jones"}) == "Ami Jones asked. Amina Yusufs stayed."


def test_an_at_sign_names_somebody_by_first_name_when_only_one_has_it():
    people = _people("Grace Tan", "Grace Obi", "Joss Okafor")
    assert to_references("@Joss and @Grace", people) == "{person:3} and @Grace"


def test_a_typed_reference_calls_up_nobody(app):
    kept = to_references("see {person:9}", _people("Ann"))
    with app.app_context():
        assert "Secret" not in to_names(kept, {9: "Secret Person"})


def test_somebody_who_is_gone_reads_as_a_member(app):
    with app.app_context():
        assert to_names("{person:4} spoke", {}) == "a member spoke"
