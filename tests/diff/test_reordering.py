"""Order without meaning is no difference, order with meaning is one: over real templates.

The names below are written by hand and not taken from the tables of `repair.knowledge`, so that these tests do not
merely repeat what the program believes. REPAIR_CORPUS names a folder of folders with generated.* and ideal.*; every
REPAIR_CORPUS_STEP-th of them is read (default 12).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from repair.diff.difference import diff
from repair.diff.meaning.equality import meaning
from repair.diff.meaning.place import Place
from repair.diff.meaning.typed_place import properties_place
from repair.errors import InputError
from repair.patch.same import same
from repair.template import load
from repair.template.data import rewritten, value_at
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Template

CORPUS = os.environ.get("REPAIR_CORPUS")
STEP = int(os.environ.get("REPAIR_CORPUS_STEP", "12"))
FILES = (
    [file for folder in sorted(Path(CORPUS).iterdir())[::STEP] for file in sorted(folder.glob("*.[jy][sa]*"))]
    if CORPUS
    else []
)

corpus = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS does not name a folder of template pairs")

TAGS = frozenset({"Tags", "HostedZoneTags", "FileSystemTags", "HealthCheckTags"})
NETWORK = frozenset({
    "SecurityGroupIngress", "SecurityGroupEgress", "SecurityGroupIds", "SecurityGroups", "VpcSecurityGroupIds",
    "VPCSecurityGroups", "GroupSet", "SubnetIds", "Subnets", "VPCZoneIdentifier", "RouteTableIds",
    "SubnetMappings", "AvailabilityZones",
})  # fmt: skip
NAMES = frozenset({
    "ManagedPolicyArns", "Policies", "AlarmActions", "OKActions", "Dimensions", "AttributeDefinitions",
    "Environment", "Secrets", "EnvironmentVariables", "Parameters", "TargetGroupARNs", "Aliases",
    "SubjectAlternativeNames", "AllowedMethods", "CachedMethods", "AllowedOrigins", "AllowedHeaders",
    "EnableCloudwatchLogsExports", "CapacityProviders", "Architectures", "LoadBalancerAttributes",
    "TargetGroupAttributes", "Targets", "Origins", "ContainerDefinitions", "PortMappings", "BlockDeviceMappings",
    "TagSpecifications", "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "MetricsCollection", "Metrics",
    "ComplianceResourceTypes", "DataResources", "Transitions", "MethodResponses", "IntegrationResponses",
    "RequiresCompatibilities", "ExplicitAuthFlows", "AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs",
    "LogoutURLs", "ThumbprintList", "ClientIdList", "VPCs", "ResourceRecords", "Certificates",
})  # fmt: skip
STATEMENT = frozenset({"Action", "NotAction", "Resource", "NotResource"})
IN_ORDER = frozenset(
    {"KeySchema", "Layers", "Command", "EntryPoint", "Stages", "Columns", "TerminationPolicies"}
)

Keep = Callable[[tuple[str | int, ...], list[Any]], bool]


@cache
def template(file: Path) -> Template:
    try:
        return load(file)
    except InputError as error:
        pytest.skip(f"no template: {error}")


def reordered(value: Any, turns: Keep, path: tuple[str | int, ...] = ()) -> Any:
    """All mappings with their keys from last to first, and the lists that `turns` names likewise."""
    if isinstance(value, dict):
        return {key: reordered(item, turns, (*path, key)) for key, item in reversed(value.items())}
    if isinstance(value, list):
        items = [reordered(item, turns, (*path, index)) for index, item in enumerate(value)]
        return items[::-1] if turns(path, value) else items
    return value


def resources_only(path: tuple[str | int, ...]) -> bool:
    return path[:1] == ("Resources",) and path[2:3] == ("Properties",) and "Fn::Join" not in path


def by_name(path: tuple[str | int, ...], value: list[Any]) -> bool:
    """The lists that everyone knows to have no order, found by their names alone."""
    names = [step for step in path if isinstance(step, str)]
    if path[:1] == ("Resources",) and path[2:] == ("DependsOn",):
        return True
    if not resources_only(path) or not names or path[-1] == "Fn::If":
        return False
    own = next((step for step in reversed(path) if isinstance(step, str) and step != "Fn::If"), "")
    if isinstance(path[-1], int) and "Fn::If" not in path[-2:]:
        return False
    if own in TAGS | NETWORK | NAMES:
        return all(not isinstance(item, list) for item in value)
    in_statement = "Statement" in names
    return own == "Statement" or (in_statement and own in STATEMENT | {"AWS", "Service", "Federated"})


def by_meaning(path: tuple[str | int, ...], value: list[Any], places: dict[str, str]) -> bool:
    """The lists whose order has no meaning according to the program."""
    place = place_of(path, places)
    return place is not None and place.lists.kind != "ordered"


def place_of(path: tuple[str | int, ...], types: dict[str, str]) -> Place | None:
    """The place of a list within the Properties of a resource; None elsewhere and within functions."""
    if not resources_only(path) or not isinstance(path[1], str):
        return None
    place = properties_place(types.get(path[1], ""))
    steps = list(path[3:])
    while steps:
        step = steps.pop(0)
        if step == "Fn::If":
            if not steps:
                return None  # the argument of the function itself
            steps.pop(0)
        elif isinstance(step, str) and (step == "Ref" or step.startswith("Fn::")):
            return None
        else:
            place = place.below(step)
    return place


def lists(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], list[Any]]]:
    if isinstance(value, list):
        yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield from lists(item, (*path, step))


def types_of(of: Template) -> dict[str, str]:
    return {name: resource.type for name, resource in of.resources.items()}


def in_words(found: Any) -> list[str]:
    return ["/".join(map(str, delta.path or delta.ideal_path or ())) for delta in found.deltas]


@corpus
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_lists_known_to_have_no_order_can_be_reordered(file: Path) -> None:
    before = template(file)
    after = before.with_data(reordered(before.data, by_name))
    found = diff(before, after)
    assert found.equal, in_words(found)
    assert found.deltas == ()
    assert diff(after, before).deltas == ()


@corpus
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_lists_without_order_by_their_meaning_can_be_reordered(file: Path) -> None:
    before = template(file)
    types = types_of(before)
    after = before.with_data(reordered(before.data, lambda path, value: by_meaning(path, value, types)))
    found = diff(before, after)
    assert found.equal, in_words(found)
    assert found.deltas == ()


@corpus
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_reversing_an_ordered_list_is_a_difference(file: Path) -> None:
    """One list a template that the names say is ordered, or else the first that the meaning says is."""
    before = template(file)
    types = types_of(before)
    candidates = []
    for path, value in lists(before.data):
        place = place_of(path, types)
        if place is None or is_intrinsic(value):
            continue
        if place.lists.kind == "ordered" and not place.one_or_many:
            below = place.below(0)
            if len({meaning(item, below) for item in value}) == len(value) >= 2:
                candidates.append((path, value))
    candidates.sort(key=lambda found: found[0][-1] not in IN_ORDER)
    for path, value in candidates[:3]:
        after = before.with_data(rewritten(before.data, {path: value[::-1]}))
        assert not diff(before, after).equal, path


@corpus
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_lists_whose_names_say_order_are_ordered(file: Path) -> None:
    before = template(file)
    types = types_of(before)
    for path, value in lists(before.data):
        if path[-1] in IN_ORDER and len(value) > 1 and not same(value, value[::-1]):
            place = place_of(path, types)
            if place is not None:
                assert place.lists.kind == "ordered", path
            assert value_at(before.data, path) is value
