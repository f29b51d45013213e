"""The lists that rules about volumes and containers walk through."""

import pytest

from repair.rules.block_devices import new_volumes
from repair.rules.containers import containers
from repair.template.template import Resource


def resource(type_name, properties):
    return Resource("R", type_name, {"Type": type_name, "Properties": properties})


BASE = ("Resources", "R", "Properties")
EMPTY = {"DeviceName": "/dev/sdb", "Ebs": {"VolumeSize": 8}}


@pytest.mark.parametrize("type_name", ["AWS::EC2::Instance", "AWS::AutoScaling::LaunchConfiguration"])
def test_volumes_stand_in_the_properties(type_name):
    found = list(new_volumes(resource(type_name, {"BlockDeviceMappings": [EMPTY]})))
    assert found == [((*BASE, "BlockDeviceMappings", 0, "Ebs"), {"VolumeSize": 8})]


def test_volumes_of_a_launch_template_stand_in_its_data():
    data = {"LaunchTemplateData": {"BlockDeviceMappings": [EMPTY]}}
    found = list(new_volumes(resource("AWS::EC2::LaunchTemplate", data)))
    assert found == [((*BASE, "LaunchTemplateData", "BlockDeviceMappings", 0, "Ebs"), {"VolumeSize": 8})]


@pytest.mark.parametrize(
    "devices",
    [
        None,
        "x",
        {"Fn::If": ["A", [EMPTY], []]},
        [None, "x", {"Ebs": None}, {"Fn::If": ["A", EMPTY, EMPTY]}],
        [{"Ebs": {"SnapshotId": "snap-1"}}, {"Ebs": {"Ref": "X"}}, {"VirtualName": "ephemeral0"}],
    ],
)
def test_volumes_that_are_not_made_empty_or_not_known_are_passed_over(devices):
    assert not list(new_volumes(resource("AWS::EC2::Instance", {"BlockDeviceMappings": devices})))
    assert not list(new_volumes(resource("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": devices})))


def test_containers_are_called_by_their_name_or_their_place():
    definitions = [{"Name": "web"}, {"Name": {"Ref": "Name"}}, {"Ref": "X"}, "x"]
    found = containers(resource("AWS::ECS::TaskDefinition", {"ContainerDefinitions": definitions}))
    assert [(path[-1], name) for path, name, _ in found] == [(0, "web"), (1, "number 2")]


def test_computed_containers_are_passed_over():
    task = resource("AWS::ECS::TaskDefinition", {"ContainerDefinitions": {"Fn::If": ["A", [], []]}})
    assert not list(containers(task))
