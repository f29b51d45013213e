from __future__ import annotations

from typing import Any

from repair.diff.delta import Delta
from repair.diff.difference import as_json, diff
from repair.diff.merge import apply_deltas
from repair.template.template import Template

Data = dict[str, Any]


def bucket(**properties: Any) -> Data:
    return {"Type": "AWS::S3::Bucket", "Properties": properties}


def deltas(mine: Data, ideal: Data, *, exact: bool = False) -> tuple[Delta, ...]:
    return diff(Template(mine), Template(ideal), exact=exact).deltas


def tags(*names: str) -> list[Data]:
    return [{"Key": name, "Value": name} for name in names]


def test_a_delta_is_the_smallest_subtree_with_both_raw_paths() -> None:
    rules = [{"Id": "a", "ExpirationInDays": 1}, {"Id": "b", "ExpirationInDays": 2}]
    changed = [{"Id": "b", "ExpirationInDays": 3}, rules[0]]
    mine = {"Resources": {"B": bucket(LifecycleConfiguration={"Rules": rules})}}
    ideal = {"Resources": {"B": bucket(LifecycleConfiguration={"Rules": changed})}}
    (delta,) = deltas(mine, ideal)
    base = ("Resources", "B", "Properties", "LifecycleConfiguration", "Rules")
    assert (delta.kind, delta.before, delta.after) == ("changed", 2, 3)
    assert delta.path == (*base, 1, "ExpirationInDays")
    assert delta.ideal_path == (*base, 0, "ExpirationInDays")


def test_a_whole_property_on_one_side_is_one_delta() -> None:
    mine = {"Resources": {"B": bucket(BucketName="b", Tags=tags("x", "y"))}}
    ideal = {"Resources": {"B": bucket(VersioningConfiguration={"Status": "Enabled"}, BucketName="b")}}
    added, removed = deltas(mine, ideal)
    assert (added.kind, added.path, added.after) == ("added", None, {"Status": "Enabled"})
    assert added.target == ("Resources", "B", "Properties", "VersioningConfiguration")
    assert (removed.kind, removed.ideal_path, removed.before) == ("removed", None, tags("x", "y"))


def test_an_added_item_says_where_it_belongs() -> None:
    mine = {"Resources": {"B": bucket(Tags=tags("x", "y"))}}
    ideal = {"Resources": {"B": bucket(Tags=tags("x", "new", "y"))}}
    (delta,) = deltas(mine, ideal)
    assert delta.ideal_path == ("Resources", "B", "Properties", "Tags", 1)
    assert delta.target == ("Resources", "B", "Properties", "Tags", 1)


def test_a_rename_claims_its_echoes() -> None:
    def template(name: str) -> Data:
        return {
            "Resources": {
                name: bucket(BucketName="b"),
                "F": {
                    "Type": "AWS::Lambda::Function",
                    "DependsOn": [name],
                    "Properties": {
                        "Environment": {"Variables": {"B": {"Fn::Join": ["", ["x", {"Ref": name}]]}}},
                        "Layers": [{"Fn::Sub": f"${{{name}.Arn}}-${{!Raw}}"}],
                    },
                },
            },
            "Outputs": {"O": {"Value": {"Fn::GetAtt": [name, "Arn"]}}},
        }

    found = deltas(template("Raw"), template("Data"))
    assert [(d.kind, d.before, d.after) for d in found] == [("renamed", "Raw", "Data")]
    assert set(found[0].claims) == {
        ("Resources", "F", "DependsOn"),
        ("Resources", "F", "Properties", "Environment", "Variables", "B"),
        ("Resources", "F", "Properties", "Layers"),
        ("Outputs", "O", "Value"),
    }


def test_other_sections_have_deltas_alike() -> None:
    mine = {"Description": "a", "Parameters": {"P": {"Type": "String", "Default": 20}}, "Resources": {}}
    ideal = {
        "Description": "b",
        "Parameters": {"P": {"Type": "String", "Default": "20", "MinLength": 1}},
        "Resources": {},
        "Outputs": {"O": {"Value": "x"}},
    }
    assert [(d.kind, d.ideal_path) for d in deltas(mine, ideal)] == [
        ("changed", ("Description",)),
        ("added", ("Parameters", "P", "MinLength")),
        ("added", ("Outputs", "O")),
    ]


def test_spelling_counts_only_when_exact() -> None:
    mine = {
        "Resources": {
            "Q": {"Type": "AWS::SQS::Queue", "Properties": {"FifoQueue": "true", "Tags": tags("a", "b")}}
        }
    }
    ideal = {
        "Resources": {
            "Q": {"Type": "AWS::SQS::Queue", "Properties": {"FifoQueue": True, "Tags": tags("b", "a")}}
        }
    }
    assert deltas(mine, ideal) == ()
    found = deltas(mine, ideal, exact=True)
    assert [(d.kind, d.exact_only, d.weight) for d in found] == [("changed", True, 0), ("moved", True, 0)]
    assert apply_deltas(Template(mine), Template(ideal), found, exact=True) == ideal


def test_an_ordered_list_has_moves() -> None:
    def layers(*names: str) -> Data:
        return {"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"Layers": list(names)}}}}

    (delta,) = deltas(layers("a", "b", "c"), layers("c", "a", "b"))
    assert (delta.kind, (delta.path or ())[-1], (delta.ideal_path or ())[-1]) == ("moved", 2, 0)


def test_branches_of_an_if_are_compared_one_by_one() -> None:
    def template(no: Any) -> Data:
        return {"Resources": {"B": bucket(Tags={"Fn::If": ["C", tags("a"), no]})}}

    (delta,) = deltas(template(tags("b", "c")), template(tags("c", "d", "b")))
    assert delta.kind == "added"
    assert delta.ideal_path == ("Resources", "B", "Properties", "Tags", "Fn::If", 2, 1)


def test_replacement_and_loss_of_data_are_told() -> None:
    def table(key: str, **attributes: str) -> Data:
        body = {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": key, "BillingMode": key}}
        return {"Resources": {"T": {**body, **attributes}}}

    name, billing = deltas(table("a"), table("b"))
    assert (name.deployment.replacement, name.deployment.data_loss) == ("will", True)
    assert billing.deployment.replacement == "never"
    keeps = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
    assert not deltas(table("a", **keeps), table("b", **keeps))[0].deployment.data_loss
    (gone,) = deltas(table("a"), {"Resources": {}})
    assert (gone.kind, gone.deployment.data_loss) == ("removed", True)


def test_a_change_of_an_unknown_type_may_replace() -> None:
    def thing(value: int) -> Data:
        return {"Resources": {"T": {"Type": "Some::Unknown::Thing", "Properties": {"A": value}}}}

    assert deltas(thing(1), thing(2))[0].deployment.replacement == "may"


def test_mending_without_a_rename_keeps_the_old_name_in_what_comes_new() -> None:
    mine = {"Resources": {"Raw": bucket(BucketName="a-long-bucket-name")}}
    ideal = {
        "Resources": {"Data": bucket(BucketName="a-long-bucket-name")},
        "Outputs": {"O": {"Value": {"Ref": "Data"}}},
    }
    found = deltas(mine, ideal)
    assert [d.kind for d in found] == ["renamed", "added"]
    mended = apply_deltas(Template(mine), Template(ideal), found[1:])
    assert mended["Outputs"] == {"O": {"Value": {"Ref": "Raw"}}}
    assert mended["Resources"] == mine["Resources"]


def test_a_section_that_is_emptied_goes() -> None:
    mine: Data = {"Parameters": {"P": {"Type": "String"}}, "Resources": {}}
    ideal: Data = {"Resources": {}}
    assert apply_deltas(Template(mine), Template(ideal), deltas(mine, ideal)) == ideal


def test_new_keys_stand_where_the_ideal_has_them() -> None:
    mine = {"Resources": {"B": {"Properties": {"z": 1, "a": 2}, "Type": "Custom::T"}}}
    ideal = {"Resources": {"B": {"Type": "Custom::T", "Properties": {"a": 2, "new": 3, "z": 1}}}}
    mended = apply_deltas(Template(mine), Template(ideal), deltas(mine, ideal))
    assert list(mended["Resources"]["B"]) == ["Properties", "Type"]
    assert list(mended["Resources"]["B"]["Properties"]) == ["z", "a", "new"]


def test_the_json_has_pointers_and_nothing_of_the_inside() -> None:
    mine, ideal = {"Resources": {"A/B": bucket(X=1)}}, {"Resources": {"A/B": bucket(X=2)}}
    said = as_json(diff(Template(mine), Template(ideal)))
    assert said["equal"] is False
    assert said["alignment"] == [
        {
            "generated": "A/B",
            "ideal": "A/B",
            "type": "AWS::S3::Bucket",
            "by": "id",
            "confidence": 1.0,
            "margin": 1.0,
        }
    ]
    assert said["deltas"] == [
        {
            "kind": "changed",
            "path": "/Resources/A~1B/Properties/X",
            "ideal_path": "/Resources/A~1B/Properties/X",
            "before": 1,
            "after": 2,
            "claims": [],
            "deployment": {"replacement": "never", "data_loss": False, "also": []},
            "permissions": None,
            "depends_on": [],
            "weight": 2,
            "parts": [],
        }
    ]


def looked_up(value: Any, entries: Data) -> Data:
    stage = {"Type": "String", "AllowedValues": ["dev", "prod"]}
    return {
        "Parameters": {"Stage": stage},
        "Mappings": {"Zones": entries},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": {"D": {"Type": "AWS::RDS::DBInstance", "Properties": {"MultiAZ": value}}},
    }


FOUND = {"Fn::FindInMap": ["Zones", {"Ref": "Stage"}, "Many"]}
CHOSEN = {"Fn::If": ["IsProd", True, False]}
ZONES = {"dev": {"Many": False}, "prod": {"Many": True}}


def test_a_value_that_is_looked_up_can_mean_what_one_that_is_chosen_means() -> None:
    assert deltas(looked_up(FOUND, ZONES), looked_up(CHOSEN, ZONES)) == ()


def test_it_is_mended_all_the_same_when_what_it_looks_up_is_to_go() -> None:
    mine, ideal = looked_up(FOUND, ZONES), looked_up(CHOSEN, {"dev": {"Few": True}, "prod": {"Few": True}})
    found = deltas(mine, ideal)
    mended = Template(apply_deltas(mine, ideal, found))
    assert mended.section("Resources") == ideal["Resources"]
    assert diff(mended, Template(ideal)).equal
