"""Classes of characters that schemas name as Java does."""

import pytest

from repair.template.patterns import search

SAMPLE = "aZ5é -_\t\x07"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("ASCII", "aZ5 -_\t\x07"),
        ("Graph", "aZ5é-_"),
        ("Print", "aZ5é -_"),
        ("Alnum", "aZ5é"),
        ("Alpha", "aZé"),
        ("Digit", "5"),
        ("Upper", "Z"),
        ("Lower", "aé"),
        ("Space", " \t"),
    ],
)
def test_a_class_holds_exactly_these_characters(name, inside):
    assert "".join(char for char in SAMPLE if search(rf"^\p{{{name}}}$", char)) == inside
    assert "".join(char for char in SAMPLE if not search(rf"^\P{{{name}}}$", char)) == inside
    assert "".join(char for char in SAMPLE if search(rf"^[\p{{{name}}}]$", char)) == inside
