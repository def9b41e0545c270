"""What holds for every table and every relationship."""

from sqlalchemy import Enum, PrimaryKeyConstraint, String, UniqueConstraint, inspect
from sqlalchemy.orm import RelationshipProperty

from tests.support.each import of_each
from workspace import models  # noqa: F401  (every table is known after this)
from workspace.db import Base, Moment

RELATIONSHIPS = [
    relationship
    for mapper in sorted(Base.registry.mappers, key=str)  # the same order in every process that runs a part of them
    for relationship in inspect(mapper.class_).relationships
]
COLUMNS = [column for table in Base.metadata.sorted_tables for column in table.columns]


@of_each(RELATIONSHIPS)
def test_a_page_cannot_query_by_accident(relationship: RelationshipProperty) -> None:
    assert relationship.lazy == "raise_on_sql"
    assert relationship.viewonly, "children are added by their foreign key, never through a relationship"
    assert relationship.backref is None


@of_each(COLUMNS)
def test_choices_are_kept_as_their_words(column) -> None:
    if isinstance(column.type, Enum):
        assert not column.type.native_enum
        assert column.type.length == 40
        assert column.type.enums == [word.value for word in column.type.enum_class]
        assert all(len(word) <= 40 for word in column.type.enums)


@of_each(COLUMNS)
def test_moments_have_a_zone_and_text_is_never_null_without_a_reason(column) -> None:
    assert column.type.python_type.__name__ != "datetime" or isinstance(column.type, Moment)
    if type(column.type) is String and column.nullable:
        assert column.unique or column.name in {"browser"}, f"{column}: an empty text says the same as none"


@of_each(Base.metadata.sorted_tables)
def test_every_pointer_to_a_parent_is_found_quickly(table) -> None:
    """Deleting or listing by a parent reads one index, not the whole table."""
    indexed = [
        *table.indexes,
        *(c for c in table.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)),
    ]
    starts = {next(iter(index.columns)).name for index in indexed}
    parents = {c.name for c in table.columns for key in c.foreign_keys if key.ondelete == "CASCADE"} - {"space_id"}
    assert not parents - starts
