"""What statements and documents match, one case a line, and how much of it is not matched."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.permissions.documents import Document, Reader, compare, is_document, read_document, verdict
from repair.diff.permissions.statements import Statement, read_statement, unmatched
from repair.diff.permissions.wildcards import ANYTHING, Language, pattern

NEW = Language("2012-10-17")
OPPOSITE = {"broader": "narrower", "narrower": "broader"}
NO_VALUE = {"Ref": "AWS::NoValue"}
READ = {"Effect": "Allow", "Action": "s3:Get", "Resource": "b"}


def plain(**elements: Any) -> dict[str, Any]:
    """A statement; an element that is None is left out."""
    given = {**READ, **elements}
    return {key: value for key, value in given.items() if value is not None}


def statement(**elements: Any) -> Statement:
    found = read_statement(plain(**elements), NEW)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("wide", "tight", "expected"),
    [
        ({"Action": ["a", "b"]}, {"Action": "a"}, True),
        ({"Action": "a"}, {"Action": ["a", "b"]}, False),
        ({"Action": "*"}, {"Action": ["a", "b"]}, True),
        ({"Action": "s3:*"}, {"Action": ["s3:Get*", "S3:PUT"]}, True),
        ({"Action": None, "NotAction": "a*"}, {"Action": None, "NotAction": ["a*", "b"]}, True),
        ({"Action": None, "NotAction": "ab"}, {"Action": None, "NotAction": "a*"}, True),
        ({"Action": None, "NotAction": "a*"}, {"Action": None, "NotAction": "ab"}, False),
        ({"Action": None, "NotAction": ["a", "b"]}, {"Action": None, "NotAction": "a"}, False),
        ({"Action": None, "NotAction": "a*"}, {"Action": "b*"}, True),
        ({"Action": None, "NotAction": ["a*", "b*"]}, {"Action": ["c", "ba"]}, False),
        ({"Action": "*"}, {"Action": None, "NotAction": "a"}, True),
        ({"Action": ["b*", "*"]}, {"Action": None, "NotAction": "a"}, True),
        ({"Action": "b*"}, {"Action": None, "NotAction": "a"}, False),
        ({"Resource": None, "NotResource": "a*"}, {"Resource": "b*"}, True),
        ({"Resource": None, "NotResource": "a*"}, {"Resource": "ab"}, False),
        ({"Resource": None}, {"Resource": None}, True),
        ({"Resource": None}, {}, False),
        ({}, {"Resource": None}, False),
        ({"Resource": "arn:*:s3"}, {"Resource": "arn:a:b:s3"}, False),
        ({"Principal": {"AWS": ["a", "b"]}}, {"Principal": {"AWS": "a"}}, True),
        ({"Principal": {"AWS": "*"}}, {"Principal": {"Service": "s"}}, True),
        ({"Principal": {"Service": "*"}}, {"Principal": {"Service": "s"}}, False),
        ({"Principal": {"AWS": "a*"}}, {"Principal": {"AWS": "ab"}}, False),
        ({"Principal": "a"}, {"Principal": {"AWS": "a"}}, True),
        ({"Principal": {"Service": "012345678901"}}, {"Principal": {"Service": "arn:aws:iam::012345678901:root"}}, False),
        ({"Principal": {"Service": "a"}}, {"Principal": {"AWS": "a"}}, False),
        ({"Principal": {"AWS": "a", "Service": "s"}}, {"Principal": {"Service": "s"}}, True),
        ({"NotPrincipal": {"AWS": "a"}}, {"Principal": {"AWS": "b"}}, False),  # b may hold a
        ({"NotPrincipal": {"AWS": "a"}}, {"NotPrincipal": {"AWS": ["a", "b"]}}, True),
        ({"Principal": "*"}, {"NotPrincipal": {"AWS": "a"}}, True),
        ({"Principal": "*"}, {}, False),
        ({"Condition": {}}, {"Condition": {"Bool": {"k": "true"}}}, True),
        ({"Condition": {"Bool": {"k": "true"}}}, {}, False),
        ({"Sid": "A"}, {"Sid": "B"}, True),
    ],
)  # fmt: skip
def test_a_statement_covers_another_when_each_element_does(wide: Any, tight: Any, expected: bool) -> None:
    one, other = statement(**wide), statement(**tight)
    assert one.covers(other) is expected
    assert bool(unmatched(other, {one})) is not expected
    assert one.covers(one) is True


@pytest.mark.parametrize(
    "element",
    [
        {"Effect": "allow"},
        {"Effect": None},
        {"Effect": ["Allow"]},
        {"Action": None},
        {"NotAction": "x"},
        {"NotResource": "x"},
        {"Principal": "*", "NotPrincipal": "x"},
        {"Action": {"a": "b"}},
        {"Action": [["a"]]},
        {"Action": [None]},
        {"Resource": {"a": "b"}},
        {"Principal": {"AWS": {"a": "b"}}},
        {"Principal": {"AWS": [["a"]]}},
        {"Principal": {"Service": [["a"]]}},
        {"Principal": {"AWS": [None]}},
        {"Condition": []},
        {"Conditions": {}},
    ],
)
def test_a_statement_that_is_odd_anywhere_is_not_read(element: dict[str, Any]) -> None:
    assert read_statement(plain(**element), NEW) is None
    assert read_document({"Statement": plain(**element)}).unread


def test_a_statement_is_told_with_its_effect() -> None:
    allow, deny = read_statement(plain(), NEW), read_statement(plain(Effect="Deny"), NEW)
    assert allow is not None
    assert deny is not None
    assert (allow[0], deny[0]) == ("Allow", "Deny")
    assert allow[1] == deny[1]


def test_elements_that_say_the_same_are_read_alike() -> None:
    assert statement(Action=["S3:Get"]) == statement(Action="s3:get")
    assert statement(Principal={"AWS": ["*"]}).principals == statement(Principal="*").principals
    assert statement(Principal="*").principals.patterns == {ANYTHING}  # type: ignore[union-attr]
    assert statement(Resource=[1, True]).resources == statement(Resource=["1", "true"]).resources
    assert statement(Resource="a:*").resources.patterns == {pattern("a:*", parts=True)}  # type: ignore[union-attr]


def test_grants_have_one_text_an_element() -> None:
    whole = statement(Action=["a", "b"], Resource=["c", "d"], Principal={"AWS": ["e", "f"]},
                      Condition={"StringEquals": {"k": ["x", "y"], "l": "z"}})  # fmt: skip
    grants = list(whole.grants())
    assert len(grants) == len(set(grants)) == 16
    assert all(whole.covers(grant) and not grant.covers(whole) for grant in grants)
    assert grants[0].resources is not None
    assert {len(grant.actions.patterns) for grant in grants} == {1}
    bare = statement(Resource=None)
    assert list(bare.grants()) == [bare]
    negated = statement(Action=None, NotAction=["a", "b"])
    assert list(negated.grants()) == [negated]


def test_a_statement_is_taken_apart_up_to_4096_grants() -> None:
    texts = [f"t{number}" for number in range(241)]
    assert len(list(statement(Action=texts[:64], Resource=texts[:64]).grants())) == 4096
    large = statement(Action=texts[:17], Resource=texts)  # 4097
    assert list(large.grants()) == [large]
    values = {"StringEquals": {"k": texts[:17], "l": texts}}
    assert len(list(statement(Condition=values).grants())) == 1


@pytest.mark.parametrize(
    ("others", "count"),
    [
        ([], 4),
        ([{"Action": ["a", "b"], "Resource": ["c", "d"]}], 0),
        ([{"Action": "*", "Resource": "*"}], 0),
        ([{"Action": "a", "Resource": "c"}], 3),
        ([{"Action": "a", "Resource": ["c", "d"]}], 2),
        ([{"Action": "a", "Resource": ["c", "d"]}, {"Action": "b", "Resource": "c"}], 1),
        ([{"Action": "a", "Resource": "*"}, {"Action": "b", "Resource": ["d", "c"]}], 0),
        ([{"Action": ["a", "b"], "Resource": "c"}, {"Action": ["a", "b"], "Resource": "d"}], 0),
        ([{"Action": ["a", "b"], "Resource": ["c", "d"], "Principal": "*"}], 4),
        ([{"Action": "x", "Resource": ["c", "d"]}], 4),
    ],
)
def test_grants_that_no_statement_matches_are_counted(others: list[Any], count: int) -> None:
    whole = statement(Action=["a", "b"], Resource=["c", "d"])
    assert unmatched(whole, {statement(**other) for other in others}) == count


def document(*statements: Any, **elements: Any) -> dict[str, Any]:
    return {"Statement": list(statements), **elements}


DOCUMENTS = [
    ("a version is read as text", document(READ, Version="2012-10-17"), document(READ, Version=20121017), "same"),
    ("a version given later is itself", document(plain(Resource="${a}"), Version={"Ref": "V"}), document(plain(Resource="${a}"), Version={"Ref": "V"}), "same"),
    ("a version given later has no variables", document(plain(Resource="${a}"), Version={"Ref": "V"}), document(plain(Resource="${a}")), "same"),
    ("no value is no statement", document(READ, NO_VALUE), document(READ), "same"),
    ("no statements say nothing", document(), {"Version": "2012-10-17"}, "same"),
    ("a Sid of what is not read says nothing", document(plain(Effect="x", Sid="A")), document(plain(Effect="x", Sid="B")), "same"),
    ("what is not read counts with its version", document(plain(Effect="x")), document(plain(Effect="x"), Version="2012-10-17"), "incomparable"),
    ("what is no statement is itself", document(READ, 3), document(3, READ), "same"),
    ("statements given later are themselves", {"Statement": {"Ref": "S"}}, {"Statement": [{"Ref": "S"}]}, "same"),
    ("statements given later are not weighed", {"Statement": {"Ref": "S"}}, document(), "incomparable"),
    ("statements under a condition that changes nothing", {"Statement": {"Fn::If": ["C", [READ], [READ]]}}, document(READ), "same"),
    ("another element makes it another thing", document(READ, Foo=1), document(READ), "incomparable"),
    ("an Id is no other element", document(READ, Id="x"), document(READ), "same"),
    ("denying what nobody is allowed says nothing to what is", document(READ, plain(Effect="Deny", Action="x")), document(READ), "broader"),
    ("what is denied need not be allowed", document(plain(Effect="Deny")), document(READ, plain(Effect="Deny")), "same"),
    ("what another denial covers is denied", document(plain(Effect="Deny", Action="s3:*")), document(plain(Effect="Deny", Action="s3:*"), plain(Effect="Deny")), "same"),
    ("one branch is denied", document(READ, plain(Effect="Deny", Resource=["b", "c"])), document(READ, plain(Effect="Deny", Resource="c")), "broader"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [case[1:] for case in DOCUMENTS],
    ids=[case[0].replace(" ", "_") for case in DOCUMENTS],
)
def test_an_odd_document_has_its_verdict_and_its_opposite_the_other_way_round(
    mine: Any, theirs: Any, verdict: str
) -> None:
    assert compare(mine, theirs) == verdict
    assert compare(theirs, mine) == OPPOSITE.get(verdict, verdict)


@pytest.mark.parametrize(
    ("lost", "gained", "expected"),
    [(0, 0, "same"), (0, 1, "broader"), (0, 3, "broader"), (2, 0, "narrower"), (1, 1, "incomparable")],
)
def test_a_verdict_says_whether_anything_is_lost_or_gained(lost: int, gained: int, expected: str) -> None:
    assert verdict(lost=lost, gained=gained) == expected


def test_how_much_is_short_counts_grants_denials_and_what_is_not_read() -> None:
    nothing = Document()
    full = read_document(
        document(plain(Action=["a", "b"]), plain(Effect="Deny", Action=["c", "d", "e"]), 3, 4)
    )
    assert (len(full.allow), len(full.deny), len(full.unread)) == (1, 1, 2)
    assert nothing.short_of(full) == 2 + 2  # what it allows, and what is not read
    assert full.short_of(nothing) == 2 + 3  # what is not read, and what it denies
    assert full.short_of(full) == 0
    assert (full | nothing).short_of(full) == full.short_of(nothing | full) == 0
    assert full | nothing == nothing | full == full | full == full


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Statement": []}, True),
        ({"Version": "2012-10-17"}, False),
        ([], False),
        (None, False),
        ("text", False),
        ({"Ref": "P"}, False),
        ('{"Statement": []}', True),
        ('{"Version": "2012-10-17"}', False),
        ('["Statement"]', False),
        ({"Fn::ToJsonString": {"Statement": []}}, True),
        ({"Fn::ToJsonString": ["Statement"]}, False),
        ({"Fn::Sub": '{"Statement": [], "Id": "${P}"}'}, True),
        ({"Fn::Sub": '{"Id": "${P}"}'}, False),
        ({"Fn::Sub": '{"Statement": []}'}, True),
        (NO_VALUE, False),
        ({"Fn::If": ["C", NO_VALUE, NO_VALUE]}, False),
        ({"Fn::Join": ["", ['{"Statement": [], "Id": "', {"Ref": "P"}, '"}']]}, True),
    ],
)
def test_a_document_is_known_by_its_shape(value: Any, expected: bool) -> None:
    assert is_document(value) is expected


def test_a_reader_knows_again_what_it_has_read() -> None:
    reader, same = Reader(), document(READ)
    assert reader.document(same) is reader.document(same)
    assert reader.document(None) == reader.document(NO_VALUE) == Document()
    variable = plain(Resource="${a}")
    old, new = document(variable, Version="2008-10-17"), document(variable, Version="2012-10-17")
    assert reader.document(old) != reader.document(new)


def test_names_of_resources_hold_no_wildcards_and_no_variables() -> None:
    def read(version: str, *names: str) -> Document:
        return Reader(names).document(document(plain(Resource={"Ref": "B"}), Version=version))

    assert read("2008-10-17", "B") == read("2012-10-17", "B")
    assert read("2008-10-17", "C") != read("2012-10-17", "C")
    assert read("2012-10-17", "B") != read("2012-10-17", "C")
