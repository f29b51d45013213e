"""JSON that stands in a template as text, whole or put together."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.equality import means_same
from repair.diff.meaning.json_text import json_of_parts, json_of_text
from repair.document.number import WrittenFloat
from repair.template.values import concatenated, normal

P, Q = {"Ref": "P"}, {"Ref": "Q"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        (' [1, "a", null, true]', [1, "a", None, True]),
        ("{}", {}),
        ('"a"', None),
        ("1", None),
        ("null", None),
        ("", None),
        ("{", None),
        ('{"a": 1} x', None),
        ('{"a": 1, "a": 1}', None),  # which one counts is up to its reader
        ('{"Ref": "P"}', None),  # it would be a function in an object
        ('{"a": [{"Fn::Sub": "x"}]}', None),
        ('{"Ref": "P", "b": 1}', {"Ref": "P", "b": 1}),
        ("[" * 100_000, None),
    ],
)
def test_a_text_is_an_object_or_an_array_or_nothing(text: str, expected: Any) -> None:
    assert json_of_text(text) == expected


def test_a_number_keeps_how_it_is_written() -> None:
    (number,) = json_of_text("[5.10]")
    assert isinstance(number, WrittenFloat)
    assert means_same('{"a": 5.10}', '{"a": 5.1}', "AWS::CloudWatch::Dashboard", ("DashboardBody",)) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (['{"a": "', P, '"}'], ['{ "a" :"', P, '" }']),
        (['{"a": "x-', P, '-y"}'], ['{"a":  "x-', P, '-y"}']),
        (['{"a": ', P, ', "b": 1}'], ['{"b": 1, "a": ', P, "}"]),
        (['{"a": ["', P, '", 1, null]}'], ['{"a": [ "', P, '", 1, null]}']),
        (['{"', P, '": 1, "b": 2}'], ['{"b": 2, "', P, '": 1}']),
        (['{"a": "', P, '", "b": "', Q, '"}'], ['{"b": "', Q, '", "a": "', P, '"}']),
        (['{"a": "', P, Q, '"}'], ['{"a":"', P, Q, '"}']),
        (['{"a": "\\"', P, '"}'], ['{ "a": "\\"', P, '"}']),
        (['{"a": "\\\\', P, '"}'], ['{ "a": "\\\\', P, '"}']),
        ([' {"a": "', P, '"}'], ['\n{"a": "', P, '"}']),
        (['["', P, '"]'], ['[ "', P, '" ]']),
        (['{"', {"Fn::Any": {"a": 1, "b": 2}}, '": 1}'], ['{"', {"Fn::Any": {"b": 2, "a": 1}}, '": 1}']),
    ],
)
def test_documents_that_are_put_together_are_read_around_what_is_put_in(
    one: list[Any], other: list[Any]
) -> None:
    found = json_of_parts(one)
    assert found is not None
    assert found == json_of_parts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (['{"a": "', P, '"}'], ['{"a": ', P, "}"]),
        (['{"a": "', P, '"}'], ['{"a": "', Q, '"}']),
        (['{"a": ', P, "}"], ['{"a": ', Q, "}"]),
        (['{"', P, '": 1}'], ['{"', Q, '": 1}']),
        (['{"a": "', P, '", "b": "', Q, '"}'], ['{"a": "', Q, '", "b": "', P, '"}']),
        (['{"a": "x', P, '"}'], ['{"a": "', P, 'x"}']),
        (['{"a": ["', P, '"]}'], ['{"a": ["', Q, '"]}']),
    ],
)
def test_documents_that_are_put_together_differ_by_what_is_put_in_and_where(
    one: list[Any], other: list[Any]
) -> None:
    first, second = json_of_parts(one), json_of_parts(other)
    assert first is not None
    assert second is not None
    assert first != second


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [P, '{"a": 1}'],
        [P],
        ["x", P],
        ['"', P, '"'],
        ['{"a": "', P, "}"],
        ['{"a": "\\', P, '"}'],  # the backslash escapes what is put in
        ['{"a": ', P, P, "}"],
        ["{", P, ": 1}"],  # a key without quotation marks
        ['{"', P, '": 1, "', P, '": 2}'],  # the same key twice
        ['{"\ue000": "', P, '"}'],
        ['{"\\uE001": "', P, '"}'],
        ['{"Ref": "', P, '"}'],
    ],
)
def test_what_cannot_be_read_around_what_is_put_in_stays_a_text(parts: list[Any]) -> None:
    assert json_of_parts(parts) is None


def test_a_document_into_which_nothing_is_put_is_one_too() -> None:
    assert json_of_parts(['{"a": 1}']) == {"a": 1}


def test_what_is_put_in_stands_in_the_document_as_such() -> None:
    assert json_of_parts(['{"a": "', P, '"}']) == {"a": P}
    assert json_of_parts(['["x-', P, "-", Q, '-y", "z", 1]']) == [
        {"Fn::Join": ["", ["x-", P, "-", Q, "-y"]]},
        "z",
        1,
    ]
    (alone,) = json_of_parts(["[", P, "]"])
    assert list(alone.values()) == [P]
    assert alone != P  # a number, for all we know


BODY = ("DashboardBody",)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ('{"a": "${P}", "b": 1}', '{"b": 1, "a": "${P}"}', True),
        ('{"a": "${P}", "b": 1}', '{"b": 1, "a": "${Q}"}', False),
        ('{"a": ${P}, "b": 1}', '{"b": 1, "a": ${P}}', True),
        ('{"a": ${P}}', '{"a": "${P}"}', False),
        ('x{"a": "${P}", "b": 1}', 'x{"b": 1, "a": "${P}"}', False),
    ],
)
def test_a_dashboard_means_what_its_json_means(one: str, other: str, expected: bool) -> None:
    first, second = {"Fn::Sub": one}, {"Fn::Sub": other}
    assert means_same(first, second, "AWS::CloudWatch::Dashboard", BODY) is expected
    assert len(concatenated(normal(first))) > 2
    written = {"Fn::Join": ["", concatenated(normal(first))]}
    assert means_same(written, second, "AWS::CloudWatch::Dashboard", BODY) is expected
