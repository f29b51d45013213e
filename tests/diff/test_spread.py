from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest

from repair.diff.delta import Delta, Deployment
from repair.diff.difference import diff
from repair.diff.spread import replaced, replacements, with_spread
from repair.template.rename import renamed_all
from repair.template.template import Template

Data = dict[str, Any]

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
NEW_VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}}
KINDS = {
    "queue": ("AWS::SQS::Queue", "QueueName"),
    "table": ("AWS::DynamoDB::Table", "TableName"),
    "topic": ("AWS::SNS::Topic", "TopicName"),
    "schedule": ("AWS::DynamoDB::Table", "KeySchema"),
}


def named(kind: str, value: Any, **attributes: Any) -> Data:
    """A resource with a value in a property that only a replacement changes."""
    type_name, name = KINDS[kind]
    return {"Type": type_name, "Properties": {name: value}, **attributes}


def spread(mine: Data, ideal: Data) -> list[Delta]:
    generated, wanted = Template(mine), Template(ideal)
    deltas = diff(generated, wanted).deltas
    names: dict[str, dict[str, str]] = {}
    for part in (part for delta in deltas for part in delta.flat):
        if part.kind == "renamed" and part.path is not None:
            names.setdefault(str(part.path[0]), {})[part.before] = part.after
    return with_spread(deltas, generated, wanted, names)


def template(vpc: Data, sections: Data | None = None, **others: Data) -> Data:
    return {**(sections or {}), "Resources": {"Vpc": vpc, **others}}


def of_new_vpc(sections: Data | None = None, **others: Data) -> Deployment:
    """What a change of the VPC that replaces it does when others stand beside it."""
    (delta,) = spread(template(VPC, sections, **others), template(NEW_VPC, sections, **others))
    assert delta.deployment.replacement == "will"
    return delta.deployment


def certainty(vpc: Data, sections: Data | None = None, **others: Data) -> dict[str, str]:
    mine = template(VPC, sections, **others)
    found = spread(mine, template(vpc, sections, **others))
    return dict(replacements(found, Template(mine)))


# -- forms of reference ------------------------------------------------------------------------

REF = {"Ref": "Vpc"}
CONDITIONS = {
    "Parameters": {"Stage": {"Type": "String"}},
    "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
}

CERTAIN = {
    "Ref": REF,
    "GetAtt as a list": {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]},
    "GetAtt as text": {"Fn::GetAtt": "Vpc.DefaultSecurityGroup"},
    "Sub": {"Fn::Sub": "queue-${Vpc}"},
    "Sub of an attribute": {"Fn::Sub": "queue-${Vpc.DefaultSecurityGroup}"},
    "Sub with a map": {"Fn::Sub": ["queue-${Vpc}-${x}", {"x": "y"}]},
    "variable of a Sub": {"Fn::Sub": ["queue-${x}", {"x": REF}]},
    "Join": {"Fn::Join": ["-", ["queue", REF]]},
    "Join around Sub": {"Fn::Join": ["-", ["queue", {"Fn::Sub": "${Vpc}"}]]},
    "Base64": {"Fn::Base64": {"Fn::Sub": "${Vpc}"}},
    "JSON in Sub": {"Fn::Sub": '{"Statement": [{"Resource": "${Vpc}"}]}'},
}
UNCERTAIN = {
    "branch of If": {"Fn::If": ["IsProd", REF, "other"]},
    "both branches of If": {"Fn::If": ["IsProd", REF, {"Fn::Sub": "${Vpc}-x"}]},
    "Join around If": {"Fn::Join": ["-", ["a", {"Fn::If": ["IsProd", REF, "b"]}]]},
    "Select": {"Fn::Select": [1, ["a", REF]]},
    "Split of an attribute": {"Fn::Select": [5, {"Fn::Split": [":", {"Fn::GetAtt": ["Vpc", "VpcId"]}]}]},
    "attribute that the template sets": {"Fn::GetAtt": ["Vpc", "CidrBlock"]},
}
NONE = {
    "literal in Sub": {"Fn::Sub": "queue-${!Vpc}"},
    "shadowed in Sub": {"Fn::Sub": ["queue-${Vpc}", {"Vpc": "x"}]},
    "plain text": "Vpc",
    "another stack": {"Fn::ImportValue": "Vpc"},
}


@pytest.mark.parametrize("value", CERTAIN.values(), ids=CERTAIN)
def test_a_replacement_spreads_through_every_form_of_reference(value: Any) -> None:
    user = named("queue", value)
    assert of_new_vpc(CONDITIONS, Queue=user).also == ("Queue",)
    assert certainty(NEW_VPC, CONDITIONS, Queue=user) == {"Vpc": "will", "Queue": "will"}


@pytest.mark.parametrize("value", UNCERTAIN.values(), ids=UNCERTAIN)
def test_it_may_spread_where_the_value_may_stay(value: Any) -> None:
    user = named("queue", value)
    assert of_new_vpc(CONDITIONS, Queue=user).also == ("Queue",)
    assert certainty(NEW_VPC, CONDITIONS, Queue=user) == {"Vpc": "will", "Queue": "may"}


@pytest.mark.parametrize("value", NONE.values(), ids=NONE)
def test_it_does_not_spread_where_nothing_refers(value: Any) -> None:
    assert of_new_vpc(CONDITIONS, Queue=named("queue", value)).also == ()


def test_it_does_not_spread_through_a_property_that_can_change() -> None:
    group = {
        "Type": "AWS::SQS::Queue",
        "Properties": {"KmsMasterKeyId": REF, "Tags": [{"Key": "v", "Value": REF}]},
    }
    assert of_new_vpc(Queue=group).also == ()


def test_it_does_not_spread_through_an_order_an_output_or_a_nested_stack() -> None:
    outputs = {"Outputs": {"Vpc": {"Value": REF, "Export": {"Name": {"Fn::Sub": "${Vpc}"}}}}}
    stack = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "u", "Parameters": {"V": REF}},
    }
    others = {"Stack": stack, "After": named("queue", "q", DependsOn="Vpc", Metadata={"Vpc": REF})}
    assert of_new_vpc(outputs, **others).also == ()


def test_a_reference_in_a_nested_create_only_property_spreads() -> None:
    peer = {
        "Type": "AWS::MSK::Replicator",
        "Properties": {"ReplicationInfoList": [{"TargetKafkaClusterArn": REF, "TopicReplication": REF}]},
    }
    assert of_new_vpc(Peer=peer).also == ("Peer",)
    assert certainty(NEW_VPC, Peer=peer)["Peer"] == "will"
    for whole in (REF, [REF]):
        replicator = {"Type": "AWS::MSK::Replicator", "Properties": {"ReplicationInfoList": whole}}
        assert certainty(NEW_VPC, Whole=replicator)["Whole"] == "may", "nobody knows what lies below"


def test_what_decides_itself_and_what_is_unknown_may_be_replaced() -> None:
    others = {
        "Custom": {"Type": "Custom::Thing", "Properties": {"ServiceToken": "t", "Vpc": REF}},
        "Token": {"Type": "Custom::Thing", "Properties": {"ServiceToken": REF}},
        "Unknown": {"Type": "Acme::Own::Thing", "Properties": {"A": {"B": [REF]}}},
    }
    assert certainty(NEW_VPC, **others) == {"Vpc": "will", "Token": "will", "Custom": "may", "Unknown": "may"}


def test_a_conditional_property_may_be_replaced() -> None:
    instance = {"Type": "AWS::EC2::Instance", "Properties": {"SecurityGroupIds": [REF]}}
    assert certainty(NEW_VPC, Instance=instance)["Instance"] == "may"


def test_a_reference_to_what_sam_makes_spreads() -> None:
    sam = {"Transform": "AWS::Serverless-2016-10-31"}

    def both(name: str) -> Data:
        function = {"Type": "AWS::Serverless::Function", "Properties": {"FunctionName": name}}
        version = named("topic", {"Ref": "Function.Version"})
        table = {
            "Type": "AWS::Serverless::SimpleTable",
            "Properties": {"TableName": {"Fn::Sub": "${Function.Arn}"}},
        }
        return {**sam, "Resources": {"Function": function, "Topic": version, "Table": table}}

    (delta,) = spread(both("a"), both("b"))
    assert delta.deployment == Deployment("will", data_loss=True, also=("Topic", "Table"))
    assert replacements([delta], Template(both("a"))) == {"Function": "will", "Table": "will", "Topic": "may"}


def test_a_resource_that_a_loop_makes_is_reached() -> None:
    loop = ["Name", ["a"], {"Queue${Name}": named("queue", {"Fn::Sub": "${Vpc}-${Name}"})}]
    sections = {"Transform": "AWS::LanguageExtensions"}
    mine, ideal = (
        {**sections, "Resources": {"Vpc": vpc, "Fn::ForEach::Queues": loop}} for vpc in (VPC, NEW_VPC)
    )
    (delta,) = spread(mine, ideal)
    assert delta.deployment.also == ("Fn::ForEach::Queues",)


# -- how far -----------------------------------------------------------------------------------


def test_it_spreads_on_and_on_the_nearest_first() -> None:
    others = {
        "Third": named("queue", {"Ref": "Second"}),
        "Second": named("topic", {"Fn::Sub": "${First}"}),
        "First": named("topic", REF),
        "Aside": named("topic", "x"),
    }
    assert of_new_vpc(**others).also == ("First", "Second", "Third")
    assert certainty(NEW_VPC, **others) == dict.fromkeys(("Vpc", "First", "Second", "Third"), "will")


def test_two_ways_are_followed_side_by_side() -> None:
    others = {
        "A": named("topic", REF),
        "B": named("topic", REF),
        "A2": named("topic", {"Ref": "A"}),
        "B2": named("topic", {"Ref": "B"}),
        "A3": named("topic", {"Ref": "A2"}),
    }
    assert of_new_vpc(**others).also == ("A", "B", "A2", "B2", "A3")


def test_the_worst_of_several_changes_of_a_resource_spreads() -> None:
    both = {**VPC, "Properties": {"CidrBlock": "10.9.0.0/16", "InstanceTenancy": "dedicated"}}
    users = {"Topic": named("topic", REF)}
    deltas = spread(template(VPC, **users), template(both, **users))
    assert {delta.deployment.replacement for delta in deltas} == {"may", "will"}
    assert {delta.deployment.also for delta in deltas} == {("Topic",)}
    for order in (deltas, deltas[::-1]):
        assert replacements(order, Template(template(VPC, **users))) == {"Vpc": "will", "Topic": "will"}


def test_after_an_uncertain_step_nothing_is_certain() -> None:
    others = {
        "First": named("topic", UNCERTAIN["branch of If"]),
        "Second": named("topic", {"Ref": "First"}),
        "Both": named("topic", {"Fn::Sub": "${First}-${Vpc}"}),
    }
    assert certainty(NEW_VPC, CONDITIONS, **others) == {
        "Vpc": "will",
        "Both": "will",
        "First": "may",
        "Second": "may",
    }


def test_a_circle_of_references_ends() -> None:
    others = {
        "One": named("topic", {"Fn::Sub": "${Vpc}-${Two}"}),
        "Two": named("topic", {"Ref": "One"}),
        "Self": named("topic", {"Fn::Sub": "${One}-${Self}"}),
    }
    assert of_new_vpc(**others).also == ("One", "Two", "Self")


def test_a_resource_is_not_named_as_its_own_victim() -> None:
    def made(tail: str) -> Data:
        return template(
            VPC, One=named("topic", {"Fn::Sub": f"${{Two}}-{tail}"}), Two=named("topic", {"Ref": "One"})
        )

    (delta,) = spread(made("a"), made("b"))
    assert delta.deployment.also == ("Two",)


def test_a_change_that_replaces_nothing_spreads_nowhere() -> None:
    tagged = {**VPC, "Properties": {**VPC["Properties"], "EnableDnsSupport": True}}
    (delta,) = spread(template(VPC, Queue=named("queue", REF)), template(tagged, Queue=named("queue", REF)))
    assert delta.deployment == Deployment()


def test_a_change_that_may_replace_spreads_as_perhaps() -> None:
    tenancy = {**VPC, "Properties": {**VPC["Properties"], "InstanceTenancy": "dedicated"}}
    users = {"Queue": named("queue", REF)}
    (delta,) = spread(template(VPC, **users), template(tenancy, **users))
    assert delta.deployment == Deployment("may", data_loss=True, also=("Queue",))
    assert certainty(tenancy, **users) == {"Vpc": "may", "Queue": "may"}


def test_a_renamed_resource_spreads_to_all_that_refer_to_it() -> None:
    users = {"Topic": named("topic", {"Fn::Sub": "${Vpc}-x"}), "Other": named("topic", {"Ref": "Topic"})}
    mine = template(VPC, **users)
    (delta,) = spread(mine, renamed_all(mine, "resource", {"Vpc": "Network"}))
    assert delta.kind == "renamed"
    assert delta.deployment == Deployment("will", also=("Topic", "Other"))


def test_one_that_is_replaced_anyway_is_named_and_tells_itself_what_follows() -> None:
    users = {"Topic": named("topic", REF), "Other": named("topic", {"Ref": "Topic"})}
    mine = template(VPC, **users)
    deltas = spread(mine, renamed_all(mine, "resource", {"Vpc": "Network", "Topic": "News"}))
    assert {delta.before: delta.deployment.also for delta in deltas} == {
        "Vpc": ("Topic",),
        "Topic": ("Other",),
    }
    assert replaced(deltas) == ("Vpc", "Topic", "Other")


def test_what_goes_or_is_new_is_not_named() -> None:
    user = named("topic", REF)
    deltas = spread(template(VPC, Gone=user), template(NEW_VPC, Fresh=named("queue", REF)))
    assert {delta.kind: delta.deployment.also for delta in deltas} == {
        "changed": (),
        "removed": (),
        "added": (),
    }


def test_the_parts_of_a_delta_spread_and_so_does_it() -> None:
    part = Delta(
        "changed", ("Resources", "Vpc", "Type"), ("Resources", "Vpc", "Type"), "a", "b",
        resource="Vpc", deployment=Deployment("will"),
    )  # fmt: skip
    whole = Delta(
        "changed", ("Resources", "Vpc"), ("Resources", "Vpc"), VPC, NEW_VPC,
        resource="Vpc", deployment=Deployment("will"), parts=(part,),
    )  # fmt: skip
    data = Template(template(VPC, Topic=named("topic", REF)))
    (found,) = with_spread([whole], data, data, {})
    assert found.deployment.also == found.parts[0].deployment.also == ("Topic",)


def test_a_change_that_hinges_on_something_replaces_perhaps() -> None:
    path = ("Resources", "Queue", "Properties", "QueueName")
    delta = Delta(
        "changed", path, path, "a", {"Ref": "Name"},
        resource="Queue", deployment=Deployment("will", data_loss=True), depends_on=("parameter Name",),
    )  # fmt: skip
    data = Template(template(VPC, Queue=named("queue", "a")))
    (found,) = with_spread([delta], data, data, {})
    assert found.deployment == Deployment("may", data_loss=True)


# -- loss of data ------------------------------------------------------------------------------


def test_data_that_is_lost_further_on_counts() -> None:
    table = named("table", REF)
    assert of_new_vpc(Table=table) == Deployment("will", data_loss=True, also=("Table",))
    kept = {**table, "UpdateReplacePolicy": "Retain"}
    assert of_new_vpc(Table=kept) == Deployment("will", also=("Table",))
    assert of_new_vpc(Table={**table, "DeletionPolicy": "Retain"}).data_loss


def test_the_new_templates_policy_is_in_force_for_what_is_replaced() -> None:
    table = named("table", REF)
    kept = {**table, "UpdateReplacePolicy": "Retain"}

    def loses(mine: Data, ideal: Data) -> bool:
        deltas = spread(template(VPC, Table=mine), template(NEW_VPC, Table=ideal))
        return any(delta.deployment.data_loss for delta in deltas)

    assert not loses(table, kept)
    assert loses(kept, table)


def test_the_policy_of_a_renamed_resource_is_read_under_its_new_name() -> None:
    def made(vpc: Data, name: str, **attributes: str) -> Data:
        properties = {"TableName": REF, "SSESpecification": {"SSEEnabled": True}}
        return template(
            vpc, **{name: {"Type": "AWS::DynamoDB::Table", "Properties": properties, **attributes}}
        )

    deltas = spread(made(VPC, "Old"), made(NEW_VPC, "Fresh", UpdateReplacePolicy="Retain"))
    (vpc,) = (delta for delta in deltas if delta.resource == "Vpc")
    assert vpc.deployment == Deployment("will", also=("Old",))
    (name,) = (delta for delta in deltas if delta.kind == "renamed")
    assert name.deployment.data_loss, "it is deleted under its old name"


# -- parameters, mappings, conditions ----------------------------------------------------------


def sections(default: str = "a", prod: str = "prod", size: str = "s") -> Data:
    return {
        "Parameters": {"Name": {"Type": "String", "Default": default, "Description": "d"}},
        "Mappings": {"Sizes": {"dev": {"Name": size, "Other": "o"}, "prod": {"Name": "l", "Other": "o"}}},
        "Conditions": {
            "IsProd": {"Fn::Equals": [{"Ref": "AWS::Region"}, prod]},
            "IsBoth": {"Fn::And": [{"Condition": "IsProd"}, {"Fn::Equals": [{"Ref": "Name"}, "x"]}]},
        },
    }


def of_sections(ideal: Data, mine: Data | None = None, **resources: Data) -> Deployment:
    (delta,) = spread({**(mine or sections()), "Resources": resources}, {**ideal, "Resources": resources})
    assert delta.resource is None
    return delta.deployment


def test_a_parameters_default_may_replace_what_uses_it() -> None:
    users = {
        "Queue": named("queue", {"Ref": "Name"}),
        "Chosen": named("topic", {"Fn::If": ["IsBoth", "x", "y"]}),
        "After": named("topic", {"Ref": "Queue"}),
        "Aside": {
            "Type": "AWS::SQS::Queue",
            "Properties": {"Tags": [{"Key": "a", "Value": {"Ref": "Name"}}]},
        },
    }
    found = of_sections(sections(default="b"), **users)
    assert found.replacement == "may"
    assert sorted(found.also) == ["After", "Chosen", "Queue"]
    assert found.data_loss, "a queue holds messages"


def test_a_parameters_description_replaces_nothing() -> None:
    ideal = sections()
    ideal["Parameters"]["Name"]["Description"] = "other"
    assert of_sections(ideal, Queue=named("queue", {"Ref": "Name"})) == Deployment()


def test_a_condition_may_replace_what_it_chooses_and_delete_what_stands_under_it() -> None:
    ideal = sections(prod="eu-west-1")
    chosen = named("topic", {"Fn::If": ["IsBoth", "x", "y"]})
    assert of_sections(ideal, Topic=chosen) == Deployment("may", also=("Topic",))
    under = named("table", "t", Condition="IsBoth")
    assert of_sections(ideal, Table=under) == Deployment("never", data_loss=True)
    assert of_sections(ideal, Table={**under, "DeletionPolicy": "Retain"}) == Deployment()


def test_a_mapping_may_replace_what_looks_up_the_value_that_changed() -> None:
    ideal = sections(size="m")

    def looked_up(*keys: Any) -> Deployment:
        return of_sections(ideal, Topic=named("topic", {"Fn::FindInMap": ["Sizes", *keys]}))

    assert looked_up("dev", "Name") == Deployment("may", also=("Topic",))
    assert looked_up({"Ref": "Name"}, "Name").also == ("Topic",)
    assert looked_up("prod", "Name") == Deployment()
    assert looked_up("dev", "Other") == Deployment()


def test_a_mapping_that_goes_spreads_nowhere_as_nothing_can_look_it_up_any_more() -> None:
    looks, fixed = named("topic", {"Fn::FindInMap": ["Sizes", "dev", "Name"]}), named("topic", "s")
    ideal = {key: value for key, value in sections().items() if key != "Mappings"}
    deltas = spread({**sections(), "Resources": {"Topic": looks}}, {**ideal, "Resources": {"Topic": fixed}})
    (gone,) = (delta for delta in deltas if delta.resource is None)
    assert (gone.kind, gone.deployment) == ("removed", Deployment())


def test_a_condition_that_changes_deletes_nothing_that_goes_anyway() -> None:
    under = {"Table": named("table", "t", Condition="IsBoth")}
    deltas = spread({**sections(), "Resources": under}, {**sections(prod="eu-west-1"), "Resources": {}})
    assert {(delta.kind, delta.deployment.data_loss) for delta in deltas} == {
        ("changed", False),
        ("removed", True),
    }


def test_renaming_a_parameter_changes_no_value() -> None:
    mine = {**sections(), "Resources": {"Queue": named("queue", {"Ref": "Name"})}}
    (delta,) = spread(mine, renamed_all(mine, "parameter", {"Name": "QueueName"}))
    assert (delta.kind, delta.deployment) == ("renamed", Deployment())


# -- laws and speed ----------------------------------------------------------------------------


def chain(length: int) -> Data:
    links = {f"T{number}": named("topic", {"Ref": f"T{number - 1}"}) for number in range(1, length)}
    return {"Resources": {"T0": named("topic", "x"), **links}}


def star(length: int) -> Data:
    hub = named("topic", {"Fn::Join": ["", [{"Ref": f"T{number}"} for number in range(length)]]})
    leaves = {f"L{number}": named("topic", {"Ref": "Hub"}) for number in range(length)}
    return {
        "Resources": {**{f"T{number}": named("topic", "x") for number in range(length)}, "Hub": hub, **leaves}
    }


def changes(data: Data, how: str) -> Sequence[Delta]:
    return [
        Delta("changed", path, path, "a", "b", resource=path[1], deployment=Deployment(how))  # type: ignore[arg-type]
        for name in data["Resources"]
        if name.startswith("T")
        for path in [("Resources", name, "Properties", "TopicName")]
    ]


@pytest.mark.parametrize("made", [chain, star])
@pytest.mark.parametrize("how", ["may", "will"])
def test_the_work_is_linear_however_the_references_run(made: Any, how: str) -> None:
    def seconds(length: int) -> float:
        data = made(length)
        deltas, template = changes(data, how), Template(data)
        template.references.to("T0")
        began = time.process_time()
        found = with_spread(deltas, template, template, {})
        spent = time.process_time() - began
        assert set(replaced(found)) == set(data["Resources"])
        return spent

    small, large = (min(seconds(length) for _ in range(3)) for length in (500, 4000))
    assert large < 8 * 4 * small, "eight times the resources, with room for noise"


def test_spreading_again_changes_nothing() -> None:
    users = {"First": named("topic", REF), "Second": named("table", {"Ref": "First"})}
    mine, ideal = Template(template(VPC, **users)), Template(template(NEW_VPC, **users))
    once = with_spread(diff(mine, ideal).deltas, mine, ideal, {})
    assert once[0].deployment.also == ("First", "Second")
    assert with_spread(once, mine, ideal, {}) == once


# -- more of what may and what will ------------------------------------------------------------


def test_an_attribute_of_an_unknown_resource_may_be_one_that_the_template_sets() -> None:
    def made(name: str) -> Data:
        own = {"Type": "Acme::Own::Thing", "Properties": {"Text": "a text that tells it from others"}}
        user = named("queue", {"Fn::GetAtt": [name, "Any"]})
        return {"Resources": {name: own, "Queue": user, "Topic": named("topic", {"Ref": name})}}

    deltas = spread(made("Old"), made("New"))
    assert dict(replacements(deltas, Template(made("Old")))) == {
        "Old": "will",
        "Topic": "will",
        "Queue": "may",
    }


@pytest.mark.parametrize(
    ("attribute", "sure"),
    [
        ("VpcId", "will"),
        ("DefaultSecurityGroup", "will"),
        ("CidrBlockAssociations", "will"),
        ("CidrBlock", "may"),
    ],
)
def test_an_attribute_that_the_service_makes_is_another_one_for_certain(attribute: str, sure: str) -> None:
    user = named("queue", {"Fn::GetAtt": ["Vpc", attribute]})
    assert certainty(NEW_VPC, Queue=user)["Queue"] == sure


def test_what_may_be_replaced_in_one_way_and_will_be_in_another_will_be() -> None:
    perhaps, certain = UNCERTAIN["branch of If"], REF
    for first, second in ((perhaps, certain), (certain, perhaps)):
        user = {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {"DBName": first, "DBInstanceIdentifier": second},
        }
        assert certainty(NEW_VPC, CONDITIONS, User=user)["User"] == "will"


def test_of_what_will_be_replaced_by_itself_the_rest_follows_from_its_own_delta() -> None:
    """Three in a row, of which the second may be replaced by itself: then what follows it follows from both."""
    others = {"Second": named("topic", REF), "Third": named("topic", {"Ref": "Second"})}
    data = Template(template(VPC, **others))

    def delta(name: str, how: Any) -> Delta:
        path = ("Resources", name, "Properties", "X")
        return Delta("changed", path, path, "a", "b", resource=name, deployment=Deployment(how))

    for how, first in (("may", ("Second", "Third")), ("will", ("Second",)), ("never", ("Second", "Third"))):
        found = with_spread([delta("Vpc", "will"), delta("Second", how)], data, data, {})
        assert found[0].deployment.also == first
        assert found[1].deployment.also == (() if how == "never" else ("Third",))


def test_all_that_deltas_replace_is_named_once() -> None:
    def delta(name: str | None, how: Any, *also: str) -> Delta:
        path = ("Resources", name or "X")
        return Delta("changed", path, path, 1, 2, resource=name, deployment=Deployment(how, also=also))

    whole = Delta(
        "changed",
        None,
        None,
        1,
        2,
        resource="W",
        deployment=Deployment("will"),
        parts=(delta("P", "will", "Q"),),
    )
    deltas = [
        delta("A", "will", "B", "C"),
        delta("N", "never"),
        delta(None, "may", "D"),
        delta("B", "may"),
        whole,
    ]
    assert replaced(deltas) == ("A", "B", "C", "D", "P", "Q")


@pytest.mark.parametrize(
    ("path", "kind", "also"),
    [
        (("Parameters", "Name", "Default"), "changed", ("Queue",)),
        (("Parameters", "Name", "Type"), "changed", ("Queue",)),
        (("Parameters", "Name", "Default"), "removed", ("Queue",)),
        (("Parameters", "Name", "AllowedValues"), "changed", ()),
        (("Parameters", "Name"), "removed", ()),
        (("Mappings", "Sizes"), "changed", ("Topic",)),
        (("Mappings", "Sizes"), "removed", ()),
        (("Mappings", "Sizes", "dev"), "changed", ("Topic",)),
        (("Mappings", "Sizes", "dev", "Name"), "removed", ("Topic",)),
        (("Mappings", "Sizes", "dev", "Other"), "changed", ()),
        (("Mappings", "Sizes", "prod"), "changed", ()),
        (("Conditions", "IsProd"), "changed", ("Chosen",)),
        (("Conditions", "IsProd"), "renamed", ()),
        (("Conditions", "IsProd", "Fn::Equals", 1), "changed", ("Chosen",)),
        (("Conditions",), "changed", ()),
        (("Outputs", "O", "Value"), "changed", ()),
        (("Description",), "changed", ()),
    ],
    ids=str,
)
@pytest.mark.parametrize("exact_only", [False, True])
def test_outside_resources_values_spread_and_nothing_else(
    path: tuple[str | int, ...], kind: Any, also: tuple[str, ...], *, exact_only: bool
) -> None:
    users = {
        "Queue": named("queue", {"Ref": "Name"}),
        "Topic": named("topic", {"Fn::FindInMap": ["Sizes", "dev", "Name"]}),
        "Chosen": named("topic", {"Fn::If": ["IsBoth", "x", "y"]}),
    }
    data = Template({**sections(), "Resources": users})
    delta = Delta(kind, path, path, 1, 2, exact_only=exact_only)
    # The parameter is used in the condition too, which chooses a name.
    expected = ("Queue", "Chosen") if also == ("Queue",) else also
    (found,) = with_spread([delta], data, data, {})
    assert sorted(found.deployment.also) == sorted(() if exact_only else expected)
    assert found.deployment.replacement == ("may" if found.deployment.also else "never")
    added = Delta(kind, None, path, None, 2, target=path, exact_only=exact_only)
    assert with_spread([added], data, data, {})[0].deployment.also == found.deployment.also
    assert replacements([delta], data) == dict.fromkeys(found.deployment.also, "may")
