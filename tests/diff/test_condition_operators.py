"""What each operator of a condition lets through, in one direction and the other."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.permissions.documents import compare

OPPOSITE = {"broader": "narrower", "narrower": "broader", "same": "same", "incomparable": "incomparable"}
ANY_OF = {
    "StringEquals": ("a", "b"),
    "StringLike": ("a*", "b*"),
    "StringEqualsIgnoreCase": ("a", "b"),
    "ArnEquals": ("arn:aws:s3:::a", "arn:aws:s3:::b"),
    "ArnLike": ("arn:aws:s3:::a*", "arn:aws:s3:::b*"),
    "NumericEquals": ("1", "2"),
    "DateEquals": ("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"),
    "BinaryEquals": ("YQ==", "Yg=="),
    "IpAddress": ("10.0.0.0/16", "11.0.0.0/16"),
}
NONE_OF = {
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
}


def on(condition: Any, effect: str = "Allow") -> Any:
    statements = [{"Effect": effect, "Action": "s3:*", "Resource": "*", "Condition": condition}]
    if effect == "Deny":
        statements.append({"Effect": "Allow", "Action": "*", "Resource": "*"})
    return {"Version": "2012-10-17", "Statement": statements}


def both_ways(mine: Any, theirs: Any) -> str:
    """What a condition that lets through does; that of a denial does the opposite, and so does the way back."""
    found = compare(on(mine), on(theirs))
    assert found is not None
    assert compare(on(theirs), on(mine)) == OPPOSITE[found]
    assert compare(on(mine, "Deny"), on(theirs, "Deny")) == OPPOSITE[found]
    return found


@pytest.mark.parametrize("operator", ANY_OF)
def test_a_value_more_of_which_any_may_match_is_broader(operator: str) -> None:
    one, other = ANY_OF[operator]
    assert both_ways({operator: {"k": one}}, {operator: {"k": [one, other]}}) == "broader"
    assert both_ways({operator: {"k": one}}, {operator: {"k": other}}) == "incomparable"
    assert both_ways({operator: {"k": [one, other]}}, {operator: {"K": [other, one]}}) == "same"


@pytest.mark.parametrize("operator", NONE_OF)
def test_a_value_more_of_which_none_may_match_is_narrower(operator: str) -> None:
    one, other = ANY_OF[NONE_OF[operator]]
    assert both_ways({operator: {"k": one}}, {operator: {"k": [one, other]}}) == "narrower"
    assert both_ways({operator: {"k": [one, other]}}, {operator: {"k": [other, one]}}) == "same"


@pytest.mark.parametrize("operator", [*ANY_OF, *NONE_OF])
def test_to_let_through_what_lacks_the_key_is_broader_only_where_the_operator_did_not_yet(
    operator: str,
) -> None:
    one, _ = ANY_OF[NONE_OF.get(operator, operator)]
    verdict = "same" if operator in NONE_OF else "broader"
    assert both_ways({operator: {"k": one}}, {f"{operator}IfExists": {"k": one}}) == verdict


def test_bounds_of_numbers_are_compared() -> None:
    for operator in ("NumericLessThan", "NumericLessThanEquals"):
        assert both_ways({operator: {"k": "5"}}, {operator: {"k": "10"}}) == "broader"
    for operator in ("NumericGreaterThan", "NumericGreaterThanEquals"):
        assert both_ways({operator: {"k": "5"}}, {operator: {"k": "10"}}) == "narrower"
    assert both_ways({"NumericLessThan": {"k": "5"}}, {"NumericGreaterThan": {"k": "5"}}) == "incomparable"


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [
        ({"StringEquals": {"k": "a"}}, {"StringLike": {"k": "a*"}}, "broader"),
        ({"ArnEquals": {"k": "arn:aws:s3:::a*"}}, {"ArnLike": {"k": "arn:aws:s3:::a*"}}, "same"),
        ({"StringEqualsIgnoreCase": {"k": "A"}}, {"StringEqualsIgnoreCase": {"k": "a"}}, "same"),
        ({"StringEquals": {"k": "A"}}, {"StringEquals": {"k": "a"}}, "incomparable"),
        ({"Bool": {"k": "true"}}, {"Bool": {"k": True}}, "same"),
        ({"Bool": {"k": "true"}}, {"Bool": {"k": "false"}}, "incomparable"),
        ({"NumericEquals": {"k": "1"}}, {"NumericEquals": {"k": 1}}, "same"),
        ({"Null": {"k": "true"}}, {"Null": {"k": "false"}}, "incomparable"),
        ({"Null": {"k": "false"}}, {"StringEquals": {"k": "a"}}, "narrower"),
        ({"IpAddress": {"k": "10.0.0.0/8"}}, {"IpAddress": {"k": "10.1.0.0/16"}}, "narrower"),
        ({"StringEquals": {"k": "a", "l": "b"}}, {"StringEquals": {"k": "a"}}, "broader"),
        ({}, {"StringEquals": {"k": "a"}}, "narrower"),
        ({"Unheard": {"k": "a"}}, {"Unheard": {"k": "a"}}, "same"),
    ],
)  # fmt: skip
def test_conditions_that_say_it_otherwise(mine: Any, theirs: Any, verdict: str) -> None:
    assert both_ways(mine, theirs) == verdict
