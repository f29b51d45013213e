"""Patterns of policies, one case a line: what a text is read as, what covers what, and what has nothing in common."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.permissions.wildcards import (
    ANYTHING,
    Language,
    Opaque,
    Pattern,
    Wild,
    apart,
    covers,
    pattern,
)

NEW, OLD = Language("2012-10-17", {"Bucket"}), Language("2008-10-17", {"Bucket"})
PARAMETER, OTHER, REGION = {"Ref": "P"}, {"Ref": "Q"}, {"Ref": "AWS::Region"}
RUN, ONE = Wild(run=True), Wild(run=False)


def joined(*parts: Any) -> dict[str, Any]:
    return {"Fn::Join": ["", list(parts)]}


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        ("ab", {}, ("a", "b")),
        ("", {}, ()),
        ("a*b?", {}, ("a", RUN, "b", ONE)),
        ("a*b?", {"wild": False}, ("a", "*", "b", "?")),
        ("a:*:b", {}, ("a", ":", RUN, ":", "b")),
        ("***", {}, ANYTHING),
        ("??", {}, (ONE, ONE)),
        ("*?*", {}, (RUN, ONE, RUN)),
        ("s3:Get", {"fold": True}, tuple("s3:get")),
        ("s3:Get", {}, tuple("s3:Get")),
        (12, {}, ("1", "2")),
        (True, {}, tuple("true")),
        (None, {}, tuple("null")),
        (joined("a*", "*b"), {}, ("a", RUN, "b")),
        (joined("a", None, 1), {}, ("a", *"null", "1")),
        ("${a}", {}, tuple("${a}")),
        ("${a}", {"language": OLD}, tuple("${a}")),
        ("x${a}y${b}*", {"language": NEW}, ("x", Opaque(("variable", "a")), "y", Opaque(("variable", "b")), RUN)),
        ("${*}${?}${$}", {"language": NEW}, ("*", "?", "$")),
        ("${a}*", {"language": NEW, "wild": False}, (Opaque(("variable", "a")), "*")),
    ],
)  # fmt: skip
def test_a_text_is_read_as_characters_wildcards_and_variables(
    value: Any, options: dict[str, Any], expected: Pattern
) -> None:
    assert pattern(value, **options) == expected


def test_a_wildcard_is_sure_and_goes_over_colons_unless_it_is_said_otherwise() -> None:
    assert Wild(run=True) == Wild(run=True, part=False, unsure=False)
    assert pattern("*", parts=True) == ANYTHING
    assert pattern("*:", parts=True) == (Wild(run=True, part=True, unsure=False), ":")


def tokens(value: Any, **options: Any) -> tuple[bool, bool]:
    """Of a value that is one opaque text: whether it may hold wildcards, and whether it holds no colon."""
    (token,) = pattern(value, **options)
    assert isinstance(token, Opaque)
    return token.wild, token.part


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        (PARAMETER, {}, (True, False)),
        (PARAMETER, {"wild": False}, (False, False)),
        (PARAMETER, {"language": NEW}, (True, False)),
        ({"Ref": "Bucket"}, {"language": NEW}, (False, False)),
        ({"Ref": "Bucket"}, {}, (True, False)),
        ({"Fn::GetAtt": ["Bucket", "Arn"]}, {}, (False, False)),
        ({"Fn::GetAtt": ["Bucket", "DomainName"]}, {}, (True, False)),
        ({"Fn::GetAtt": ["Stack", "Outputs.Arn"]}, {}, (True, False)),
        (REGION, {}, (False, True)),
        ({"Ref": "AWS::AccountId"}, {}, (False, True)),
        ({"Ref": "AWS::Partition"}, {}, (False, True)),
        ({"Ref": "AWS::URLSuffix"}, {}, (False, True)),
        ({"Ref": "AWS::StackName"}, {}, (False, True)),
        ({"Fn::Join": ["-", ["a", "b"]]}, {}, (True, False)),
        ({"Fn::Join": [""]}, {}, (True, False)),
        ({"Fn::Join": ["", PARAMETER]}, {}, (True, False)),
        ({"Fn::Join": ["", ["a"]], "Ref": "P"}, {}, (True, False)),
        (["a"], {}, (True, False)),
    ],
)  # fmt: skip
def test_what_is_put_in_later_is_opaque(value: Any, options: dict[str, Any], expected: Any) -> None:
    assert tokens(value, **options) == expected


def test_a_parameter_is_another_text_in_another_version_and_a_resource_is_not() -> None:
    assert pattern(PARAMETER, language=NEW) != pattern(PARAMETER, language=OLD)
    assert pattern(PARAMETER, language=NEW) == pattern(PARAMETER, language=NEW._replace(resources=()))
    for same in ({"Ref": "Bucket"}, {"Fn::GetAtt": ["Bucket", "Arn"]}, REGION):
        assert pattern(same, language=NEW) == pattern(same, language=OLD)


@pytest.mark.parametrize(
    ("wide", "tight", "expected"),
    [
        ("ab", "ab", True),
        ("ab", "abc", False),
        ("abc", "ab", False),
        ("ab", "ac", False),
        ("ab", "a?", False),
        ("", "*", False),
        ("*", "", True),
        ("?", "", False),
        ("?", "a", True),
        ("?", "ab", False),
        ("a*", "a", True),
        ("a*", "abc", True),
        ("a*", "b", False),
        ("a*", "", False),
        ("*a", "ba", True),
        ("*a", "ab", False),
        ("*a", "*", False),
        ("a*", "a?", True),
        ("a?", "a*", False),
        ("?*", "*?", True),
        ("*?", "?*", True),
        ("?*", "*", False),
        ("a*b*c", "axbyc", True),
        ("a*b*c", "acb", False),
        ("a*c", "a*b*c", True),
        ("a*b*c", "a*c", False),
        ("*ab*", "*aab*", True),
        ("*a?*", "*ab*", True),
        ("*ab*", "*a?*", False),
    ],
)
def test_a_pattern_covers_another_when_it_matches_all_of_its_texts(
    wide: str, tight: str, expected: bool
) -> None:
    assert covers(pattern(wide), pattern(tight)) is expected


@pytest.mark.parametrize(
    ("wide", "tight", "expected"),
    [
        ("a:*", "a:b:c", True),  # the last part goes on over colons
        ("*:c", "a:b:c", False),
        ("?:c", "::c", False),
        ("a:*:c", "a:b:c", True),
        ("a:*:c", "a:b:b:c", False),
        ("a:?:c", "a:b:c", True),
        ("a:b:c:d:e:*", "a:b:c:d:e:f:g", True),
        ("a:b:c:d:e:*:g", "a:b:c:d:e:f:f:g", True),
        ("a:b:c:d:*:f", "a:b:c:d:e:e:f", False),
        ("a:b:c:d:*:f:g", "a:b:c:d:e:e:f:g", False),
        ("a:*", "a:*:b", True),
        ("a:*:b", "a:*", False),
        ("a:*:b", "a:x*:b", True),
        ("a:b*", "a:b:*", True),
    ],
)
def test_within_the_first_five_parts_of_an_arn_no_wildcard_matches_a_colon(
    wide: str, tight: str, expected: bool
) -> None:
    assert covers(pattern(wide, parts=True), pattern(tight, parts=True)) is expected


@pytest.mark.parametrize(
    ("wide", "tight", "expected"),
    [
        (joined("a", PARAMETER), joined("a", PARAMETER), True),
        (joined("a", PARAMETER), joined("a", OTHER), False),
        (joined("a*"), joined("a", PARAMETER), True),
        (joined("a*"), joined(PARAMETER, "a"), False),
        (joined("?"), PARAMETER, False),
        (joined("*", PARAMETER), joined("b", PARAMETER), True),
        (joined("*", PARAMETER), joined(PARAMETER, "b"), False),
        (joined(PARAMETER, "*"), joined(PARAMETER, "b"), True),
        (joined("a:*:c"), joined("a:", REGION, ":c"), True),
        (joined("a:*:c"), joined("a:", PARAMETER, ":c"), False),  # it may hold a colon
        (joined("a:?:c"), joined("a:", REGION, ":c"), False),
        # Behind a text that may hold colons nobody knows in which part a wildcard stands.
        (joined(REGION, ":*:c"), joined(REGION, ":a*:c"), True),
        (joined(PARAMETER, ":*:c"), joined(PARAMETER, ":a*:c"), False),
        (joined(PARAMETER, ":*:c"), joined(PARAMETER, ":a:c"), True),
        (joined(PARAMETER, ":*"), joined(PARAMETER, ":a:b"), True),
        (joined(PARAMETER, REGION, ":*:c"), joined(PARAMETER, REGION, ":a*:c"), False),
    ],
)
def test_an_opaque_text_is_covered_by_itself_and_by_wildcards_that_may_be_all_of_it(
    wide: Any, tight: Any, expected: bool
) -> None:
    assert covers(pattern(wide, parts=True), pattern(tight, parts=True)) is expected


def test_a_text_that_may_hold_wildcards_covers_itself_without_them_and_not_the_reverse() -> None:
    like, equals = pattern(PARAMETER), pattern(PARAMETER, wild=False)
    assert covers(like, equals) is True
    assert covers(equals, like) is False
    assert covers((*like, RUN), (*equals, "a")) is True
    assert covers((*equals, RUN), (*like, "a")) is False


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", False),
        ("", "a", True),
        ("", "*", False),
        ("", "?", True),
        ("a", "a", False),
        ("a", "b", True),
        ("a", "ab", True),
        ("a*", "b*", True),
        ("a*", "*b", False),
        ("a*", "a", False),
        ("a?", "a", True),
        ("a?", "?b", False),
        ("*a", "*b", True),
        ("*a*", "*b*", False),
        ("a*b", "a*c", True),
        ("s3:get*", "s3:put*", True),
        ("a*a", "a", True),
        (joined("a", PARAMETER), joined("b", PARAMETER), True),
        (joined("a", PARAMETER), joined("a", OTHER), False),
        (joined(PARAMETER, "a"), joined(OTHER, "b"), True),
        (PARAMETER, "x", False),
        (PARAMETER, "", False),
    ],
)
def test_patterns_are_apart_when_no_text_matches_both(one: Any, other: Any, expected: bool) -> None:
    assert apart(pattern(one), pattern(other)) is expected
    assert apart(pattern(other), pattern(one)) is expected
