"""Conditions that are odd, not known or given later: what can still be proven of them, in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.permissions.documents import compare
from repair.diff.permissions.policy_conditions import (
    folded_key,
    holds_with,
    network,
    read_conditions,
    within_networks,
)
from repair.diff.permissions.wildcards import Language

NEW = Language("2012-10-17")
OPPOSITE = {"broader": "narrower", "narrower": "broader"}
PARAMETER = {"Ref": "P"}


def on(*conditions: Any) -> Any:
    return {
        "Statement": [
            {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": condition}
            for condition in conditions
        ]
    }


CASES = [
    ("another key is another condition", [{"Bool": {"k": "true"}}], [{"Bool": {"l": "true"}}], "incomparable"),
    ("case of a boolean says nothing", [{"Bool": {"k": "True"}}], [{"Bool": {"k": "true"}}], "same"),
    ("a boolean may be either", [{"Bool": {"k": "true"}}], [{"Bool": {"k": ["true", "false"]}}], "broader"),
    ("a boolean given later is itself", [{"Bool": {"k": PARAMETER}}], [{"Bool": {"k": PARAMETER}}], "same"),
    ("a boolean given later is not weighed", [{"Bool": {"k": PARAMETER}}], [{"Bool": {"k": "true"}}], "incomparable"),
    ("zeros behind the point say nothing", [{"NumericEquals": {"k": "1.0"}}], [{"NumericEquals": {"k": 1}}], "same"),
    ("an exponent is a number", [{"NumericEquals": {"k": "1e1"}}], [{"NumericEquals": {"k": "10"}}], "same"),
    ("a limit is compared as a number", [{"NumericLessThan": {"k": "9"}}], [{"NumericLessThan": {"k": "10"}}], "broader"),
    ("the highest limit counts", [{"NumericLessThan": {"k": ["9", "3"]}}], [{"NumericLessThan": {"k": "9"}}], "same"),
    ("one of two limits is enough", [{"NumericLessThan": {"k": ["9", "3"]}}], [{"NumericLessThan": {"k": "5"}}], "narrower"),
    ("the lowest floor counts", [{"NumericGreaterThan": {"k": ["9", "3"]}}], [{"NumericGreaterThan": {"k": "3"}}], "same"),
    ("a limit that is no number is itself", [{"NumericLessThan": {"k": "x"}}], [{"NumericLessThan": {"k": "x"}}], "same"),
    ("a limit that is no number is not weighed", [{"NumericLessThan": {"k": "x"}}], [{"NumericLessThan": {"k": "5"}}], "incomparable"),
    ("what is not finite is not weighed", [{"NumericLessThan": {"k": "Infinity"}}], [{"NumericLessThan": {"k": "5"}}], "incomparable"),
    ("not a number is not weighed", [{"NumericLessThan": {"k": "NaN"}}], [{"NumericLessThan": {"k": "5"}}], "incomparable"),
    ("a limit given later is not weighed", [{"NumericLessThan": {"k": PARAMETER}}], [{"NumericLessThan": {"k": "5"}}], "incomparable"),
    ("two limits given later are not weighed", [{"NumericLessThan": {"k": PARAMETER}}], [{"NumericLessThan": {"k": {"Ref": "Q"}}}], "incomparable"),
    ("below is not below or at", [{"NumericLessThan": {"k": 5}}], [{"NumericLessThanEquals": {"k": 5}}], "incomparable"),
    ("an address is a network of one", [{"IpAddress": {"k": "10.0.0.1"}}], [{"IpAddress": {"k": "10.0.0.1/32"}}], "same"),
    ("networks of both kinds stand side by side", [{"IpAddress": {"k": ["10.0.0.0/8", "2001:db8::/32"]}}], [{"IpAddress": {"k": "10.1.0.0/16"}}], "narrower"),
    ("one kind of network holds none of the other", [{"IpAddress": {"k": "0.0.0.0/0"}}], [{"IpAddress": {"k": "2001:db8::/32"}}], "incomparable"),
    ("a network given later is itself", [{"IpAddress": {"k": [PARAMETER, "10.0.0.0/8"]}}], [{"IpAddress": {"k": PARAMETER}}], "narrower"),
    ("dates are themselves", [{"DateGreaterThan": {"k": ["2024-01-01", "2025-01-01"]}}], [{"DateGreaterThan": {"k": "2024-01-01"}}], "narrower"),
    ("dates at or after are themselves", [{"DateGreaterThanEquals": {"k": ["2024-01-01", "2025-01-01"]}}], [{"DateGreaterThanEquals": {"k": "2024-01-01"}}], "narrower"),
    ("dates before are themselves", [{"DateLessThan": {"k": ["2024-01-01", "2025-01-01"]}}], [{"DateLessThan": {"k": "2024-01-01"}}], "narrower"),
    ("dates at or before are themselves", [{"DateLessThanEquals": {"k": ["2024-01-01", "2025-01-01"]}}], [{"DateLessThanEquals": {"k": "2024-01-01"}}], "narrower"),
    ("what is no network is itself", [{"IpAddress": {"k": ["office", "10.0.0.0/8"]}}], [{"IpAddress": {"k": "office"}}], "narrower"),
    ("what is no network lies in none", [{"IpAddress": {"k": "office"}}], [{"IpAddress": {"k": "0.0.0.0/0"}}], "incomparable"),
    ("an ARN's wildcard stays within its part", [{"ArnLike": {"k": "arn:*:t"}}], [{"ArnLike": {"k": "arn:aws:sns:t"}}], "incomparable"),
    ("a text's wildcard does not", [{"StringLike": {"k": "arn:*:t"}}], [{"StringLike": {"k": "arn:aws:sns:t"}}], "narrower"),
    ("an asterisk among cases is none", [{"StringEqualsIgnoreCase": {"k": "a*"}}], [{"StringEqualsIgnoreCase": {"k": "ab"}}], "incomparable"),
    ("a variable is put in", [{"StringLike": {"k": "a/*"}}], [{"StringLike": {"k": "a/${aws:username}"}}], "narrower"),
    ("what it lacks it does not let through", [{"Null": {"k": "false"}}], [{"StringEqualsIfExists": {"k": "a"}}], "incomparable"),
    ("that it is lacking is no value", [{"Null": {"k": "true"}}], [{"StringEquals": {"k": "a"}}], "incomparable"),
    ("Null of both is any", [{"Null": {"k": "true"}}], [{"Null": {"k": ["true", "false"]}}], "broader"),
    ("Null of both is not taken apart", [{"Null": {"k": ["true", "false"]}}], [{"Null": {"k": "true"}}, {"Null": {"k": "false"}}], "narrower"),
    ("Null says it in any case", [{"Null": {"k": "TRUE"}}], [{"Null": {"k": True}}], "same"),
    ("Null has no IfExists", [{"NullIfExists": {"k": ["true", "false"]}}], [{"NullIfExists": {"k": "true"}}], "incomparable"),
    ("a quantifier that is not known is not weighed", [{"ForMost:StringEquals": {"k": ["a", "b"]}}], [{"ForMost:StringEquals": {"k": "a"}}], "incomparable"),
    ("a colon alone is no quantifier", [{":StringEquals": {"k": ["a", "b"]}}], [{":StringEquals": {"k": "a"}}], "incomparable"),
    ("what is not known is itself in any order", [{"StringIs": {"k": ["a", "b"]}}], [{"StringIs": {"K": ["b", "a"]}}], "same"),
    ("what is not known is not taken apart", [{"StringIs": {"k": ["a", "b"]}}], [{"StringIs": {"k": "a"}}, {"StringIs": {"k": "b"}}], "incomparable"),
    ("what is known proves nothing of what is not", [{"Null": {"k": "false"}}], [{"StringIs": {"k": "a"}}], "incomparable"),
    ("to differ from two is not to differ from one or the other", [{"StringNotEquals": {"k": ["a", "b"]}}], [{"StringNotEquals": {"k": "a"}}, {"StringNotEquals": {"k": "b"}}], "broader"),
    ("any of two values is taken apart", [{"ForAnyValue:StringEquals": {"k": ["a", "b"]}}], [{"ForAnyValue:StringEquals": {"k": "a"}}, {"ForAnyValue:StringEquals": {"k": "b"}}], "same"),
    ("two keys are taken apart each", [{"StringEquals": {"k": ["a", "b"], "l": ["c", "d"]}}],
     [{"StringEquals": {"k": k, "l": ell}} for k in "ab" for ell in "cd"], "same"),
    ("one pair of values fewer is narrower", [{"StringEquals": {"k": ["a", "b"], "l": ["c", "d"]}}],
     [{"StringEquals": {"k": k, "l": ell}} for k, ell in ("ac", "ad", "bc")], "narrower"),
    ("no value matches nothing", [{"StringEquals": {"k": []}}], [{"StringEquals": {"k": "a"}}], "broader"),
    ("one quantifier is not the other", [{"StringEquals": {"k": "a"}}], [{"ForAnyValue:StringEquals": {"k": "a"}}], "incomparable"),
    ("a condition that is no mapping is not weighed", ["x"], [{}], "incomparable"),
    ("a condition given later is not weighed", [{"Fn::If": ["C", {}, {"Bool": {"k": "true"}}]}], [{"Bool": {"k": "true"}}], "incomparable"),
    ("keys given later are not weighed", [{"Bool": {"Ref": "P"}}], [{"Bool": {"k": "true"}}], "incomparable"),
    ("keys that are no mapping are not weighed", [{"Bool": ["k"]}], [{"Bool": {"k": "true"}}], "incomparable"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [case[1:] for case in CASES],
    ids=[case[0].replace(" ", "_") for case in CASES],
)
def test_an_odd_condition_has_its_verdict_and_its_opposite_the_other_way_round(
    mine: list[Any], theirs: list[Any], verdict: str
) -> None:
    assert compare(on(*mine), on(*theirs)) == verdict
    assert compare(on(*theirs), on(*mine)) == OPPOSITE.get(verdict, verdict)


@pytest.mark.parametrize(
    ("key", "folded"),
    [
        ("aws:SourceVpc", "aws:sourcevpc"),
        ("aws:ResourceTag/Team", "aws:resourcetag/Team"),
        ("AWS:RequestTag/A/B", "aws:requesttag/A/B"),
        ("S3:X-Amz-Acl", "s3:x-amz-acl"),
    ],
)
def test_a_key_has_no_case_but_the_name_of_a_tag_in_it(key: str, folded: str) -> None:
    assert folded_key(key) == folded


@pytest.mark.parametrize("block", [None, "x", [], {"Ref": "P"}, {"Bool": None}, {"Bool": "k"}])
def test_what_is_no_condition_is_none(block: Any) -> None:
    assert read_conditions(block, NEW) is None


def clauses(block: Any) -> Any:
    return read_conditions(block, NEW)


def test_clauses_hold_with_others_when_each_is_covered_by_one_of_them() -> None:
    none, one = clauses({}), clauses({"StringEquals": {"k": "a"}})
    both = clauses({"StringEquals": {"k": "a", "l": "b"}})
    wide = clauses({"StringLike": {"k": "*", "l": "*"}})
    assert none == frozenset()
    assert holds_with(none, one) is True
    assert holds_with(one, none) is False
    assert holds_with(one, both) is True
    assert holds_with(both, one) is False
    assert holds_with(wide, both) is True
    assert holds_with(both, wide) is False
    assert holds_with(wide, one) is False


def test_one_clause_covers_another_only_where_it_is_proven() -> None:
    def covers(one: Any, other: Any) -> bool:
        ((wide,), (tight,)) = (clauses({operator: {key: value}}) for operator, key, value in (one, other))
        found: bool = wide.covers(tight)
        return found

    assert covers(("StringLike", "k", "*"), ("StringEquals", "k", "a")) is True
    assert covers(("StringLike", "k", "*"), ("StringEquals", "l", "a")) is False
    assert covers(("Odd", "k", "a"), ("Odd", "k", "b")) is False
    assert covers(("StringLike", "k", "*"), ("Odd", "k", "b")) is False
    assert covers(("Null", "k", "false"), ("StringEquals", "k", "a")) is True
    assert covers(("Null", "k", "true"), ("StringEquals", "k", "a")) is False
    assert covers(("Null", "k", "false"), ("StringEqualsIfExists", "k", "a")) is False
    assert covers(("StringEquals", "k", "a"), ("Null", "k", "false")) is False
    assert covers(("StringEquals", "k", "a"), ("StringEqualsIfExists", "k", "a")) is False
    assert covers(("StringEqualsIfExists", "k", "a"), ("StringEquals", "k", "a")) is True
    assert covers(("StringNotEquals", "k", "a"), ("StringNotEquals", "k", ["a", "b"])) is True
    assert covers(("StringNotEquals", "k", ["a", "b"]), ("StringNotEquals", "k", "a")) is False
    assert covers(("StringEquals", "k", "a"), ("ForAnyValue:StringEquals", "k", "a")) is False


def test_a_network_lies_within_others_taken_together() -> None:
    def within(tight: str, *others: str) -> bool:
        return within_networks(network(tight), [network(other) for other in others])

    assert network("office") is None
    assert within("10.0.0.0/8", "10.0.0.0/8") is True
    assert within("10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "::/0") is True
    assert within("10.0.0.0/8", "10.0.0.0/9") is False
    assert within("10.0.0.0/8", "::/0") is False
    assert within("10.0.0.0/8") is False
