"""The forms behind `meaning`: what is equal, what is absent, and what is told apart at each kind of place."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.equality import ABSENT, absent_like, frozen, meaning, means_same
from repair.diff.meaning.place import ANY, NAMES, ORDERED, PATTERN, SET, STRICT, TEXT, Place
from repair.diff.meaning.policies import is_policy_name, root_of_account
from repair.diff.meaning.section_place import section_place
from repair.diff.meaning.typed_place import place_at, properties_place, resource_place
from repair.document.number import WrittenFloat
from repair.knowledge.list_meaning import ListMeaning

NO_VALUE = {"Ref": "AWS::NoValue"}
QUEUE, BUCKET, ROLE = "AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::IAM::Role"


def choice(condition: str, yes: Any, no: Any) -> dict[str, Any]:
    return {"Fn::If": [condition, yes, no]}


ALL = [
    "1", "", "a", 1, 0, 1.0, True, False, None, [], [1], ["1"], [[1]], {}, {"a": 1}, {"a": "1"}, {"a": None}, {"a": []},
    {"Ref": "P"}, {"Ref": "Q"}, {"Fn::GetAtt": ["A", "Arn"]}, {"Fn::ImportValue": "a"}, choice("C", 1, 2),
    choice("C", 2, 1), choice("D", 1, 2), WrittenFloat(1.0, "1e0"), {"a": 1, "b": 1},
    '{"a": 1}', "[]",
]  # fmt: skip


def test_values_that_are_not_the_same_have_other_forms_where_types_count() -> None:
    for form in (lambda value: meaning(value, STRICT), frozen):
        assert len({form(value) for value in ALL}) == len(ALL)
        assert all(form(value) == form(value) for value in ALL)


def test_a_number_is_the_one_that_is_written_alike() -> None:
    for form in (lambda value: meaning(value, STRICT), frozen):
        assert form(WrittenFloat(1.5, "1.5")) == form(1.5) != form(WrittenFloat(1.5, "1.50"))
        assert form(WrittenFloat(1.0, "1")) != form(1)


def test_where_scalars_are_text_their_types_do_not_count_and_nothing_else_falls_together() -> None:
    def one(value: Any) -> Any:
        return meaning(value, TEXT)

    assert one("1") == one(1) != one(1.0) == one("1.0")
    assert one(True) == one("true") != one("True")
    assert one(None) != one("null") != one("")
    assert len({one(value) for value in ALL}) == len(ALL) - 3  # 1, [1] and {"a": 1}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"a": NO_VALUE}, {}, True),
        ([NO_VALUE, 1], [1], True),
        ([NO_VALUE], [], True),
        ({"a": choice("C", NO_VALUE, NO_VALUE)}, {}, True),
        ({"a": choice("C", 1, NO_VALUE)}, {}, False),
        ({"a": NO_VALUE, "b": 1}, {"b": 1}, True),
        ({"b": 1, "a": {"c": NO_VALUE}}, {"b": 1}, False),
        ({"b": 1, "a": {"c": NO_VALUE}}, {"b": 1, "a": {}}, True),
        (choice("C", 1, 1), 1, True),
        (choice("C", choice("D", 1, 1), 1), 1, True),
        (choice("C", {"a": NO_VALUE}, {}), {}, True),
        (choice("C", 1, 2), choice("C", 1, 2), True),
        (choice("C", 1, 2), choice("D", 1, 2), False),
        (choice("C", 1, 2), choice("C", 2, 1), False),
        ({"Fn::If": ["C", 1]}, {"Fn::If": ["C", 1]}, True),
        ({"Fn::If": ["C", 1]}, {"Fn::If": ["C", 2]}, False),
    ],
)
def test_what_no_value_takes_away_is_not_there(a: Any, b: Any, expected: bool) -> None:
    assert (meaning(a, STRICT) == meaning(b, STRICT)) is expected
    assert means_same(a, b, None, ()) is expected


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        (NO_VALUE, "DelaySeconds", True),
        (NO_VALUE, "Anything", True),
        (choice("C", NO_VALUE, NO_VALUE), "Anything", True),
        (choice("C", NO_VALUE, 1), "Anything", False),
        ({"Ref": "P"}, "Anything", False),
        ("", "Anything", False),
        (None, "Anything", False),
    ],
)
def test_an_entry_says_what_its_absence_would(value: Any, key: str, expected: bool) -> None:
    assert absent_like(value, key, properties_place(QUEUE)) is expected
    assert (
        meaning({key: value}, properties_place(QUEUE)) == meaning({}, properties_place(QUEUE))
    ) is expected


def test_an_explicit_default_says_what_its_absence_would_in_any_spelling() -> None:
    place = Place(children={"Delay": TEXT})
    place.defaults = {"Delay": 5}
    for value, expected in ((5, True), ("5", True), (6, False), (NO_VALUE, True), ({"Ref": "P"}, False),
                            (choice("C", 5, "5"), True), (choice("C", 5, 6), False)):  # fmt: skip
        assert absent_like(value, "Delay", place) is expected
        assert (meaning({"Delay": value}, place) == meaning({}, place)) is expected
    assert absent_like(5, "Other", place) is False


def test_one_may_stand_for_a_list_of_one() -> None:
    for one in ("a", 1, {"Ref": "P"}, {"Fn::Sub": "${P}-x"}):
        assert meaning(one, NAMES) == meaning([one], NAMES) != meaning([one, "z"], NAMES)
        assert meaning(one, TEXT) != meaning([one], TEXT)
    assert meaning({"Ref": "P"}, NAMES) == meaning([{"Fn::Sub": "${P}"}], NAMES)


def test_a_list_is_read_as_its_place_says() -> None:
    ordered, unordered, counted = (Place(lists=ListMeaning(kind)) for kind in ("ordered", "set", "multiset"))
    keyed = Place(lists=ListMeaning("keyed", ("Key",)))
    one, other, twice = ["a", "b"], ["b", "a"], ["a", "b", "a"]
    for place, order_counts, number_counts in (
        (ordered, True, True), (unordered, False, False), (counted, False, True), (keyed, True, True),
    ):  # fmt: skip
        assert (meaning(one, place) != meaning(other, place)) is order_counts
        assert (meaning(one, place) != meaning(twice, place)) is number_counts
    tags = [{"Key": "a"}, {"Key": "b"}]
    assert meaning(tags, keyed) == meaning(tags[::-1], keyed) != meaning([*tags, tags[0]], keyed)
    assert keyed.lists_of(tags).kind == "keyed"
    assert keyed.lists_of([*tags, "a"]) is ORDERED
    assert Place(lists=None).lists is ORDERED
    assert unordered.lists_of(["a"]).kind == "set"


def test_a_place_of_which_nothing_is_said_is_read_strictly() -> None:
    place = Place()
    assert (place.text, place.json_text, place.one_or_many, place.reads, place.defaults) == (
        False,
        False,
        False,
        None,
        {},
    )
    assert meaning('{"a": 1}', place) != meaning({"a": 1}, place)
    assert meaning(["a", "b"], place) != meaning(["b", "a"], place)
    assert meaning("a", place) != meaning(["a"], place)


def test_a_name_of_a_target_can_be_replaced_in_what_refers_to_it() -> None:
    def as_x(_: str) -> str:
        return "X"

    assert frozen({"Ref": "A"}, as_x) == frozen({"Ref": "B"}, as_x) != frozen({"Ref": "A"})
    assert frozen({"Ref": "A"}, str.lower) != frozen({"Ref": "B"}, str.lower)
    one, other = ({"Fn::GetAtt": [name, "Arn"]} for name in "AB")
    assert frozen(one, as_x) == frozen(other, as_x) != frozen(one)
    assert frozen(one, as_x) != frozen({"Fn::GetAtt": ["A", "Name"]}, as_x) != frozen({"Ref": "A"}, as_x)
    nested = {"k": [{"Ref": "A"}, {"Fn::GetAtt": ["A", {"Ref": "A"}]}]}
    assert frozen(nested, as_x) == frozen({"k": [{"Ref": "B"}, {"Fn::GetAtt": ["B", {"Ref": "C"}]}]}, as_x)
    for odd in (
        {"Ref": 1},
        {"Fn::GetAtt": []},
        {"Fn::GetAtt": [1]},
        {"Fn::GetAtt": "A.Arn"},
        {"Ref": "A", "k": 1},
        {"k": "A"},
    ):
        assert frozen(odd, as_x) == frozen(odd)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Policy", True),
        ("KeyPolicy", True),
        ("PolicyDocument", True),
        ("AssumeRolePolicyDocument", True),
        ("RepositoryPolicyText", True),
        ("AccessPolicies", True),
        ("Policies", False),
        ("PolicyName", False),
        ("Policydocument", False),
        ("PolicyTexts", False),
    ],
)
def test_policies_are_known_by_the_end_of_a_name(name: str, expected: bool) -> None:
    assert is_policy_name(name) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("012345678901", "arn:aws:iam::012345678901:root"),
        (112345678901, "arn:aws:iam::112345678901:root"),
        ({"Ref": "AWS::AccountId"}, {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}),
        ("12345678901", "12345678901"),
        ("0123456789012", "0123456789012"),
        (1, 1),
        ("*", "*"),
        ({"Ref": "P"}, {"Ref": "P"}),
        (None, None),
        (True, True),
    ],
)
def test_an_account_is_its_root_user(value: Any, expected: Any) -> None:
    assert root_of_account(value) == expected


DOCUMENT = ("AssumeRolePolicyDocument",)


def statement(**elements: Any) -> dict[str, Any]:
    return {"Statement": [{"Effect": "Allow", **elements}]}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"Version": "2012-10-17", "Statement": []}, {"Statement": []}, False),
        ({"Id": 1, "Statement": []}, {"Id": "1", "Statement": []}, True),
        (statement(NotAction=["A:b", "c:D"]), statement(NotAction=["C:d", "a:B"]), True),
        (statement(Action="a:ß"), statement(Action="a:ss"), False),
        (statement(NotAction="A:b"), statement(NotAction="a:b"), True),
        (statement(NotResource=["a", "b"]), statement(NotResource=["b", "a"]), True),
        (statement(NotResource=["a", "b"]), statement(NotResource=["B", "a"]), False),
        (statement(NotPrincipal="*"), statement(NotPrincipal={"AWS": "*"}), True),
        (statement(Principal={"AWS": ["012345678901", "x"]}), statement(Principal={"AWS": ["x", "arn:aws:iam::012345678901:root"]}), True),
        (statement(Principal={"Service": ["a", "b"]}), statement(Principal={"Service": ["b", "a"]}), True),
        (statement(Principal={"Service": "012345678901"}), statement(Principal={"Service": "arn:aws:iam::012345678901:root"}), False),
        (statement(Condition={"Bool": {"k": True}}), statement(Condition={"Bool": {"k": "true"}}), True),
        (statement(Condition={"StringLike": {"k": ["a", "b"]}}), statement(Condition={"StringLike": {"k": ["b", "a"]}}), True),
        (statement(Sid=1), statement(Sid="1"), True),
        (statement(Action={"Ref": "A"}), statement(Action=[{"Ref": "A"}]), True),
    ],
)  # fmt: skip
def test_elements_of_a_policy_are_read_as_iam_reads_them(one: Any, other: Any, expected: bool) -> None:
    assert means_same(one, other, ROLE, DOCUMENT) is expected
    assert means_same(one, other, "AWS::Made::Up", ("Thing", "AccessPolicies")) is expected


def test_a_policy_without_a_version_has_the_old_one() -> None:
    old = {"Version": "2008-10-17", "Statement": []}
    assert means_same(old, {"Statement": []}, ROLE, DOCUMENT)
    assert means_same(old, {"Statement": []}, ROLE, ("Policies", 0, "PolicyDocument"))
    assert not means_same(old, {"Statement": []}, ROLE, ("Description",))


@pytest.mark.parametrize(
    ("type_name", "path", "one", "other", "expected"),
    [
        # Statements of a web ACL are its own; those of a policy are known wherever a policy is.
        ("AWS::Made::Up", ("Statement",), {"Sid": 1}, {"Sid": "1"}, True),
        (QUEUE, ("RedrivePolicy",), {"a": 1}, '{"a": 1}', True),
        (QUEUE, ("QueueName",), {"a": 1}, '{"a": 1}', False),
        ("AWS::Serverless::Api", ("OpenApiVersion",), 3, "3", True),  # either of two types
        ("AWS::DynamoDB::Table", ("KeySchema",), [{"AttributeName": "a"}], '[{"AttributeName": "a"}]', True),
        ("AWS::Events::Rule", ("EventPattern",), {"source": ["a", "b"]}, {"source": ["b", "a"]}, True),
        ("AWS::Events::Rule", ("EventPattern",), {"d": [{"numeric": [">", 1]}]}, {"d": [{"numeric": [1, ">"]}]}, False),
        ("AWS::Events::Rule", ("EventPattern",), {"d": ["1"]}, {"d": [1]}, False),
        ("AWS::SNS::Subscription", ("FilterPolicy",), {"a": ["x", "y"]}, '{"a": ["y", "x"]}', True),
        ("AWS::Lambda::EventSourceMapping", ("FilterCriteria", "Filters", 0, "Pattern"), '{"a": [1, 2]}', '{"a": [2, 1]}', True),
        ("AWS::Lambda::EventSourceMapping", ("FilterCriteria", "Filters", 0, "Other"), '{"a": [1, 2]}', '{"a": [2, 1]}', False),
        ("AWS::CloudWatch::Dashboard", ("DashboardBody",), '{"a": 1, "b": 2}', '{"b": 2, "a": 1}', True),
        ("AWS::StepFunctions::StateMachine", ("DefinitionString",), '{"a": 1, "b": 2}', '{"b": 2, "a": 1}', True),
        ("AWS::StepFunctions::StateMachine", ("StateMachineName",), '{"a": 1, "b": 2}', '{"b": 2, "a": 1}', False),
        ("AWS::ApiGateway::Model", ("Schema",), {"required": ["a", "b"]}, '{"required": ["b", "a"]}', True),
        ("AWS::ApiGateway::Model", ("Schema",), {"enum": ["a", "b"]}, {"enum": ["b", "a"]}, True),
        ("AWS::ApiGateway::Model", ("Schema",), {"default": {"enum": ["a", "b"]}}, {"default": {"enum": ["b", "a"]}}, False),
        ("AWS::ApiGateway::Model", ("Schema",), {"properties": {"p": {"required": ["a", "b"]}}}, {"properties": {"p": {"required": ["b", "a"]}}}, True),
        ("AWS::ApiGateway::Model", ("Other",), {"required": ["a", "b"]}, {"required": ["b", "a"]}, False),
        ("AWS::Other::Model", ("Schema",), {"required": ["a", "b"]}, {"required": ["b", "a"]}, False),
    ],
)  # fmt: skip
def test_documents_are_known_by_the_names_of_their_properties(
    type_name: str, path: tuple[str | int, ...], one: Any, other: Any, expected: bool
) -> None:
    assert means_same(one, other, type_name, path) is expected
    assert means_same(other, one, type_name, path) is expected


ATTRIBUTES = [
    ("UpdatePolicy", {"AutoScalingRollingUpdate": {"MinSuccessfulInstancesPercent": 5}},
     {"AutoScalingRollingUpdate": {"MinSuccessfulInstancesPercent": "5"}}, True),
    ("UpdatePolicy", {"AutoScalingRollingUpdate": {"SuspendProcesses": ["a", "b"]}},
     {"AutoScalingRollingUpdate": {"SuspendProcesses": ["b", "a"]}}, True),
    ("UpdatePolicy", {"Other": {"SuspendProcesses": ["a", "b"]}}, {"Other": {"SuspendProcesses": ["b", "a"]}}, False),
    ("UpdatePolicy", {"AutoScalingReplacingUpdate": {"WillReplace": True}}, {"AutoScalingReplacingUpdate": {"WillReplace": "true"}}, True),
    ("DependsOn", ["A", "B"], ["B", "A"], True),
    ("DependsOn", ["A", "B"], ["A", "C"], False),
    ("Metadata", {"a": 1}, {"a": "1"}, False),
    ("CreationPolicy", {"ResourceSignal": {"Count": 1}}, {"ResourceSignal": {"Count": "1"}}, True),
    ("DeletionPolicy", "Retain", "Delete", False),
    ("Properties", {"Tags": [{"Key": "a"}, {"Key": "b"}]}, {"Tags": [{"Key": "b"}, {"Key": "a"}]}, True),
]  # fmt: skip


def test_attributes_of_a_resource_are_read_each_in_its_way() -> None:
    place = resource_place(
        "Custom::OfAttributes"
    )  # places are remembered: one that no other test has asked for
    for attribute, one, other, expected in ATTRIBUTES:
        below = place.below(attribute)
        assert (meaning(one, below) == meaning(other, below)) is expected, attribute


def test_places_below_are_made_once_and_inherit_what_their_parent_says() -> None:
    text, strict = Place(text=True), Place()
    assert text.below("a") is text.below("a") is TEXT
    assert strict.below("a") is strict.below(0) is STRICT
    own = Place(children={ANY: NAMES, "a": TEXT})
    assert (own.below("a"), own.below("b"), own.below(3), own.below("3")) == (TEXT, NAMES, NAMES, NAMES)
    assert PATTERN.below("detail").below(0) is PATTERN
    assert PATTERN.below("detail").below("numeric") is STRICT
    tags = place_at(BUCKET, ("Tags",))
    assert tags is properties_place(BUCKET).below("Tags")
    assert tags.below(0) is tags.below(7)
    assert place_at(None, ("Tags", 0)) is STRICT
    assert place_at(BUCKET, ()) is properties_place(BUCKET)


def test_rules_and_conditions_compare_by_their_outcomes_and_their_assertions_are_a_set() -> None:
    rules = section_place("Rules")
    one = {"R": {"RuleCondition": {"Fn::And": [{"Condition": "A"}, {"Condition": "B"}]}}}
    other = {"R": {"RuleCondition": {"Fn::And": [{"Condition": "B"}, {"Condition": "A"}]}}}
    assert meaning(one, rules) == meaning(other, rules)
    assert meaning(section := {"R": {"Assertions": [{"Assert": 1, "AssertDescription": 2}]}}, rules) != ABSENT
    assert meaning({"R": {"Assertions": [{"AssertDescription": "2", "Assert": 1}]}}, rules) == meaning(
        section, rules
    )
    assert section_place("Globals").below("Function") is properties_place("AWS::Serverless::Function")
    assert section_place("Globals").below("CapacityProvider") is properties_place(
        "AWS::Serverless::CapacityProvider"
    )
    assert section_place("Globals").below("Unheard") is STRICT
    assert meaning({"R": {"Other": 1}}, rules) == meaning({"R": {"Other": "1"}}, rules)
    assert SET.kind == "set"
