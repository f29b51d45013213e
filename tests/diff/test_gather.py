"""One change is one delta: what moved into a resource of its own, and what is the same under another type."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.delta import Delta
from repair.diff.difference import Diff, diff
from repair.diff.merge import apply_deltas
from repair.template.template import Template

Data = dict[str, Any]


def both(mine: Data, ideal: Data) -> Diff:
    """The differences, once it is sure that they lead to the ideal."""
    a, b = Template({"Resources": mine}), Template({"Resources": ideal})
    found = diff(a, b)
    mended = a.with_data(apply_deltas(a, b, found.deltas))
    assert diff(mended, b).deltas == ()
    return found


def only(mine: Data, ideal: Data) -> Delta:
    (delta,) = both(mine, ideal).deltas
    return delta


def rule(port: int, **more: Any) -> Data:
    return {
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "CidrIp": f"10.0.{port % 200}.0/24",
        **more,
    }


def group(**properties: Any) -> Data:
    return {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "web", **properties}}


def ingress(port: int, **more: Any) -> Data:
    return {
        "Type": "AWS::EC2::SecurityGroupIngress",
        "Properties": {"GroupId": {"Fn::GetAtt": ["Web", "GroupId"]}, **rule(port), **more},
    }


def test_a_rule_that_became_a_resource_is_one_move() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)])}
    ideal = {"Web": group(SecurityGroupIngress=[rule(80)]), "Https": ingress(443)}
    delta = only(mine, ideal)
    assert (delta.kind, delta.permissions) == ("moved", "same")
    assert delta.path == ("Resources", "Web", "Properties", "SecurityGroupIngress", 1)
    assert delta.ideal_path == ("Resources", "Https")
    assert [part.kind for part in delta.parts] == ["removed", "added"]


def test_a_rule_that_was_a_resource_is_one_move_back() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(80)]), "Https": ingress(443)}
    ideal = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)])}
    delta = only(mine, ideal)
    assert (delta.kind, delta.permissions, delta.path) == ("moved", "same", ("Resources", "Https"))
    assert delta.ideal_path == ("Resources", "Web", "Properties", "SecurityGroupIngress", 1)


def test_all_rules_of_a_group_that_became_resources_are_one_move() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)])}
    ideal = {"Web": group(), "Http": ingress(80), "Https": ingress(443)}
    delta = only(mine, ideal)
    assert (delta.kind, delta.permissions, delta.ideal_path) == ("moved", "same", ("Resources",))
    assert delta.after == {"Http": ingress(80), "Https": ingress(443)}


def test_a_rule_that_changed_on_its_way_says_what_that_allows() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)])}
    ideal = {"Web": group(SecurityGroupIngress=[rule(80)]), "Https": ingress(443, CidrIp="0.0.0.0/0")}
    delta = only(mine, ideal)
    assert (delta.kind, delta.permissions) == ("moved", "broader")


def test_a_group_that_has_no_egress_rules_left_gets_one_from_aws() -> None:
    mine = {"Web": group(SecurityGroupEgress=[rule(443)])}
    out = {**ingress(443), "Type": "AWS::EC2::SecurityGroupEgress"}
    assert only(mine, {"Web": group(), "Out": out}).permissions == "broader"


def test_a_rule_of_another_group_is_no_move() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)]), "Db": group(GroupName="db")}
    other = ingress(443, GroupId={"Fn::GetAtt": ["Db", "GroupId"]})
    ideal = {"Web": group(SecurityGroupIngress=[rule(80)]), "Db": group(GroupName="db"), "Https": other}
    assert sorted(delta.kind for delta in both(mine, ideal).deltas) == ["added", "removed"]


def policy(action: str = "s3:GetObject") -> Data:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::data/*"}],
    }


def role(**properties: Any) -> Data:
    return {"Type": "AWS::IAM::Role", "Properties": {"Description": "runs the job", **properties}}


INLINE = {"PolicyName": "read", "PolicyDocument": policy()}


def test_an_inline_policy_that_became_a_policy_resource_is_one_move_with_what_waits_for_it() -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.b"}}
    mine = {"Job": role(Policies=[INLINE]), "Run": function}
    ideal = {
        "Job": role(),
        "Read": {"Type": "AWS::IAM::Policy", "Properties": {**INLINE, "Roles": [{"Ref": "Job"}]}},
        "Run": {**function, "DependsOn": "Read"},
    }
    delta = only(mine, ideal)
    assert (delta.kind, delta.permissions, len(delta.parts)) == ("moved", "same", 3)


def test_an_inline_policy_that_became_a_managed_one_is_one_move_with_its_attachment() -> None:
    mine = {"Job": role(Policies=[INLINE])}
    ideal = {
        "Job": role(ManagedPolicyArns=[{"Ref": "Read"}]),
        "Read": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy()}},
    }
    delta = only(mine, ideal)
    assert (delta.kind, delta.permissions, len(delta.parts)) == ("moved", "same", 3)


def test_a_renamed_owner_does_not_hide_the_move() -> None:
    more = {
        "GroupName": "front-of-the-shop",
        "VpcId": "vpc-0123456789",
        "Tags": [{"Key": "Team", "Value": "shop"}],
    }
    mine = {"Web": group(**more, SecurityGroupIngress=[rule(80), rule(443)])}
    out = ingress(443, GroupId={"Ref": "Front"})
    ideal = {"Front": group(**more, SecurityGroupIngress=[rule(80)]), "Https": out}
    assert sorted(delta.kind for delta in both(mine, ideal).deltas) == ["moved", "renamed"]


CONFIGURATION = {
    "Type": "AWS::AutoScaling::LaunchConfiguration",
    "Properties": {
        "ImageId": {"Ref": "Image"},
        "InstanceType": "t3.micro",
        "SecurityGroups": [{"Ref": "Web"}],
    },
}
LAUNCH_TEMPLATE = {
    "Type": "AWS::EC2::LaunchTemplate",
    "Properties": {
        "LaunchTemplateData": {
            "ImageId": {"Ref": "Image"},
            "InstanceType": "t3.micro",
            "SecurityGroupIds": [{"Ref": "Web"}],
        }
    },
}


def scaled(**properties: Any) -> Data:
    return {
        "Type": "AWS::AutoScaling::AutoScalingGroup",
        "Properties": {"MinSize": "1", "MaxSize": "2", **properties},
    }


@pytest.mark.parametrize("name", ["Config", "Template"])
def test_a_launch_configuration_that_became_a_launch_template_is_one_delta(name: str) -> None:
    version = {"Fn::GetAtt": [name, "LatestVersionNumber"]}
    mine = {
        "Web": group(),
        "Config": CONFIGURATION,
        "Fleet": scaled(LaunchConfigurationName={"Ref": "Config"}),
    }
    ideal = {
        "Web": group(),
        name: LAUNCH_TEMPLATE,
        "Fleet": scaled(LaunchTemplate={"LaunchTemplateId": {"Ref": name}, "Version": version}),
    }
    found = both(mine, ideal)
    (delta,) = found.deltas
    assert (delta.kind, delta.path, delta.ideal_path) == (
        "changed",
        ("Resources", "Config"),
        ("Resources", name),
    )
    assert (delta.before, delta.after) == (CONFIGURATION, LAUNCH_TEMPLATE)
    assert delta.deployment.replacement == "will"
    claimed = ("Resources", "Fleet", "Properties", "LaunchConfigurationName")
    assert delta.claims == ((claimed,) if name == "Template" else ())
    assert (delta.resource, delta.resource_type) == ("Config", "AWS::AutoScaling::LaunchConfiguration")
    assert delta.target == delta.path
    kinds = ["renamed"] if name == "Template" else []
    assert [part.kind for part in delta.parts] == [
        *kinds,
        *("changed", "added", "removed", "removed", "removed", "added", "removed"),
    ]
    pair = next(pair for pair in found.alignment if pair.generated == "Config")
    assert (pair.ideal, pair.type) == (name, "AWS::EC2::LaunchTemplate")


def test_resources_of_one_family_that_share_nothing_are_no_pair() -> None:
    mine = {"Config": CONFIGURATION}
    ideal = {
        "Other": {
            "Type": "AWS::EC2::LaunchTemplate",
            "Properties": {"LaunchTemplateData": {"KernelId": "aki-1"}},
        }
    }
    assert [delta.kind for delta in both(mine, ideal).deltas] == ["added", "removed"]


def test_the_weights_of_the_parts_add_up() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)])}
    ideal = {"Web": group(SecurityGroupIngress=[rule(80)]), "Https": ingress(443)}
    found = both(mine, ideal)
    (delta,) = found.deltas
    assert delta.weight == sum(part.weight for part in delta.parts)
    assert found.similarity == pytest.approx(1 - delta.weight / found.total_weight)


# -- what comes along --------------------------------------------------------------------------


def outside(**properties: Any) -> Data:
    return {"Type": "AWS::SNS::Topic", "Properties": properties}


@pytest.mark.parametrize(
    ("user", "comes_along"),
    [
        ({"DependsOn": "Https"}, True),
        ({"DependsOn": ["Https"]}, True),
        ({"Properties": {"DisplayName": {"Ref": "Https"}}}, True),
        ({"Properties": {"DisplayName": {"Fn::Sub": "${Https}-${AWS::Region}"}}}, True),
        ({"Properties": {"DisplayName": {"Fn::Sub": "${Https}-${Web}"}}}, False),
        ({"DependsOn": ["Https", "Web"]}, False),
        ({"Properties": {"DisplayName": "Https"}}, False),
        ({"Properties": {"DisplayName": {"Ref": "AWS::Region"}}}, False),
    ],
    ids=str,
)
@pytest.mark.parametrize("renamed", [False, True], ids=["same name", "renamed"])
def test_what_does_nothing_but_name_the_new_resource_comes_along(
    user: Data, *, comes_along: bool, renamed: bool
) -> None:
    text = {"TopicName": "all-the-news-of-this-shop", "KmsMasterKeyId": "alias/aws/sns"}
    mine = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)]), "News": outside(**text)}
    name = "Mail" if renamed else "News"
    told = {**outside(**text), **user, "Properties": {**text, **user.get("Properties", {})}}
    ideal = {"Web": group(SecurityGroupIngress=[rule(80)]), "Https": ingress(443), name: told}
    for one, other in ((mine, ideal), (ideal, mine)):
        deltas = [delta for delta in both(one, other).deltas if delta.kind != "renamed"]
        (move,) = (delta for delta in deltas if delta.kind == "moved")
        assert len(deltas) == (1 if comes_along else 2)
        assert len(move.parts) == (3 if comes_along else 2)


def test_a_value_that_named_something_else_does_not_come_along() -> None:
    mine = {
        "Web": group(SecurityGroupIngress=[rule(80), rule(443)]),
        "News": {**outside(), "DependsOn": "Other"},
        "Other": outside(TopicName="other"),
    }
    ideal = {
        "Web": group(SecurityGroupIngress=[rule(80)]),
        "News": {**outside(), "DependsOn": "Https"},
        "Other": outside(TopicName="other"),
        "Https": ingress(443),
    }
    assert sorted(delta.kind for delta in both(mine, ideal).deltas) == ["changed", "moved"]


def test_two_moves_are_two_deltas_each_where_its_first_part_stood() -> None:
    out = {**ingress(25), "Type": "AWS::EC2::SecurityGroupEgress"}
    mine = {
        "First": outside(TopicName="a"),
        "Web": group(SecurityGroupIngress=[rule(80), rule(443)], SecurityGroupEgress=[rule(53), rule(25)]),
        "Last": outside(TopicName="b"),
    }
    ideal = {
        "First": outside(TopicName="c"),
        "Web": group(SecurityGroupIngress=[rule(80)], SecurityGroupEgress=[rule(53)]),
        "Last": outside(TopicName="d"),
        "Https": ingress(443),
        "Mail": out,
    }
    found = both(mine, ideal).deltas
    assert [(delta.kind, delta.path) for delta in found] == [
        ("changed", ("Resources", "First", "Properties", "TopicName")),
        ("moved", ("Resources", "Web", "Properties", "SecurityGroupIngress", 1)),
        ("moved", ("Resources", "Web", "Properties", "SecurityGroupEgress", 1)),
        ("changed", ("Resources", "Last", "Properties", "TopicName")),
    ]
    assert [(delta.before, delta.after) for delta in found[1:3]] == [
        (rule(443), ingress(443)),
        (rule(25), out),
    ]
    assert {(delta.resource, delta.resource_type) for delta in found[1:3]} == {
        ("Web", "AWS::EC2::SecurityGroup")
    }
    assert [delta.ideal_path for delta in found[1:3]] == [("Resources", "Https"), ("Resources", "Mail")]
    back = both(ideal, mine).deltas
    assert [(delta.kind, delta.path) for delta in back if delta.kind == "moved"] == [
        ("moved", ("Resources", "Https")), ("moved", ("Resources", "Mail")),
    ]  # fmt: skip
    assert [delta.target for delta in back if delta.kind == "moved"] == [
        ("Resources", "Https"),
        ("Resources", "Mail"),
    ]


def test_rules_that_were_resources_become_one_list_again() -> None:
    mine = {"Web": group(), "Http": ingress(80), "Https": ingress(443)}
    ideal = {"Web": group(SecurityGroupIngress=[rule(80), rule(443)])}
    delta = only(mine, ideal)
    assert (delta.kind, delta.path) == ("moved", ("Resources",))
    assert delta.before == {"Http": ingress(80), "Https": ingress(443)}
    assert delta.after == [rule(80), rule(443)]
    assert delta.ideal_path == ("Resources", "Web", "Properties", "SecurityGroupIngress")


# -- homes -------------------------------------------------------------------------------------


def owned(kind: str, **properties: Any) -> Data:
    return {"Type": kind, "Properties": {"Own": "text of its own", **properties}}


BY_OWNER = {
    "ingress by id": ("AWS::EC2::SecurityGroup", "SecurityGroupIngress", "AWS::EC2::SecurityGroupIngress", "GroupId"),
    "ingress by name": ("AWS::EC2::SecurityGroup", "SecurityGroupIngress", "AWS::EC2::SecurityGroupIngress", "GroupName"),
    "egress": ("AWS::EC2::SecurityGroup", "SecurityGroupEgress", "AWS::EC2::SecurityGroupEgress", "GroupId"),
    "subscription": ("AWS::SNS::Topic", "Subscription", "AWS::SNS::Subscription", "TopicArn"),
    **{f"policy of a {owner}": (f"AWS::IAM::{owner}", "Policies", "AWS::IAM::Policy", f"{owner}s") for owner in ("Role", "User", "Group")},
    **{f"own policy of a {owner}": (f"AWS::IAM::{owner}", "Policies", f"AWS::IAM::{owner}Policy", f"{owner}Name") for owner in ("Role", "User", "Group")},
    **{f"managed policy of a {owner}": (f"AWS::IAM::{owner}", "Policies", "AWS::IAM::ManagedPolicy", f"{owner}s") for owner in ("Role", "User", "Group")},
}  # fmt: skip


@pytest.mark.parametrize("home", BY_OWNER.values(), ids=BY_OWNER)
@pytest.mark.parametrize("way", ["out", "in"])
def test_an_item_may_become_a_resource_that_names_its_owner(
    home: tuple[str, str, str, str], way: str
) -> None:
    kind, items, alone, link = home
    item = {"PolicyName": "a", "Text": "the same in both", "Other": 5}
    link_value: Any = [{"Ref": "Owner"}] if link.endswith("s") else {"Ref": "Owner"}
    name = "ManagedPolicyName" if alone.endswith("ManagedPolicy") else "PolicyName"
    body = {"Type": alone, "Properties": {**item, link: link_value}}
    if "IAM" in alone:
        del body["Properties"]["PolicyName"]
        body["Properties"][name] = "another name"
    sides = ({"Owner": owned(kind, **{items: [item]})}, {"Owner": owned(kind), "Alone": body})
    delta = only(*(sides if way == "out" else sides[::-1]))
    assert delta.kind == "moved"
    own, resource = ("Resources", "Owner", "Properties", items), ("Resources", "Alone")
    assert (delta.path, delta.ideal_path) == ((own, resource) if way == "out" else (resource, own))
    other = {**body, "Properties": {**body["Properties"], link: "somebody-else"}}
    strangers = (sides[0], {**sides[1], "Alone": other})
    kinds = sorted(delta.kind for delta in both(*(strangers if way == "out" else strangers[::-1])).deltas)
    assert kinds == ["added", "removed"]


def test_the_likeliest_of_several_resources_is_the_item() -> None:
    mine = {"Web": group(SecurityGroupIngress=[rule(443)])}
    ideal = {"Web": group(), "Far": ingress(22, CidrIp="0.0.0.0/0"), "Near": ingress(443)}
    found = both(mine, ideal).deltas
    assert [(delta.kind, delta.ideal_path) for delta in found] == [
        ("moved", ("Resources", "Near")), ("added", ("Resources", "Far")),
    ]  # fmt: skip


def test_an_item_that_shares_less_than_45_in_100_with_a_resource_is_another_one() -> None:
    def kinds(shared: int) -> list[str]:
        """Of a hundred characters on either side."""
        mine = {
            "T": owned(
                "AWS::SNS::Topic", Subscription=[{"A": "s" * shared, "B": "x" * 25, "C": "v" * (75 - shared)}]
            )
        }
        alone = {"A": "s" * shared, "D": "y" * 25, "E": "w" * (75 - shared), "TopicArn": {"Ref": "T"}}
        ideal = {"T": owned("AWS::SNS::Topic"), "S": {"Type": "AWS::SNS::Subscription", "Properties": alone}}
        return sorted(delta.kind for delta in both(mine, ideal).deltas)

    assert kinds(45) == ["moved"]
    assert kinds(44) == ["added", "removed"]
