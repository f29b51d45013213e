"""Resources that are the same thing under another type."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.alignment.align import EntryPair
from repair.diff.alignment.successors import aligned, succeeded
from repair.template.template import Template

Data = dict[str, Any]

TEXT = "a-text-of-forty-characters-to-say-enough"


def made(kind: str, name: str = "Old", **properties: Any) -> Data:
    return {name: {"Type": kind, "Properties": properties or {"Text": TEXT}}}


def pairs(mine: Data, ideal: Data) -> dict[str, EntryPair]:
    found = aligned(
        *(Template(side if "Resources" in side else {"Resources": side}) for side in (mine, ideal))
    )
    return found["Resources"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AutoScaling::LaunchConfiguration", "EC2::LaunchTemplate"),
        ("EC2::Instance", "EC2::LaunchTemplate"),
        ("IAM::Policy", "IAM::ManagedPolicy"),
        ("IAM::Policy", "IAM::RolePolicy"),
        ("IAM::ManagedPolicy", "IAM::UserPolicy"),
        ("IAM::GroupPolicy", "IAM::Policy"),
        ("DynamoDB::Table", "DynamoDB::GlobalTable"),
        ("Serverless::SimpleTable", "DynamoDB::Table"),
        ("Lambda::Function", "Serverless::Function"),
        ("ApiGateway::RestApi", "Serverless::Api"),
        ("ApiGatewayV2::Api", "Serverless::HttpApi"),
        ("StepFunctions::StateMachine", "Serverless::StateMachine"),
        ("ElasticLoadBalancing::LoadBalancer", "ElasticLoadBalancingV2::LoadBalancer"),
        ("Elasticsearch::Domain", "OpenSearchService::Domain"),
        ("ElastiCache::CacheCluster", "ElastiCache::ReplicationGroup"),
        ("CloudFront::CloudFrontOriginAccessIdentity", "CloudFront::OriginAccessControl"),
        ("WAF::WebACL", "WAFv2::WebACL"),
        ("WAFRegional::WebACL", "WAF::WebACL"),
    ],
)
def test_a_resource_may_have_another_type_of_its_family(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = pairs(made(f"AWS::{one}"), made(f"AWS::{other}", "Fresh"))
        # The same content, nothing in the name, no users: 0.5 of 0.7.
        assert found == {
            "Old": EntryPair("Old", "Fresh", "content", pytest.approx(5 / 7), pytest.approx(5 / 7))
        }
        assert pairs(made(f"AWS::{one}"), made(f"AWS::{one}", "Fresh", Else=1)) == {}, "that is for likeness"
        assert pairs(made(f"AWS::{one}"), made("AWS::SNS::Topic", "Fresh")) == {}


FUNCTION, SAM = "AWS::Lambda::Function", "AWS::Serverless::Function"


def confidence(mine: Data, ideal: Data, name: str) -> float:
    found = pairs(mine, ideal).get(name)
    return found.confidence if found is not None else 0.0


@pytest.mark.parametrize(
    ("properties", "other", "alike"),
    [
        ({"A": TEXT}, {"A": TEXT}, 1),
        ({"A": TEXT}, {"B": {"A": TEXT}}, 1),
        ({"A": TEXT}, {"A": [TEXT]}, 1),
        ({"A": TEXT}, {"A": [TEXT, TEXT]}, 80 / 120),
        ({"A": TEXT, "B": 12}, {"A": TEXT, "B": "12"}, 1),
        ({"A": TEXT, "B": 12}, {"A": TEXT, "B": 13}, 80 / 88),
        ({"A": TEXT, "B": TEXT * 2}, {"A": TEXT}, 80 / 128),
        ({"A": TEXT, "B": {"Ref": "X"}}, {"A": TEXT, "B": {"Ref": "X"}}, 1),
        ({"A": TEXT, "B": {"Ref": "X"}}, {"A": TEXT, "B": {"Fn::Sub": "${X}"}}, 1),
        ({"A": TEXT, "B": {"Ref": "X"}}, {"A": TEXT, "B": {"Ref": "Renamed"}}, 1),
        ({"A": TEXT, "B": {"Ref": "X"}}, {"A": TEXT, "B": {"Fn::GetAtt": ["X", "Arn"]}}, 80 / 104),
        ({"A": TEXT, "B": [{"Ref": "X"}, {"Ref": "X"}]}, {"A": TEXT, "B": {"Ref": "X"}}, 104 / 116),
        ({"A": TEXT, "B": {"Ref": "X"}}, {"A": TEXT}, 80 / 92),
        ({"A": TEXT}, {"A": TEXT, "C": True}, 80 / 84),
    ],
    ids=str,
)
def test_content_is_alike_by_the_nearest_key_of_each_value(
    properties: Data, other: Data, alike: float
) -> None:
    found = confidence(made(FUNCTION, **properties), made(SAM, "Fresh", **other), "Old")
    assert found == pytest.approx(0.5 * alike / 0.7)


def reader(of: str, name: str = "Reader") -> Data:
    return {name: {"Type": "AWS::SSM::Parameter", "Properties": {"Name": name, "Value": {"Ref": of}}}}


def test_names_and_users_count_beside_the_content() -> None:
    mine, ideal = made(FUNCTION, "OrdersJob"), made(SAM, "OrdersRun")
    named = 12 / 18
    assert confidence(mine, ideal, "OrdersJob") == pytest.approx((0.5 + 0.2 * named) / 0.7)
    both = confidence({**mine, **reader("OrdersJob")}, {**ideal, **reader("OrdersRun")}, "OrdersJob")
    assert both == pytest.approx(0.5 + 0.2 * named + 0.3)
    one = confidence({**mine, **reader("OrdersJob")}, ideal, "OrdersJob")
    assert one == pytest.approx(0.5 + 0.2 * named)
    one = confidence(mine, {**ideal, **reader("OrdersRun")}, "OrdersJob")
    assert one == pytest.approx(0.5 + 0.2 * named)
    two = {**mine, **reader("OrdersJob"), **reader("OrdersJob", "Second")}
    assert confidence(two, {**ideal, **reader("OrdersRun")}, "OrdersJob") == pytest.approx(
        0.5 + 0.2 * named + 0.3 * 2 / 3
    )


def test_a_user_that_was_renamed_is_the_same_user() -> None:
    def made_of(kind: str, name: str, user: str) -> Data:
        body = {"Type": "AWS::SSM::Parameter", "Properties": {"Name": TEXT, "Value": {"Ref": name}}}
        return {**made(kind, name), user: body}

    found = pairs(made_of(FUNCTION, "Old", "Mine"), made_of(SAM, "Fresh", "Theirs"))
    assert found["Mine"].ideal == "Theirs"
    assert found["Old"].confidence == pytest.approx(0.5 + 0.3)


def test_below_a_likeness_of_35_in_100_nothing_is_a_pair() -> None:
    def found(shared: int) -> float:
        mine = made(FUNCTION, A="s" * shared, B="x" * (40 - shared))
        return confidence(mine, made(SAM, "Fresh", A="s" * shared, C="y" * (40 - shared)), "Old")

    assert found(20) == pytest.approx(0.5 * 0.5 / 0.7)
    assert found(19) == 0.0


def test_the_likeliest_is_taken_and_none_of_two_that_are_as_likely() -> None:
    near, far = made(SAM, "Near", A=TEXT, B=1), made(SAM, "Far", A=TEXT, B=2, C=TEXT)
    mine = made(FUNCTION, A=TEXT, B=1)
    found = pairs(mine, {**far, **near})
    assert found == {
        "Old": EntryPair(
            "Old", "Near", "content", pytest.approx(5 / 7), pytest.approx((1 - 80 / 128) * 5 / 7)
        )
    }
    twin = made(SAM, "Twin", A=TEXT, B=1)
    assert pairs(mine, {**near, **twin}) == {}


def test_one_type_of_two_families_has_one_successor() -> None:
    both = {**made("AWS::AutoScaling::LaunchConfiguration", "Config"), **made("AWS::EC2::Instance", "Server")}
    found = pairs(both, made("AWS::EC2::LaunchTemplate", "Fresh"))
    assert {name: of.ideal for name, of in found.items()} == {"Config": "Fresh"}
    two = {
        **made("AWS::EC2::LaunchTemplate", "Fresh"),
        **made("AWS::EC2::LaunchTemplate", "Server2", Text=TEXT, More="x"),
    }
    found = pairs(both, two)
    assert {name: of.ideal for name, of in found.items()} == {"Config": "Fresh", "Server": "Server2"}


def test_pairs_that_stand_are_kept_and_taken_for_no_other() -> None:
    mine = {**made(FUNCTION, "Kept"), **made(FUNCTION, "Old")}
    ideal = {**made(FUNCTION, "Kept"), **made(SAM, "Fresh")}
    found = pairs(mine, ideal)
    assert found["Kept"] == EntryPair("Kept", "Kept", "id", 1.0, 1.0)
    assert found["Old"].ideal == "Fresh"
    # Names are pairs whatever the types, and are so beforehand.
    changed = pairs(made(FUNCTION, "Same"), made(SAM, "Same"))
    assert changed == {"Same": EntryPair("Same", "Same", "id", 0.5, 0.5)}


def test_what_is_no_resource_has_no_successor() -> None:
    nothing = {"Text": "text", "NoType": {"Properties": {}}, "Bare": {"Type": FUNCTION}}
    assert pairs(nothing, made(SAM, "Fresh")) == {}
    given: dict[str, dict[str, EntryPair]] = {
        "Resources": {},
        "Outputs": {"O": EntryPair("O", "O", "id", 1.0, 1.0)},
    }
    found = succeeded(
        Template({"Resources": made(FUNCTION)}), Template({"Resources": made(SAM, "Fresh")}), given
    )
    assert found["Outputs"] == given["Outputs"]
    assert given["Resources"] == {}
    assert list(found["Resources"]) == ["Old"]
