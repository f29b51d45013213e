from __future__ import annotations

from typing import Any

import pytest

from repair.diff.delta import Delta, Deployment
from repair.diff.difference import diff
from repair.diff.impact import computed_replacement, impact, loses_data
from repair.knowledge.language import snapshot_types
from repair.template.template import Template

Data = dict[str, Any]
KEPT = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


def body(kind: str, properties: Data | None = None, **attributes: Any) -> Data:
    return {"Type": kind, **({} if properties is None else {"Properties": properties}), **attributes}


def deltas(mine: Data, ideal: Data, *, exact: bool = False) -> tuple[Delta, ...]:
    return diff(
        Template({"Resources": {"R": mine}}), Template({"Resources": {"R": ideal}}), exact=exact
    ).deltas


def change(mine: Data, ideal: Data) -> Deployment:
    (delta,) = deltas(mine, ideal)
    return delta.deployment


def replacement(kind: str, mine: Data, ideal: Data) -> str:
    return change(body(kind, mine), body(kind, ideal)).replacement


# -- which changes replace ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mine", "ideal", "expected"),
    [
        ("AWS::SQS::Queue", {"DelaySeconds": 1}, {"DelaySeconds": 2}, "never"),
        ("AWS::SQS::Queue", {"QueueName": "a"}, {"QueueName": "b"}, "will"),
        ("AWS::SQS::Queue", {}, {"QueueName": "b"}, "will"),
        ("AWS::SQS::Queue", {"QueueName": "a"}, {}, "will"),
        ("AWS::EC2::Instance", {"InstanceType": "t3.micro"}, {"InstanceType": "t3.small"}, "may"),
        ("AWS::Some::Thing", {"A": 1}, {"A": 2}, "may"),
        ("Acme::Own::Thing", {"A": 1}, {"A": 2}, "may"),
        ("AWS::CloudFormation::Stack", {"TemplateURL": "a"}, {"TemplateURL": "b"}, "never"),
    ],
)
def test_a_change_replaces_by_what_the_type_says_of_the_property(
    kind: str, mine: Data, ideal: Data, expected: str
) -> None:
    assert replacement(kind, mine, ideal) == expected


def test_a_whole_set_of_properties_counts_by_the_create_only_ones_in_it() -> None:
    kind = "AWS::SQS::Queue"
    assert change(body(kind), body(kind, {"QueueName": "a"})).replacement == "will"
    assert change(body(kind), body(kind, {"DelaySeconds": 1})).replacement == "never"


def test_a_change_below_a_create_only_property_replaces() -> None:
    kind = "AWS::EC2::Instance"
    assert replacement(kind, {"CpuOptions": {"CoreCount": 1}}, {"CpuOptions": {"CoreCount": 2}}) == "will"


def test_a_nested_create_only_property_replaces_and_its_neighbours_do_not() -> None:
    kind = "AWS::AppSync::GraphQLApi"

    def api(**settings: str) -> Data:
        return {"UserPoolConfig": {"UserPoolId": "p", "AwsRegion": "r", "DefaultAction": "ALLOW", **settings}}

    outside = {"LogConfig": {"FieldLogLevel": "ALL"}}
    assert replacement(kind, api(), api() | outside) == "never"
    (nested,) = deltas(
        body("AWS::MSK::Replicator", {"ReplicationInfoList": [{"TargetCompressionType": "NONE"}]}),
        body("AWS::MSK::Replicator", {"ReplicationInfoList": [{"TargetCompressionType": "GZIP"}]}),
    )
    assert nested.deployment.replacement == "will"


def test_of_a_value_that_changes_as_a_whole_only_the_create_only_parts_count() -> None:
    """Two mappings without a key in common are one delta; the create-only part may be in both or in none."""
    whole = ("Resources", "R", "Properties", "ReplicationInfoList", 0)
    mine = {"TargetCompressionType": "NONE", "TopicReplication": {"TopicsToReplicate": ["a"]}}
    ideal = {"TargetCompressionType": "NONE", "TopicReplication": {"TopicsToReplicate": ["b"]}}
    resource = body("AWS::MSK::Replicator", {"ReplicationInfoList": [mine]})

    def replaced(before: Any, after: Any) -> str:
        return impact("changed", whole, before, after, resource, resource).replacement

    assert replaced(mine, ideal) == "never"
    assert replaced(mine, {**mine, "TargetCompressionType": "GZIP"}) == "will"
    assert replaced(mine, {"Ref": "Parameter"}) == "may"
    assert replaced({}, {"TopicReplication": {"TopicsToReplicate": ["a"]}}) == "never"


def test_an_item_more_in_a_list_with_create_only_parts_may_replace() -> None:
    kind = "AWS::SSMQuickSetup::ConfigurationManager"
    one, two = ({"Type": name, "Parameters": {"a": name}} for name in ("x", "y"))
    assert (
        replacement(kind, {"ConfigurationDefinitions": [one]}, {"ConfigurationDefinitions": [one, two]})
        == "may"
    )


def test_a_moved_item_of_a_create_only_list_replaces() -> None:
    path = ("Resources", "R", "Properties", "LicenseSpecifications", 0)
    instance = body("AWS::EC2::Instance", {"LicenseSpecifications": ["a", "b"]})
    assert impact("moved", path, "a", "a", instance, instance).replacement == "will"


def test_a_moved_item_with_create_only_parts_may_replace() -> None:
    path = ("Resources", "R", "Properties", "ReplicationInfoList", 0)
    item = {"TargetCompressionType": "NONE"}
    replicator = body("AWS::MSK::Replicator", {"ReplicationInfoList": [item, {}]})
    assert impact("moved", path, item, item, replicator, replicator).replacement == "may"
    assert impact("moved", path, {}, {}, replicator, replicator).replacement == "never"


def test_a_change_inside_a_function_counts_for_the_property_that_it_computes() -> None:
    kind = "AWS::SQS::Queue"

    def named(value: Any) -> Data:
        return {"QueueName": value}

    joined, other = ({"Fn::Join": ["-", ["a", text]]} for text in ("b", "c"))
    assert replacement(kind, named({**joined}), named({**other})) == "will"

    def chosen(text: str) -> Any:
        return {"Fn::If": ["IsProd", text, "same"]}

    assert replacement(kind, named(chosen("a")), named(chosen("b"))) == "may", "the branch may not be the one"


def test_a_nested_create_only_property_is_found_through_the_branch_of_an_if() -> None:
    kind = "AWS::AppSync::GraphQLApi"

    def api(pool: str) -> Data:
        one = {"UserPoolId": pool, "AwsRegion": "r", "DefaultAction": "ALLOW"}
        return {"UserPoolConfig": {"Fn::If": ["Own", one, {"Ref": "AWS::NoValue"}]}}

    path = ("Resources", "R", "Properties", "UserPoolConfig", "Fn::If", 1, "UserPoolId")
    conditional = impact("changed", path, "p", "q", body(kind, api("p")), body(kind, api("q")))
    assert conditional.replacement == "may"
    beside = (*path[:-1], "Unknown")
    assert (
        impact("changed", beside, "p", "q", body(kind, api("p")), body(kind, api("q"))).replacement == "never"
    )


def test_an_explicit_default_is_a_spelling_and_has_no_impact() -> None:
    kind = "AWS::EC2::KeyPair"
    plain, spelt = body(kind, {"KeyName": "k"}), body(kind, {"KeyName": "k", "KeyFormat": "pem"})
    assert deltas(plain, spelt) == ()
    (delta,) = deltas(plain, spelt, exact=True)
    assert (delta.exact_only, delta.deployment) == (True, Deployment())
    assert change(plain, body(kind, {"KeyName": "k", "KeyFormat": "ppk"})).replacement == "will"


def test_attributes_of_a_resource_replace_nothing() -> None:
    kind = "AWS::DynamoDB::Table"
    for name, value in (("DependsOn", ["X"]), ("Metadata", {"a": 1}), ("DeletionPolicy", "Delete")):
        assert change(body(kind), body(kind, **{name: value})) == Deployment()


def test_another_type_replaces_and_the_old_resource_is_deleted_by_its_own_policy() -> None:
    kept = body("AWS::DynamoDB::Table", DeletionPolicy="Retain")
    ideal = body("AWS::SQS::Queue")
    path = ("Resources", "R", "Type")
    assert impact("changed", path, kept["Type"], ideal["Type"], kept, ideal) == Deployment("will")
    lost = body("AWS::DynamoDB::Table", UpdateReplacePolicy="Retain")
    assert impact("changed", path, lost["Type"], ideal["Type"], lost, ideal) == Deployment(
        "will", data_loss=True
    )


# -- types that are special --------------------------------------------------------------------


def test_a_custom_resource_decides_itself_whether_it_is_replaced() -> None:
    for kind in ("Custom::Thing", "AWS::CloudFormation::CustomResource"):
        assert replacement(kind, {"ServiceToken": "t", "A": 1}, {"ServiceToken": "t", "A": 2}) == "may"
        assert replacement(kind, {"ServiceToken": "t"}, {"ServiceToken": "u"}) == "will"


def test_a_module_may_replace_what_is_in_it() -> None:
    assert replacement("Acme::Own::Thing::MODULE", {"A": 1}, {"A": 2}) == "may"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("Function", "FunctionName", "will"),
        ("Function", "MemorySize", "never"),
        ("Function", "Events", "never"),
        ("StateMachine", "Name", "will"),
        ("StateMachine", "Tracing", "never"),
        ("SimpleTable", "TableName", "will"),
        ("SimpleTable", "PrimaryKey", "may"),
        ("LayerVersion", "ContentUri", "will"),
        ("Api", "StageName", "may"),
        ("Api", "Cors", "never"),
        ("HttpApi", "StageName", "may"),
        ("HttpApi", "Name", "never"),
        ("Function", "StageName", "never"),
        ("Application", "Location", "never"),
        ("Connector", "Permissions", "may"),
    ],
)
def test_a_type_of_sam_replaces_what_the_type_that_it_becomes_does(
    kind: str, name: str, expected: str
) -> None:
    assert replacement(f"AWS::Serverless::{kind}", {name: "a"}, {name: "b"}) == expected


def test_a_table_of_sam_holds_data() -> None:
    assert loses_data(body("AWS::Serverless::SimpleTable"), "DeletionPolicy")
    assert not loses_data(body("AWS::Serverless::Function"), "DeletionPolicy")


# -- which policies keep the data --------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kind", "deleted", "replaced"),
    [
        ("Delete", "AWS::DynamoDB::Table", True, True),
        ("Retain", "AWS::DynamoDB::Table", False, False),
        ("RetainExceptOnCreate", "AWS::DynamoDB::Table", False, True),
        ("Snapshot", "AWS::DynamoDB::Table", True, True),
        ("Snapshot", "AWS::RDS::DBInstance", False, False),
        ("Snapshot", "AWS::EC2::Volume", False, False),
        (None, "AWS::DynamoDB::Table", True, True),
        (None, "AWS::RDS::DBCluster", False, True),
        (None, "AWS::RDS::DBInstance", False, True),
        ("Delete", "AWS::RDS::DBInstance", True, True),
        (None, "AWS::SNS::Topic", False, False),
        ({"Fn::If": ["C", "Retain", "Snapshot"]}, "AWS::RDS::DBCluster", False, False),
        ({"Fn::If": ["C", "Retain", "Delete"]}, "AWS::RDS::DBCluster", True, True),
        ({"Ref": "Policy"}, "AWS::DynamoDB::Table", True, True),
    ],
)
def test_what_a_policy_keeps_depends_on_the_type_and_on_which_policy_it_is(
    said: Any, kind: str, *, deleted: bool, replaced: bool
) -> None:
    for policy, lost in (("DeletionPolicy", deleted), ("UpdateReplacePolicy", replaced)):
        assert loses_data(body(kind, **({} if said is None else {policy: said})), policy) is lost


def test_snapshots_count_for_the_types_of_the_user_guide() -> None:
    assert snapshot_types() == {
        "AWS::DocDB::DBCluster",
        "AWS::EC2::Volume",
        "AWS::ElastiCache::CacheCluster",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::Neptune::DBCluster",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::Redshift::Cluster",
    }


def test_an_instance_of_a_cluster_holds_no_data_itself() -> None:
    kind = "AWS::RDS::DBInstance"
    member = {"DBClusterIdentifier": {"Ref": "Cluster"}}
    assert not loses_data(body(kind, member, DeletionPolicy="Delete"), "DeletionPolicy")
    perhaps = {"DBClusterIdentifier": {"Fn::If": ["Own", {"Ref": "Cluster"}, {"Ref": "AWS::NoValue"}]}}
    assert loses_data(body(kind, perhaps, DeletionPolicy="Delete"), "DeletionPolicy")


def test_a_removed_resource_goes_as_the_template_in_force_says() -> None:
    def removed(resource: Data) -> Deployment:
        (delta,) = diff(Template({"Resources": {"R": resource}}), Template({"Resources": {}})).deltas
        return delta.deployment

    kind = "AWS::DynamoDB::Table"
    assert removed(body(kind)) == Deployment("never", data_loss=True)
    assert removed(body(kind, UpdateReplacePolicy="Retain")).data_loss
    assert not removed(body(kind, DeletionPolicy="RetainExceptOnCreate")).data_loss


def test_a_replaced_resource_goes_as_the_new_template_says() -> None:
    kind = "AWS::DynamoDB::Table"

    def named(name: str, **attributes: Any) -> Data:
        return body(kind, {"TableName": name}, **attributes)

    def name_change(mine: Data, ideal: Data) -> Deployment:
        (found,) = (d for d in deltas(mine, ideal) if (d.path or ())[-1:] == ("TableName",))
        return found.deployment

    assert name_change(named("a"), named("b", **KEPT)) == Deployment("will")
    assert name_change(named("a", **KEPT), named("b")) == Deployment("will", data_loss=True)
    assert name_change(named("a"), named("b", DeletionPolicy="Retain")).data_loss


def test_another_logical_id_is_another_resource_and_the_old_one_goes_by_its_old_policy() -> None:
    properties = {
        "TableName": "t",
        "BillingMode": "PAY_PER_REQUEST",
        "SSESpecification": {"SSEEnabled": True},
    }

    def renamed(mine: Data, ideal: Data) -> Deployment:
        (delta,) = (
            d
            for d in diff(
                Template({"Resources": {"Old": mine}}), Template({"Resources": {"New": ideal}})
            ).deltas
            if d.kind == "renamed"
        )
        return delta.deployment

    kind = "AWS::DynamoDB::Table"
    plain, kept = body(kind, properties), body(kind, properties, DeletionPolicy="Retain")
    assert renamed(plain, plain) == Deployment("will", data_loss=True)
    assert renamed(kept, kept) == Deployment("will")
    assert renamed(plain, kept).data_loss


# -- conditions and loops ----------------------------------------------------------------------


def test_a_condition_that_comes_or_changes_may_delete_the_resource() -> None:
    kind = "AWS::DynamoDB::Table"
    plain = body(kind)
    assert change(plain, body(kind, Condition="A")) == Deployment("never", data_loss=True)
    assert change(body(kind, Condition="A"), body(kind, Condition="B")).data_loss
    assert change(body(kind, Condition="A"), plain) == Deployment()
    kept = body(kind, DeletionPolicy="Retain")
    assert change(kept, {**kept, "Condition": "A"}) == Deployment()


def loop(items: list[str], **properties: Any) -> Data:
    return {
        "Transform": "AWS::LanguageExtensions",
        "Resources": {
            "Fn::ForEach::Tables": [
                "Name",
                items,
                {"Table${Name}": body("AWS::DynamoDB::Table", {"TableName": {"Ref": "Name"}, **properties})},
            ]
        },
    }


def test_resources_that_a_loop_makes_have_an_impact_too() -> None:
    def impacts(mine: Data, ideal: Data) -> set[Deployment]:
        return {delta.deployment for delta in diff(Template(mine), Template(ideal)).deltas}

    modes = (loop(["a"], BillingMode=mode) for mode in ("PROVISIONED", "PAY_PER_REQUEST"))
    assert impacts(*modes) == {Deployment()}
    sources = (loop(["a"], ImportSourceSpecification={"InputFormat": text}) for text in ("CSV", "ION"))
    assert impacts(*sources) == {Deployment("will", data_loss=True)}
    assert impacts(loop(["a", "b"]), loop(["a"])) == {Deployment("never", data_loss=True)}
    assert impacts(loop(["a"]), loop(["a", "b"])) == {Deployment()}
    assert impacts(loop(["a"]), {"Transform": "AWS::LanguageExtensions", "Resources": {}}) == {
        Deployment("never", data_loss=True)
    }


# -- what stands inside a function -------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("AWS::SQS::Queue", ("QueueName",), "will"),
        ("AWS::SQS::Queue", ("DelaySeconds",), "never"),
        ("AWS::SQS::Queue", ("QueueName", "Ref"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Sub"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Sub", 1, "x"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Base64"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::ToJsonString", "a"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::GetAtt"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Join", 1, 0), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Join", 1, 0, "Fn::Sub"), "will"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Join", 1, 0, "Fn::Select", 0), "may"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::Select", 0, "Ref"), "may"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::If", 0), "may"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::If", 1), "may"),
        ("AWS::SQS::Queue", ("QueueName", "Fn::FindInMap", 0), "may"),
        ("AWS::SQS::Queue", ("DelaySeconds", "Fn::If", 1), "never"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "TargetCompressionType"), "will"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "Unknown"), "never"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "TargetCompressionType", "Fn::Sub"), "will"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "Fn::If", 1, "TargetCompressionType"), "may"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "Fn::If", 2, "Unknown"), "never"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", "Fn::If", 1, 0, "TargetCompressionType"), "may"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "Fn::Transform", "Unknown"), "may"),
        ("AWS::MSK::Replicator", ("ReplicationInfoList", 0, "Fn::If", 0), "may"),
        (
            "AWS::MSK::Replicator",
            ("ReplicationInfoList", 0, "Fn::Select", 1, 0, "Fn::If", 1, "Unknown"),
            "may",
        ),
        ("AWS::EC2::Instance", ("InstanceType",), "may"),
        ("AWS::EC2::Instance", ("InstanceType", "Ref"), "may"),
        ("AWS::EC2::Instance", ("Tags", 0, "Value"), "never"),
    ],
    ids=str,
)
def test_what_a_property_is_computed_from_replaces_where_the_property_does(
    kind: str, path: tuple[str | int, ...], expected: str
) -> None:
    assert computed_replacement(kind, path) == expected
    resource = body(kind, {"Any": 1})
    found = impact("changed", ("Resources", "R", "Properties", *path), "a", "b", resource, resource)
    assert found.replacement == expected


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("AWS::EC2::Instance", {}, {"InstanceType": "t3.micro"}, "may"),
        ("AWS::EC2::Instance", {"InstanceType": "t3.micro"}, {}, "may"),
        ("AWS::EC2::Instance", {"InstanceType": "a", "X": 1}, {"InstanceType": "a", "X": 2}, "never"),
        ("AWS::EC2::Instance", {}, {"InstanceType": "t3.micro", "KeyName": "k"}, "will"),
        ("AWS::SQS::Queue", {"QueueName": "a"}, {"QueueName": "a", "DelaySeconds": 1}, "never"),
        ("AWS::SQS::Queue", {"QueueName": {"Ref": "AWS::NoValue"}}, {}, "never"),
        ("AWS::SQS::Queue", {"QueueName": "a"}, {"QueueName": {"Ref": "AWS::NoValue"}}, "will"),
        ("AWS::SQS::Queue", {"QueueName": "a"}, {"QueueName": {"Ref": "P"}}, "will"),
        ("AWS::SQS::Queue", {"QueueName": "a"}, {"Ref": "P"}, "may"),
        ("AWS::SQS::Queue", {"Fn::Transform": {}}, {"QueueName": "a"}, "may"),
        ("AWS::SQS::Queue", "text", {"DelaySeconds": 1}, "never"),
        ("AWS::SQS::Queue", "text", {"QueueName": "a"}, "will"),
        ("AWS::SNS::Topic", {"DisplayName": "a"}, {"DisplayName": "b"}, "never"),
    ],
    ids=str,
)
def test_all_properties_at_once_count_by_those_that_differ(
    kind: str, before: Any, after: Any, expected: str
) -> None:
    path = ("Resources", "R", "Properties")
    resource = body(kind, {"Any": 1})
    assert impact("changed", path, before, after, resource, resource).replacement == expected
    assert impact("changed", path, after, before, resource, resource).replacement == expected


ITEM = {"TargetCompressionType": "NONE"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([ITEM], [ITEM], "never"),
        ([ITEM], [{"TargetCompressionType": "GZIP"}], "will"),
        ([ITEM], [ITEM, ITEM], "may"),
        ([ITEM, ITEM], [ITEM], "may"),
        ([ITEM], [ITEM, {"TopicReplication": {}}], "never"),
        ([ITEM], [{"TargetCompressionType": "GZIP"}, ITEM], "will"),
        ([ITEM], [ITEM, {"Ref": "P"}], "may"),
        ([ITEM], [{"Ref": "P"}], "may"),
        ([ITEM], {"Ref": "P"}, "may"),
        ([], [], "never"),
        ([], "text", "never"),
        ({"a": ITEM}, {"a": {"TargetCompressionType": "GZIP"}}, "will"),
    ],
    ids=str,
)
def test_items_that_come_and_go_may_replace_and_those_that_change_do(
    before: Any, after: Any, expected: str
) -> None:
    path = ("Resources", "R", "Properties", "ReplicationInfoList")
    resource = body("AWS::MSK::Replicator", {"ReplicationInfoList": before})
    assert impact("changed", path, before, after, resource, resource).replacement == expected
    assert impact("changed", path, after, before, resource, resource).replacement == expected


@pytest.mark.parametrize(
    ("kind", "path", "mine", "ideal", "expected"),
    [
        ("renamed", (), body("AWS::DynamoDB::Table"), None, Deployment("will", data_loss=True)),
        ("renamed", (), body("AWS::SNS::Topic"), None, Deployment("will")),
        ("removed", (), body("AWS::DynamoDB::Table"), None, Deployment("never", data_loss=True)),
        ("changed", (), body("AWS::DynamoDB::Table"), None, Deployment()),
        ("added", (), None, body("AWS::DynamoDB::Table"), Deployment()),
        ("added", (), "text", "text", Deployment()),
        ("removed", ("Properties", "TableName"), body("AWS::DynamoDB::Table"), body("AWS::DynamoDB::Table", **KEPT),
         Deployment("will")),
        ("removed", ("Properties", "TableName"), body("AWS::DynamoDB::Table"), None, Deployment("will", data_loss=True)),
        ("removed", ("Properties", "TableName"), body("AWS::DynamoDB::Table"), body("AWS::SNS::Topic"),
         Deployment("will", data_loss=True)),
        ("removed", ("Properties", "TableName"), body("AWS::SNS::Topic"), body("AWS::DynamoDB::Table"), Deployment()),
        ("removed", ("Condition",), body("AWS::DynamoDB::Table"), body("AWS::DynamoDB::Table"), Deployment()),
        ("added", ("Condition",), body("AWS::DynamoDB::Table"), body("AWS::DynamoDB::Table"),
         Deployment("never", data_loss=True)),
        ("added", ("Condition",), body("AWS::SNS::Topic"), body("AWS::SNS::Topic"), Deployment()),
        ("changed", ("Type",), body("AWS::DynamoDB::Table", **KEPT), body("AWS::SNS::Topic"), Deployment("will")),
        ("changed", ("Metadata", "QueueName"), body("AWS::SQS::Queue"), body("AWS::SQS::Queue"), Deployment()),
    ],
    ids=str,
)  # fmt: skip
def test_the_effect_of_a_delta_on_its_resource(
    kind: Any, path: tuple[str, ...], mine: Any, ideal: Any, expected: Deployment
) -> None:
    assert impact(kind, ("Resources", "R", *path), "a", "b", mine, ideal) == expected


def test_of_a_loop_only_what_goes_is_deleted() -> None:
    table, topic = body("AWS::DynamoDB::Table"), body("AWS::SNS::Topic")
    entry = ["Name", ["a", "b"], {"Table${Name}": table, "Topic${Name}": topic}]
    harmless = ["Name", ["a"], {"Topic${Name}": topic}]
    gone, nothing = Deployment("never", data_loss=True), Deployment()

    def of(kind: Any, *path: str | int, mine: Any = entry, before: Any = "a", after: Any = "b") -> Deployment:
        return impact(kind, ("Resources", "Fn::ForEach::Loop", *path), before, after, mine, mine)

    assert of("removed") == of("removed", 1, 0) == of("changed", 1) == of("changed", 1, 0) == gone
    assert of("changed", 2) == of("removed", 2, "Table${Name}") == gone
    assert of("renamed") == of("added", 1, 2) == of("changed", 0) == of("removed", 0) == nothing
    assert of("removed", 2, "Topic${Name}") == of("removed", mine=harmless) == nothing
    assert of("changed", 2, "Table${Name}", "Properties", "TableName") == Deployment("will", data_loss=True)
    assert of("changed", 2, "Table${Name}", "Properties", "BillingMode") == nothing
    assert of("changed", 2, "Topic${Name}", "Properties", "TopicName") == Deployment("will")
    for broken in (["Name"], ["Name", ["a"], "text"], []):
        assert of("removed", mine=broken) == of("changed", 1, mine=broken) == nothing
