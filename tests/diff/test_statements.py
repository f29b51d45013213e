from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.permissions.documents import compare, read_document
from repair.diff.permissions.statements import Statement, read_statement, unmatched
from repair.diff.permissions.wildcards import Language

NEW = Language("2012-10-17")


def statement(**elements: Any) -> Statement:
    found = read_statement({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "b", **elements}, NEW)
    assert found is not None
    return found[1]


names = st.sampled_from(["a:*", "a:g*", "a:get", "a:put", "*", "a:?et"])
some = st.lists(names, min_size=1, max_size=3, unique=True)
keys = st.sampled_from(["k", "l"])
operators = st.sampled_from(["StringEquals", "StringLike", "StringNotEquals", "StringEqualsIfExists", "Null"])
values = st.lists(st.sampled_from(["x", "y", "x*"]), min_size=1, max_size=2, unique=True)
conditions = st.dictionaries(operators, st.dictionaries(keys, values, min_size=1, max_size=2), max_size=2)


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(some),
        draw(st.sampled_from(["Resource", "Resource", "NotResource"])): draw(some),
        "Condition": draw(conditions),
    }


policies = st.lists(statements(), max_size=3).map(lambda found: {"Statement": found})


@settings(max_examples=100)
@given(statements(), statements(), statements())
def test_containment_is_reflexive_and_transitive(a: Any, b: Any, c: Any) -> None:
    one, two, three = (read_statement(value, NEW) for value in (a, b, c))
    assert one is not None
    assert two is not None
    assert three is not None
    assert one[1].covers(one[1])
    if one[1].covers(two[1]) and two[1].covers(three[1]):
        assert one[1].covers(three[1])


@settings(max_examples=100)
@given(statements())
def test_a_statement_and_its_grants_match_the_same(value: Any) -> None:
    found = read_statement(value, NEW)
    assert found is not None
    grants = tuple(found[1].grants())
    assert all(found[1].covers(grant) for grant in grants)
    assert unmatched(found[1], grants) == 0


@settings(max_examples=100)
@given(policies, policies)
def test_the_verdict_of_the_way_back_is_the_opposite(mine: Any, theirs: Any) -> None:
    opposite = {"broader": "narrower", "narrower": "broader"}
    verdict = compare(mine, theirs)
    assert compare(theirs, mine) == opposite.get(verdict, verdict)
    assert compare(mine, mine) == "same"


@settings(max_examples=100)
@given(policies, statements())
def test_a_statement_more_never_goes_the_wrong_way(document: Any, value: Any) -> None:
    more = {"Statement": [*document["Statement"], value]}
    expected = {"broader", "same"} if value["Effect"] == "Allow" else {"narrower", "same"}
    assert compare(document, more) in expected


requests = [(action, resource, k, ell) for action in ("a:get", "a:put", "a:set", "b:x") for resource in
            ("a:get", "a:put") for k in (None, "x", "xy", "z") for ell in (None, "x", "y")]  # fmt: skip


def allowed(document: Any, request: tuple[str, str, str | None, str | None]) -> bool:
    """By brute force, whether a document allows a request: written for these statements alone."""

    def hit(text: str, names: list[str]) -> bool:
        import fnmatch

        return any(fnmatch.fnmatchcase(text, name) for name in names)

    def holds(operator: str, value: str | None, listed: list[str]) -> bool:
        if operator == "Null":
            return ("true" in listed and value is None) or ("false" in listed and value is not None)
        if value is None:
            return operator in ("StringNotEquals", "StringEqualsIfExists")
        if operator == "StringNotEquals":
            return value not in listed
        return hit(value, listed) if operator == "StringLike" else value in listed

    effects = set()
    for one in document["Statement"]:
        action, resource, *known = request
        context = dict(zip(("k", "l"), known, strict=True))
        matches = (
            (hit(action, one["Action"]) if "Action" in one else not hit(action, one["NotAction"]))
            and (
                hit(resource, one["Resource"]) if "Resource" in one else not hit(resource, one["NotResource"])
            )
            and all(
                holds(operator, context[key], listed)
                for operator, clause in one["Condition"].items()
                for key, listed in clause.items()
            )
        )
        if matches:
            effects.add(one["Effect"])
    return effects == {"Allow"}


@settings(max_examples=150)
@given(policies, policies)
def test_no_request_contradicts_a_verdict(mine: Any, theirs: Any) -> None:
    verdict = compare(mine, theirs)
    for request in requests:
        before, after = allowed(mine, request), allowed(theirs, request)
        if verdict in ("same", "narrower"):
            assert before or not after
        if verdict in ("same", "broader"):
            assert after or not before


def test_unreadable_statements_are_values() -> None:
    for value in (None, "x", 3, [], {}, {"Effect": "Allow"}, {"Effect": {"Ref": "E"}, "Action": "a:b"}):
        assert read_statement(value, NEW) is None
    odd = {"Effect": "Allow", "Action": [["a:b"]], "Resource": "*"}
    assert read_statement(odd, NEW) is None
    assert read_statement({**odd, "Action": "a:b", "Condition": "c"}, NEW) is None
    assert len(read_document({"Statement": [odd, 3]}).unread) == 2


def test_a_statement_with_very_many_grants_is_not_taken_apart() -> None:
    many = [f"a:{number}" for number in range(100)]
    large = statement(Action=many, Resource=many)
    assert tuple(large.grants()) == (large,)
    assert large.covers(statement(Action=many[:3], Resource=many))
