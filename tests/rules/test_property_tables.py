"""The tables of the validity rules say only what the knowledge index confirms."""

import pytest
from every_case import try_each

from repair.knowledge import resource_type
from repair.rules.conversions import CONVERSIONS
from repair.rules.derivations import DERIVATIONS
from repair.rules.known_mistakes import mistakes, services
from repair.rules.property_path import pattern_of
from repair.rules.tables import table


def mistakes_of(service):
    """Each entry of a service by type and wrong name: the type, and what it says."""
    return {
        f"{type_name}-{'.'.join(mistake.wrong)}-{number}": (type_name, mistake)
        for type_name, entries in mistakes(service).items()
        for number, mistake in enumerate(entries)
    }


def entries_of(name):
    """Each entry of a table by type and place: the type, and what it says."""
    return {
        f"{type_name}-{entry['at']}-{number}": (type_name, entry)
        for type_name, entries in table(name).items()
        for number, entry in enumerate(entries)
    }


every_service = pytest.mark.parametrize("service", services())


@every_service
def test_a_wrong_name_does_not_exist_and_the_right_one_does(service):
    def check(case):
        type_name, mistake = case
        kind = resource_type(type_name)
        assert kind.resolve(mistake.wrong[:-1]) is not None, "the mapping around the wrong name"
        assert kind.resolve(mistake.wrong) is None, "the wrong name"
        if mistake.right is not None:
            assert kind.resolve(mistake.right) is not None
            assert mistake.right not in kind.read_only
        assert mistake.convert is None or mistake.convert in CONVERSIONS

    try_each(mistakes_of(service), check)


@every_service
def test_mistakes_stand_in_the_file_of_their_service_and_each_once(service):
    for type_name, entries in mistakes(service).items():
        assert type_name.split("::")[1].lower() == service
        said = [(mistake.wrong, str(mistake.when)) for mistake in entries]
        assert len(said) == len(set(said))


@every_service
def test_items_are_told_apart_by_properties_that_items_have(service):
    def check(case):
        type_name, mistake = case
        kind = resource_type(type_name)
        assert [key for key in mistake.merge or () if kind.resolve((*mistake.right, "*", key)) is None] == []

    try_each(mistakes_of(service), check)


def test_what_has_a_usual_value_is_required():
    def check(case):
        type_name, entry = case
        path = pattern_of(entry["at"])
        kind = resource_type(type_name)
        assert path[-1] in kind.resolve(path[:-1])["required"]
        assert ("value" in entry) != ("derive" in entry)
        assert entry.get("derive", "target_type") in DERIVATIONS

    try_each(entries_of("required_values"), check)


def test_right_values_are_allowed_and_wrong_ones_are_not():
    def check(case):
        type_name, entry = case
        schema = resource_type(type_name).resolve(pattern_of(entry["at"]))
        allowed = schema.get("enum") or schema.get("enumCaseInsensitive")
        pairs = entry.get("values", {})
        assert set(pairs.values()) <= set(allowed)
        assert not (set(pairs) | set(entry.get("drop", ()))) & set(allowed)
        assert sum(way in entry for way in ("values", "drop", "up")) == 1

    try_each(entries_of("known_values"), check)


def test_renamed_types_do_not_exist_and_what_they_are_called_does():
    types = table("resource_types")
    for wrong, right in types["renamed"].items():
        assert resource_type(wrong) is None
        assert resource_type(right) is not None
    assert all(resource_type(name) is None for name in types["dropped"])
