"""The tables of the validity rules say only what the knowledge index confirms."""

import pytest

from repair.knowledge import resource_type
from repair.rules.conversions import CONVERSIONS
from repair.rules.derivations import DERIVATIONS
from repair.rules.known_mistakes import mistakes, services
from repair.rules.property_path import pattern_of
from repair.rules.tables import table

MISTAKES = [
    pytest.param(type_name, mistake, id=f"{type_name}-{'.'.join(mistake.wrong)}")
    for service in services()
    for type_name, entries in mistakes(service).items()
    for mistake in entries
]


@pytest.mark.parametrize(("type_name", "mistake"), MISTAKES)
def test_wrong_name_does_not_exist_and_the_right_one_does(type_name, mistake):
    kind = resource_type(type_name)
    assert kind.resolve(mistake.wrong[:-1]) is not None, "the mapping around the wrong name"
    assert kind.resolve(mistake.wrong) is None, "the wrong name"
    if mistake.right is not None:
        assert kind.resolve(mistake.right) is not None
        assert mistake.right not in kind.read_only
    assert mistake.convert is None or mistake.convert in CONVERSIONS


@pytest.mark.parametrize("service", services())
def test_mistakes_stand_in_the_file_of_their_service_and_each_once(service):
    for type_name, entries in mistakes(service).items():
        assert type_name.split("::")[1].lower() == service
        said = [(mistake.wrong, str(mistake.when)) for mistake in entries]
        assert len(said) == len(set(said))


@pytest.mark.parametrize(("type_name", "mistake"), [param for param in MISTAKES if param.values[1].merge])
def test_items_are_told_apart_by_properties_that_items_have(type_name, mistake):
    kind = resource_type(type_name)
    assert all(kind.resolve((*mistake.right, "*", key)) is not None for key in mistake.merge)


REQUIRED = [(name, entry) for name, entries in table("required_values").items() for entry in entries]


@pytest.mark.parametrize(
    ("type_name", "entry"), REQUIRED, ids=lambda value: value if isinstance(value, str) else value["at"]
)
def test_what_has_a_usual_value_is_required(type_name, entry):
    path = pattern_of(entry["at"])
    kind = resource_type(type_name)
    assert path[-1] in kind.resolve(path[:-1])["required"]
    assert ("value" in entry) != ("derive" in entry)
    assert entry.get("derive", "target_type") in DERIVATIONS


VALUES = [(name, entry) for name, entries in table("known_values").items() for entry in entries]


@pytest.mark.parametrize(
    ("type_name", "entry"), VALUES, ids=lambda value: value if isinstance(value, str) else value["at"]
)
def test_right_values_are_allowed_and_wrong_ones_are_not(type_name, entry):
    schema = resource_type(type_name).resolve(pattern_of(entry["at"]))
    allowed = schema.get("enum") or schema.get("enumCaseInsensitive")
    pairs = entry.get("values", {})
    assert set(pairs.values()) <= set(allowed)
    assert not (set(pairs) | set(entry.get("drop", ()))) & set(allowed)
    assert sum(way in entry for way in ("values", "drop", "up")) == 1


def test_renamed_types_do_not_exist_and_what_they_are_called_does():
    types = table("resource_types")
    for wrong, right in types["renamed"].items():
        assert resource_type(wrong) is None
        assert resource_type(right) is not None
    assert all(resource_type(name) is None for name in types["dropped"])
