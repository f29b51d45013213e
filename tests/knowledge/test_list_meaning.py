from collections.abc import Iterator

import pytest
from every_case import try_each

from repair.knowledge import ResourceType, list_meaning, resource_type, resource_type_names
from repair.knowledge.list_meaning import _concerns
from repair.knowledge.list_overrides import ANYWHERE, ROWS, UNORDERED_TEXTS


@pytest.mark.parametrize(
    ("type_name", "path", "kind", "keys"),
    [
        ("AWS::EC2::VPC", "Tags", "keyed", "Key"),
        ("AWS::AutoScaling::AutoScalingGroup", "Tags", "keyed", "Key"),
        ("AWS::Route53::HealthCheck", "HealthCheckTags", "keyed", "Key"),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateData/TagSpecifications/*/Tags", "keyed", "Key"),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateData/TagSpecifications", "keyed", "ResourceType"),
        ("AWS::IAM::Role", "Policies", "keyed", "PolicyName"),
        ("AWS::IAM::Role", "ManagedPolicyArns", "set", ""),
        ("AWS::DynamoDB::Table", "AttributeDefinitions", "keyed", "AttributeName"),
        ("AWS::DynamoDB::Table", "KeySchema", "ordered", "AttributeName"),
        ("AWS::DynamoDB::Table", "GlobalSecondaryIndexes/*/KeySchema", "ordered", "AttributeName"),
        ("AWS::Lambda::Function", "VpcConfig/SecurityGroupIds", "set", ""),
        ("AWS::Lambda::Function", "Layers", "ordered", ""),
        ("AWS::S3::Bucket", "LifecycleConfiguration/Rules", "keyed", "Id"),
        ("AWS::Glue::Table", "TableInput/StorageDescriptor/Columns", "ordered", "Name"),
        ("AWS::AppSync::Resolver", "PipelineConfig/Functions", "ordered", ""),
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions", "keyed", "Name"),
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/Environment", "keyed", "Name"),
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/Command", "ordered", ""),
        ("AWS::CloudWatch::Alarm", "Dimensions", "keyed", "Name"),
        ("AWS::CloudWatch::Alarm", "Metrics/*/MetricStat/Metric/Dimensions", "keyed", "Name"),
        ("AWS::Events::Rule", "Targets", "keyed", "Id"),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupAttributes", "keyed", "Key"),
        ("AWS::ElasticLoadBalancingV2::ListenerRule", "Conditions", "set", ""),
        ("AWS::WAFv2::WebACL", "Rules", "keyed", "Name"),
        ("AWS::EKS::Nodegroup", "InstanceTypes", "ordered", ""),
        ("AWS::ApiGateway::Stage", "MethodSettings", "keyed", "ResourcePath HttpMethod"),
    ],
)
def test_well_known_lists_mean_what_the_service_does_with_them(type_name, path, kind, keys):
    meaning = list_meaning(type_name, tuple(path.split("/")))
    assert (meaning.kind, " ".join(meaning.keys)) == (kind, keys)
    assert meaning.reason


def test_an_index_means_the_same_as_any_item():
    table = "AWS::DynamoDB::Table"
    indexed = list_meaning(table, ("GlobalSecondaryIndexes", 4, "KeySchema"))
    assert indexed == list_meaning(table, ("GlobalSecondaryIndexes", "*", "KeySchema"))


def test_order_counts_where_nothing_is_known():
    assert list_meaning("No::Such::Type", ("Things",)).kind == "ordered"
    assert list_meaning("AWS::S3::Bucket", ("NoSuchProperty",)).kind == "ordered"
    assert list_meaning("Custom::Thing", ("Steps",)).kind == "ordered"


def test_tags_are_tags_even_in_an_unknown_type():
    assert list_meaning("AWS::EC2::NATGateway", ("Tags",)).keys == ("Key",)


def test_a_list_of_filters_may_repeat_a_key():
    meaning = list_meaning("AWS::CodeDeploy::DeploymentGroup", ("Ec2TagFilters",))
    assert (meaning.kind, meaning.keys) == ("set", ())


@pytest.fixture(scope="module")
def lists() -> dict[str, list[tuple[str, ...]]]:
    """Type -> the path of every list in its schema, circles walked once."""
    found = {}
    for name in resource_type_names():
        kind = resource_type(name)
        found[name] = [path for top in kind.properties for path in _lists(kind, (top,), frozenset())]
    return found


def _lists(kind: ResourceType, path: tuple[str, ...], above: frozenset[int]) -> Iterator[tuple[str, ...]]:
    schema = kind.resolve(path)
    if not schema or id(schema) in above or len(path) > 9:
        return
    below = above | {id(schema)}
    if "items" in schema or schema.get("type") == "array":
        yield path
        yield from _lists(kind, (*path, "*"), below)
        return
    for branch in (schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        for name in branch.get("properties", {}) if isinstance(branch, dict) else ():
            yield from _lists(kind, (*path, name), below)
    if schema.get("patternProperties"):
        yield from _lists(kind, (*path, "*"), below)


def test_no_row_is_stale(lists):
    """A row that matches no list, or keys that its items lack: correct it, or take it out."""

    def check(row):
        of_type, text, _, keys, reason = row
        steps = tuple(text.split("/"))
        tail = steps[1:] if steps[0] == ANYWHERE else None
        hits = [
            (name, path)
            for name, paths in lists.items()
            if _concerns(of_type, name)
            for path in paths
            if (path == steps if tail is None else path[-len(tail) :] == tail)
        ]
        assert hits
        assert reason
        for name, path in hits:
            item = resource_type(name).resolve((*path, "*"))
            assert set(keys.split()) <= set(item.get("properties", {})), (name, path)

    try_each({f"{row[0]}/{row[1]}-{number}": row for number, row in enumerate(ROWS)}, check)


def test_no_name_of_unordered_texts_is_stale(lists):
    last = {path[-1] for paths in lists.values() for path in paths}
    assert set(UNORDERED_TEXTS) <= last


def test_every_list_of_tags_goes_by_its_key(lists):
    for name, paths in lists.items():
        for path in paths:
            item = resource_type(name).resolve((*path, "*")) or {}
            if path[-1] == "Tags" and set(item.get("properties", {})) >= {"Key", "Value"}:
                assert list_meaning(name, path).keys == ("Key",), (name, path)
