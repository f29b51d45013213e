"""What each difference is part of: a failure of its own, or that of what it only follows."""

import pytest

from repair.diff.difference import diff
from repair.engine.causes import causes
from repair.template.load import from_text


def told(before, after, claimed=None):
    """The failure of each difference by its place, and whether it follows it; `claimed`: place to rule."""
    generated, ideal = from_text(before, "generated.yaml"), from_text(after, "ideal.yaml")
    deltas = diff(generated, ideal).deltas
    places = [".".join(map(str, (delta.path or delta.ideal_path)[1:])) for delta in deltas]
    rules = {places.index(place): rule for place, rule in (claimed or {}).items()}
    found = causes(deltas, generated, ideal, rules)
    return {place: (one.failure[1], one.follows) for place, one in zip(places, found, strict=True)}


QUEUE = "Q: {Type: AWS::SQS::Queue}"


def resources(*entries):
    return "Resources: {" + ", ".join((QUEUE, *entries)) + "}"


FUNCTION = "F: {Type: AWS::Lambda::Function, %sProperties: {Role: r, Timeout: %s%s}}"
TABLE = (
    "T: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}],"
    " AttributeDefinitions: [{AttributeName: id, AttributeType: S}]}}"
)
PARAMETER = "Parameters: {P: {Type: String}}\n"


def test_what_exists_for_one_user_or_target_is_part_of_its_failure():
    role = "R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}"
    function = "F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn}}"
    permission = (
        "A: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref F, Action: a, Principal: p}}"
    )
    after = resources(role, function, permission) + "\nOutputs: {O: {Value: !Ref F}}"
    expected = {
        "R": ("components", True), "F": ("components", False), "A": ("components", True), "O": ("components", True),
    }  # fmt: skip
    assert told(resources(), after) == expected
    assert told(after, resources()) == expected
    assert told(resources(), after, {"F": "rule"}) == {
        place: ("rule", follows) for place, (_, follows) in expected.items()
    }


def test_what_several_failures_use_or_none_is_one_of_its_own():
    role = "R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}"
    users = (
        "F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn}}",
        "K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: !Ref R}}",
    )
    found = told(resources(), resources(role, *users))
    assert found == {"R": ("access", False), "F": ("components", False), "K": ("encryption", False)}
    assert told(resources(), resources(role)) == {"R": ("access", False)}


def test_what_is_of_use_by_itself_does_not_follow_its_only_user():
    after = resources(TABLE, "K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: !Ref T}}")
    assert told(resources(), after) == {"T": ("components", False), "K": ("encryption", False)}


def test_an_addition_to_what_was_there_already_is_one_of_its_own():
    permission = (
        "A: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref F, Action: a, Principal: p}}"
    )
    function = FUNCTION % ("", 3, "")
    assert told(resources(function), resources(function, permission)) == {"A": ("access", False)}


def test_declarations_belong_to_what_uses_them():
    after = (
        "Conditions: {C: !Equals [a, b]}\nMappings: {M: {a: {b: c}}}\n"
        + resources("F: {Type: AWS::Lambda::Function, Condition: C, Properties: {Role: !FindInMap [M, a, b]}}")
    )  # fmt: skip
    assert told(resources(), after) == {
        "C": ("components", True), "M": ("components", True), "F": ("components", False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "output", "failure"),
    [
        (", MemorySize: !Ref P, KmsKeyArn: !Ref P", "a", "serverless"),
        (", KmsKeyArn: !Ref P", "a", "serverless"),
        (", KmsKeyArn: !Ref P", "!Ref P", "serverless"),
        ("", "!Ref P", "serverless"),
        (", FunctionName: !Ref P", "!Ref P", "naming"),
        (", FunctionName: !Ref P, MemorySize: !Ref P", "a", "serverless"),
    ],
)
def test_a_parameter_belongs_to_the_failure_that_uses_it_most_and_to_names_before_others(
    more, output, failure
):
    before = resources(FUNCTION % ("", 3, "")) + "\nOutputs: {O: {Value: a}}"
    after = PARAMETER + resources(FUNCTION % ("", "!Ref P", more)) + f"\nOutputs: {{O: {{Value: {output}}}}}"
    assert told(before, after)["P"] == (failure, True)


def test_a_detail_follows_what_else_differs_in_its_entry_if_that_is_one_failure():
    before, order = resources(FUNCTION % ("", 3, "")), "DependsOn: Q, "

    def depends(*function, claimed=None):
        return told(before, resources(FUNCTION % function), claimed)["F.DependsOn"]

    assert depends(order, 30, "") == ("serverless", True)
    assert depends(order, 30, "", claimed={"F.Properties.Timeout": "rule"}) == ("rule", True)
    assert depends(order, 3, "") == ("validity", False)
    assert depends(order, 30, ", KmsKeyArn: k") == ("validity", False)
    other = resources(
        FUNCTION % (order, 3, ""), "G: {Type: AWS::Lambda::Function, Properties: {Role: s, Timeout: %s}}"
    )
    found = told(other.replace(order, "") % 3, other % 30)
    assert found["F.DependsOn"] == ("validity", False)


def test_a_property_that_names_what_is_new_follows_it_unless_it_says_more():
    variables = ", Environment: {Variables: {A: a%s}}"
    before = resources(FUNCTION % ("", 3, variables % ""))
    after = PARAMETER + resources(FUNCTION % ("", 3, variables % ", T: !Ref T, U: !Ref P"), TABLE)
    place = "F.Properties.Environment.Variables."
    assert told(before, after) == {
        "P": ("serverless", True), f"{place}T": ("components", True), f"{place}U": ("serverless", False),
        "T": ("components", False),
    }  # fmt: skip
    layers = resources(FUNCTION % ("", "!Ref T", ""), TABLE)
    assert told(resources(FUNCTION % ("", 3, "")), layers)["F.Properties.Timeout"] == ("serverless", False)


def test_what_puts_in_a_parameter_of_names_belongs_to_the_names():
    name = "A: {Type: AWS::SNS::Topic, Properties: {TopicName: %s, DisplayName: a}}"
    outputs = "\nOutputs: {O: {Value: %s}, N: {Value: %s}%s}"
    before = resources(name % "a") + outputs % ("a", "n", "")
    after = "Parameters: {U: {Type: String}, P: {Type: String}}\n" + resources(name % "!Ref P")
    after += outputs % ("!Sub '${U}${P}'", "!Ref U", ", X: {Value: !Ref U}")
    assert told(before, after) == {
        "U": ("outputs", True), "P": ("naming", True), "A.Properties.TopicName": ("naming", False),
        "O.Value": ("naming", True), "N.Value": ("outputs", False), "X": ("outputs", False),
    }  # fmt: skip


def test_who_follow_each_other_in_a_circle_stay_where_they_are():
    groups = [
        f"{one}: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: !Ref {other}}}}}"
        for one, other in ("AB", "BA")
    ]
    assert told(resources(), resources(*groups)) == {"A": ("network", False), "B": ("network", False)}


@pytest.mark.parametrize(("count", "follows"), [(40, True), (41, False)])
def test_forty_steps_are_followed(count, follows):
    group = "G{}: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: {}}}}}"
    user = "F: {Type: AWS::Lambda::Function, Properties: {Role: !Ref G1}}"
    chain = [group.format(n, f"!Ref G{n + 1}" if n < count else "last") for n in range(count, 0, -1)]
    assert told(resources(), resources(*chain, user))[f"G{count}"] == (
        "components" if follows else "network",
        follows,
    )
