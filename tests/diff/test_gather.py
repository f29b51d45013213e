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
