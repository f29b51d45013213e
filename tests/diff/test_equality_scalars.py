"""Scalars: what the type of a property makes equal, and everything that nothing makes equal."""

from __future__ import annotations

from typing import Any

import pytest

from repair import knowledge
from repair.diff.difference import diff
from repair.diff.meaning.equality import means_same
from repair.document.number import WrittenFloat
from repair.template.load import from_text

TEXT = ("AWS::SQS::Queue", ("QueueName",))
WHOLE = ("AWS::SQS::Queue", ("DelaySeconds",))
TRUTH = ("AWS::SQS::Queue", ("FifoQueue",))
NUMBER = ("AWS::CloudWatch::Alarm", ("Threshold",))
FREE = ("AWS::CloudFormation::CustomResource", ("Anything",))
UNKNOWN = ("No::Such::Type", ("Anything",))
EVERYWHERE = [TEXT, WHOLE, TRUTH, NUMBER, FREE, UNKNOWN]

Place = tuple[str, tuple[str, ...]]


def equal(a: Any, b: Any, place: Place) -> bool:
    found = means_same(a, b, *place)
    assert means_same(b, a, *place) is found
    return found


@pytest.mark.parametrize(
    ("a", "b", "place"),
    [
        ("true", True, TRUTH),
        ("false", False, TRUTH),
        ("5", 5, WHOLE),
        ("-5", -5, WHOLE),
        (20, "20", TEXT),
        (True, "true", TEXT),
        (False, "false", TEXT),
        ("0.5", 0.5, NUMBER),
        (WrittenFloat(5.1, "5.10"), "5.10", TEXT),
        (WrittenFloat(1000.0, "1e3"), "1e3", TEXT),
        (WrittenFloat(1000.0, "1e3"), WrittenFloat(1000.0, "1e3"), FREE),
    ],
)
def test_the_type_of_a_property_reads_scalars(a: Any, b: Any, place: Place) -> None:
    assert equal(a, b, place)


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: f"{place[0]}.{place[1][0]}")
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("012345678901", "12345678901"),
        ("012345678901", 12345678901),
        ("5.10", "5.1"),
        ("5.10", 5.1),
        (WrittenFloat(5.1, "5.10"), 5.1),
        ("1e3", "1000"),
        ("1e3", 1000),
        (WrittenFloat(1000.0, "1e3"), 1000),
        ("007", 7),
        ("007", "7"),
        ("0x10", 16),
        ("0o10", 8),
        ("12345678901234567890", "12345678901234567891"),
        (12345678901234567890, 12345678901234567891),
        ("", 0),
        ("", False),
        ("", None),
        ("", []),
        ("", {}),
        (0, False),
        (0, None),
        (1, True),
        ("1", True),
        ("1", ["1"]),
        ("yes", True),
        ("True", True),
        ("TRUE", "true"),
        (None, "null"),
        (None, []),
        ({}, []),
        (["ab"], [["ab"]]),
        (["a", "b"], ["ab"]),
        ([], [None]),
        ({"a": None}, {}),
        ({"a": 1}, {"a": 1, "b": None}),
        (1, 1.5),
        (" x", "x"),
        ("a", "A"),
        ("2012-10-17", "2008-10-17"),
    ],
)
def test_nothing_else_is_ever_coerced(a: Any, b: Any, place: Place) -> None:
    assert not equal(a, b, place)


@pytest.mark.parametrize(("a", "b"), [("true", True), ("5", 5), (20, "20"), (1, 1.0), ("0.5", 0.5)])
@pytest.mark.parametrize("place", [FREE, UNKNOWN])
def test_types_count_where_no_schema_speaks(a: Any, b: Any, place: Place) -> None:
    assert not equal(a, b, place)


def written(value: str) -> Any:
    text = f"Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      {value}\n"
    return from_text(text, "template.yaml")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FifoQueue: yes", "FifoQueue: true"),
        ("FifoQueue: on", "FifoQueue: 'true'"),
        ("FifoQueue: OFF", "FifoQueue: false"),
        ("FifoQueue: True", "FifoQueue: 'true'"),
        ("QueueName: 2012-10-17", "QueueName: '2012-10-17'"),
        ("QueueName: 2012-10-17T00:00:00Z", 'QueueName: "2012-10-17T00:00:00Z"'),
        ("QueueName: 012345678901", "QueueName: '012345678901'"),
        ("QueueName: 5.10", "QueueName: '5.10'"),
        ("DelaySeconds: '5'", "DelaySeconds: 5"),
        ("DelaySeconds: 0x10", "DelaySeconds: 16"),
        ("QueueName: ~", "QueueName: null"),
    ],
)
def test_spellings_of_yaml_are_no_difference(one: str, other: str) -> None:
    assert diff(written(one), written(other)).deltas == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FifoQueue: 'yes'", "FifoQueue: true"),
        ("QueueName: 012345678901", "QueueName: 12345678901"),
        ("QueueName: 2012-10-17", "QueueName: '2012-10-17T00:00:00Z'"),
        ("QueueName: 5.10", "QueueName: 5.1"),
        ("QueueName: 1e3", "QueueName: 1000"),
        ("DelaySeconds: 010", "DelaySeconds: 10"),
        ("DelaySeconds: 0o10", "DelaySeconds: 8"),
        ("QueueName: ~", "QueueName: ''"),
        ("QueueName: 'null'", "QueueName: null"),
    ],
)
def test_scalars_of_yaml_that_are_other_scalars_differ(one: str, other: str) -> None:
    assert not diff(written(one), written(other)).equal


def test_absent_is_no_value_and_the_default_and_nothing_else() -> None:
    place = ("AWS::SQS::Queue", ())
    assert equal({"QueueName": {"Ref": "AWS::NoValue"}}, {}, place)
    for empty in ([], {}, "", None, 0, False):
        assert not equal({"QueueName": empty}, {}, place)
    assert not equal({"QueueName": {"Ref": "AWS::Region"}}, {}, place)


def test_the_explicit_default_of_the_schema_is_what_absence_says() -> None:
    found = 0
    for name in sorted(knowledge.resource_type_names())[:400]:
        kind = knowledge.resource_type(name)
        assert kind is not None
        for key, schema in kind.properties.items():
            if isinstance(schema, dict) and isinstance(schema.get("default"), (str, int, bool)):
                default = schema["default"]
                assert equal({key: default}, {}, (name, ()))
                other = not default if isinstance(default, bool) else f"{default}x"
                assert not equal({key: other}, {}, (name, ()))
                found += 1
    assert found > 10
