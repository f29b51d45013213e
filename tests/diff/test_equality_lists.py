"""Lists: what their order says at each place, and that a rule for one place never reaches another."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.difference import diff
from repair.diff.meaning.equality import meaning, means_same
from repair.diff.meaning.place import Place
from repair.diff.meaning.typed_place import place_at, resource_place
from repair.diff.merge import apply_deltas
from repair.template.template import Template


def tag(key: str, value: str) -> dict[str, str]:
    return {"Key": key, "Value": value}


def rule(port: int) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": "10.0.0.0/8"}


WITHOUT_ORDER = [
    ("AWS::S3::Bucket", "Tags", [tag("a", "1"), tag("b", "2"), tag("c", "3")]),
    ("AWS::AutoScaling::AutoScalingGroup", "Tags",
     [{**tag("a", "1"), "PropagateAtLaunch": True}, {**tag("b", "2"), "PropagateAtLaunch": False}]),
    ("AWS::EC2::SecurityGroup", "SecurityGroupIngress", [rule(80), rule(443), rule(22)]),
    ("AWS::EC2::SecurityGroup", "SecurityGroupEgress", [rule(80), rule(443)]),
    ("AWS::Lambda::Function", "VpcConfig/SubnetIds", [{"Ref": "A"}, {"Ref": "B"}]),
    ("AWS::Lambda::Function", "VpcConfig/SecurityGroupIds", ["sg-1", "sg-2"]),
    ("AWS::AutoScaling::AutoScalingGroup", "VPCZoneIdentifier", ["s-1", "s-2"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Subnets", ["s-1", "s-2"]),
    ("AWS::RDS::DBSubnetGroup", "SubnetIds", ["s-1", "s-2"]),
    ("AWS::IAM::Role", "ManagedPolicyArns", ["arn:1", "arn:2"]),
    ("AWS::IAM::Role", "Policies", [{"PolicyName": "a"}, {"PolicyName": "b"}]),
    ("AWS::IAM::Role", "AssumeRolePolicyDocument/Statement", [{"Sid": "A", "Effect": "Allow"}, {"Sid": "B", "Effect": "Deny"}]),
    ("AWS::IAM::Role", "AssumeRolePolicyDocument/Statement/*/Action", ["a:B", "c:D"]),
    ("AWS::IAM::Role", "AssumeRolePolicyDocument/Statement/*/Principal/Service", ["a.amazonaws.com", "b.amazonaws.com"]),
    ("AWS::IAM::Role", "AssumeRolePolicyDocument/Statement/*/Condition/StringEquals/aws:x", ["a", "b"]),
    ("AWS::DynamoDB::Table", "AttributeDefinitions", [{"AttributeName": "a"}, {"AttributeName": "b"}]),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/Environment", [{"Name": "a", "Value": "1"}, {"Name": "b", "Value": "2"}]),
    ("AWS::CloudWatch::Alarm", "Dimensions", [{"Name": "a", "Value": "1"}, {"Name": "b", "Value": "2"}]),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "Conditions", [{"Field": "a"}, {"Field": "b"}]),
    ("AWS::Cognito::UserPoolResourceServer", "Scopes", [{"ScopeName": "a"}, {"ScopeName": "b"}]),
    ("AWS::IoT::ThingType", "ThingTypeProperties/SearchableAttributes", ["a", "b"]),
    ("AWS::RDS::DBInstance", "EnableCloudwatchLogsExports", ["error", "general"]),
    ("AWS::WAFv2::WebACL", "Rules", [{"Name": "a", "Priority": 1}, {"Name": "b", "Priority": 2}]),
    ("AWS::WAFv2::WebACL", "Rules/*/Statement/GeoMatchStatement/CountryCodes", ["DE", "FR"]),
    ("AWS::Events::Rule", "EventPattern/detail/state", ["running", "stopped"]),
    ("AWS::SNS::Subscription", "FilterPolicy/kind", ["a", "b"]),
    ("AWS::ApiGateway::Model", "Schema/required", ["a", "b"]),
    ("AWS::CodeBuild::Project", "Triggers/FilterGroups", [[{"Type": "EVENT"}], [{"Type": "HEAD_REF"}]]),
]  # fmt: skip

IN_ORDER = [
    ("AWS::Lambda::Function", "Layers", ["l-1", "l-2"]),
    ("AWS::DynamoDB::Table", "KeySchema", [{"AttributeName": "a"}, {"AttributeName": "b"}]),
    ("AWS::DynamoDB::Table", "GlobalSecondaryIndexes/*/KeySchema", [{"AttributeName": "a"}, {"AttributeName": "b"}]),
    ("AWS::Glue::Table", "TableInput/StorageDescriptor/Columns", [{"Name": "a"}, {"Name": "b"}]),
    ("AWS::Glue::Table", "TableInput/StorageDescriptor/SortColumns", [{"Column": "a"}, {"Column": "b"}]),
    ("AWS::Glue::Table", "TableInput/StorageDescriptor/BucketColumns", ["a", "b"]),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/Command", ["a", "b"]),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/HealthCheck/Command", ["CMD", "b"]),
    ("AWS::Lightsail::Container", "ContainerServiceDeployment/Containers/*/Command", ["a", "b"]),
    ("AWS::CodePipeline::Pipeline", "Stages", [{"Name": "a"}, {"Name": "b"}]),
    ("AWS::SSMContacts::Plan", "Stages", [{"DurationInMinutes": 1}, {"DurationInMinutes": 2}]),
    ("AWS::Scheduler::Schedule", "Target/EcsParameters/PlacementStrategy", [{"Type": "spread"}, {"Type": "random"}]),
    ("AWS::AppSync::Resolver", "PipelineConfig/Functions", ["a", "b"]),
    ("AWS::Logs::Transformer", "TransformerConfig", [{"ParseJSON": {}}, {"TrimString": {}}]),
    ("AWS::S3::Bucket", "CorsConfiguration/CorsRules", [{"Id": "a"}, {"Id": "b"}]),
    ("AWS::CloudFront::Distribution", "DistributionConfig/CacheBehaviors", [{"PathPattern": "a"}, {"PathPattern": "b"}]),
    ("AWS::CloudFront::Distribution", "DistributionConfig/OriginGroups/Items/*/Members/Items", [{"OriginId": "a"}, {"OriginId": "b"}]),
    ("AWS::AutoScaling::AutoScalingGroup", "TerminationPolicies", ["OldestInstance", "Default"]),
    ("AWS::Cognito::IdentityPoolRoleAttachment", "RoleMappings/*/RulesConfiguration/Rules", [{"Claim": "a"}, {"Claim": "b"}]),
    ("AWS::SageMaker::Model", "Containers", [{"Image": "a"}, {"Image": "b"}]),
    ("AWS::EKS::Nodegroup", "InstanceTypes", ["m5.large", "m6.large"]),
    ("AWS::EC2::DHCPOptions", "DomainNameServers", ["10.0.0.2", "10.0.0.3"]),
    ("AWS::Events::Rule", "EventPattern/detail/*/numeric", [">", 5]),
    ("AWS::StepFunctions::StateMachine", "Definition/States/Choose/Choices", [{"Next": "A"}, {"Next": "B"}]),
    ("AWS::SSM::Association", "Parameters/commands", ["cd /x", "ls"]),
    ("Custom::Thing", "Steps", ["a", "b"]),
    ("AWS::S3::Bucket", "Nope/Nope/Aliases", ["a", "b"]),
]  # fmt: skip


def named(rows: list[Any]) -> Any:
    return pytest.mark.parametrize(
        ("type_name", "path", "items"), rows, ids=[f"{row[0]}/{row[1]}" for row in rows]
    )


@named(WITHOUT_ORDER)
def test_order_is_no_difference_where_it_has_no_meaning(type_name: str, path: str, items: list[Any]) -> None:
    steps = path.split("/")
    assert means_same(items, items[::-1], type_name, steps)
    assert not means_same(items, items[:-1], type_name, steps)
    assert not means_same([], items, type_name, steps)


@named(IN_ORDER)
def test_order_is_a_difference_where_it_has_meaning(type_name: str, path: str, items: list[Any]) -> None:
    assert not means_same(items, items[::-1], type_name, path.split("/"))
    assert means_same(items, list(items), type_name, path.split("/"))


@pytest.mark.parametrize("index", [0, 3, 17])
def test_an_index_on_the_way_is_as_good_as_a_star(index: int) -> None:
    path = ("GlobalSecondaryIndexes", index, "KeySchema")
    assert not means_same([{"AttributeName": "a"}, {"AttributeName": "b"}], [{"AttributeName": "b"}, {"AttributeName": "a"}],
                          "AWS::DynamoDB::Table", path)  # fmt: skip


@pytest.mark.parametrize(
    ("type_name", "path"),
    [
        # A rule that only looks at the last step, or drops steps from the front, would reach these.
        ("AWS::S3::Bucket", "Nope/ManagedPolicyArns"),
        ("AWS::S3::Bucket", "Nope/Nope/SubnetIds"),
        ("AWS::S3::Bucket", "Policies"),
        ("AWS::IAM::Role", "Nope/Policies"),
        ("AWS::SQS::Queue", "SecurityGroupIngress"),
        ("AWS::EC2::SecurityGroup", "Nope/SecurityGroupIngress"),
        ("AWS::ECS::TaskDefinition", "Environment"),
        ("AWS::S3::Bucket", "Nope/Nope/Nope/Tags"),
        ("AWS::S3::Bucket", "AttributeDefinitions"),
        ("AWS::DynamoDB::Table", "Nope/AttributeDefinitions"),
        ("AWS::Lambda::Function", "Nope/EventPattern/x/numeric"),
    ],
)
def test_a_meaning_never_reaches_a_path_that_only_ends_alike(type_name: str, path: str) -> None:
    assert not means_same(["a", "b"], ["b", "a"], type_name, path.split("/"))


def test_what_stands_outside_of_properties_keeps_its_order() -> None:
    for attribute in ("Metadata", "CreationPolicy"):
        place = resource_place("AWS::S3::Bucket").below(attribute)
        one, other = {"Tags": [tag("a", "1"), tag("b", "2")]}, {"Tags": [tag("b", "2"), tag("a", "1")]}
        assert meaning(one, place) != meaning(other, place)


@pytest.mark.parametrize(("one", "other"), [("A", ["A"]), (["A", "B"], ["B", "A"]), (["A", "A"], ["A"])])
def test_dependencies_are_a_set_of_names(one: Any, other: Any) -> None:
    place = resource_place("AWS::S3::Bucket").below("DependsOn")
    assert meaning(one, place) == meaning(other, place)
    assert meaning(one, place) != meaning(["A", "C"], place)
    assert meaning(["A", "B"], place) != meaning(["A", "C"], place)


def test_repetition_counts_except_in_sets() -> None:
    rules = [rule(80), rule(80)]
    assert means_same(rules, rules[:1], "AWS::EC2::SecurityGroup", ("SecurityGroupIngress",))
    tags = [tag("a", "1"), tag("a", "1")]
    assert not means_same(tags, tags[:1], "AWS::S3::Bucket", ("Tags",))
    assert not means_same(["a", "a", "b"], ["a", "b", "b"], "AWS::SES::ConfigurationSetEventDestination",
                          ("EventDestination", "MatchingEventTypes"))  # fmt: skip


def test_a_list_that_lacks_what_it_is_keyed_by_is_read_in_order() -> None:
    assert not means_same(["a", "b"], ["b", "a"], "AWS::S3::Bucket", ("Tags",))


def bucket(tags: list[Any]) -> Template:
    return Template({"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"Tags": tags}}}})


def test_a_delta_has_the_indices_of_the_lists_as_written() -> None:
    """Sorted by content, the changed tag would stand elsewhere than in the list."""
    mine = bucket([tag("z", "1"), tag("m", "old"), tag("a", "1")])
    theirs = bucket([tag("a", "1"), tag("z", "1"), tag("m", "aaa")])
    (delta,) = diff(mine, theirs).deltas
    assert delta.path == ("Resources", "B", "Properties", "Tags", 1, "Value")
    assert delta.ideal_path == ("Resources", "B", "Properties", "Tags", 2, "Value")
    mended = apply_deltas(mine, theirs, [delta])
    assert mended["Resources"]["B"]["Properties"]["Tags"] == [tag("z", "1"), tag("m", "aaa"), tag("a", "1")]


# -- laws ------------------------------------------------------------------------------------------

scalars = st.sampled_from(
    ["a", "b", "true", True, 1, "1", None, {"Ref": "P"}, {"Fn::Sub": "${P}"}, {"Ref": "AWS::NoValue"}]
)
items = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["Key", "Value", "Name"]), inner, max_size=2),
    max_leaves=5,
)  # fmt: skip
places = st.sampled_from(
    [place_at(type_name, path.split("/")) for type_name, path, _ in WITHOUT_ORDER + IN_ORDER]
)


@given(places, st.lists(items, min_size=3, max_size=3))
@settings(max_examples=200, deadline=None)
def test_meaning_the_same_is_an_equivalence(place: Place, values: list[Any]) -> None:
    a, b, c = (meaning(value, place) for value in values)
    assert hash(a) == hash(meaning(values[0], place))
    assert (a == b) is (b == a)
    if a == b and b == c:
        assert a == c


plain = st.sampled_from(["a", "b", "c", "d", {"Ref": "P"}])


@pytest.mark.parametrize(
    ("type_name", "path", "example"), WITHOUT_ORDER, ids=[f"{r[0]}/{r[1]}" for r in WITHOUT_ORDER]
)
@pytest.mark.parametrize("seed", range(3))
def test_no_permutation_of_a_list_without_order_is_a_difference(
    type_name: str, path: str, example: list[Any], seed: int
) -> None:
    shuffled = random.Random(seed).sample(example, len(example))
    assert means_same(example, shuffled, type_name, path.split("/"))


@given(st.sampled_from(IN_ORDER), st.lists(plain, min_size=2, max_size=4, unique_by=repr), st.randoms())
@settings(max_examples=100, deadline=None)
def test_every_other_permutation_of_an_ordered_list_is_a_difference(
    row: Any, values: list[Any], by: random.Random
) -> None:
    type_name, path, _ = row
    shuffled = by.sample(values, len(values))
    assert means_same(values, shuffled, type_name, path.split("/")) is (values == shuffled)
