"""Regions, and the account of the documentation's examples, where the template means those of its stack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from repair.document.pointer import Path
from repair.patch.operations import Operation, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import IF, intrinsic
from repair.template.substitution import escaped_text
from repair.template.template import Resource

_REGION = r"[a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d"
_EXAMPLE_ACCOUNT = "123456789012"
"""The account of AWS's own examples. Any other number may be an account that is meant."""

_TRACE = re.compile(rf"(?:st|th|al)-[0-9]|{_EXAMPLE_ACCOUNT}")
"""What every text has that names a region (their last words are west, north, central, …) or the account."""

_OWN_ACCOUNT = r"\$\{AWS::AccountId\}|" + _EXAMPLE_ACCOUNT
_ARN = re.compile(
    rf"(?P<head>arn:(?:aws[a-z-]*|\$\{{AWS::Partition\}}):(?!acm:|wafv2:)[a-z0-9-]+:)"
    rf"(?P<region>{_REGION}|\$\{{AWS::Region\}}|)(?P<mid>:)(?P<account>{_OWN_ACCOUNT}|lambda)(?=:)"
)
_SERVICE = re.compile(rf"(?P<head>com\.amazonaws\.)(?P<region>{_REGION})(?=\.[a-z0-9.-]+$)")
_PRINCIPAL = re.compile(rf"(?P<head>[a-z0-9-]+\.)(?P<region>{_REGION})(?=\.amazonaws\.com$)")
_REGION_ALONE = re.compile(rf"(?P<head>)(?P<region>{_REGION})$")
_PATTERN_OF = {
    "ServiceName": _SERVICE,
    "Service": _PRINCIPAL,
    "awslogs-region": _REGION_ALONE,
    "Fn::GetAZs": _REGION_ALONE,
}
_REMOTE = re.compile(r"Destination|Replica|Source|Peer|Primary|Secondary|Remote|Target")
"""Names of properties that rightly speak of another region or account."""

_ENTERED = (IF, "Fn::Join", "Fn::Sub", "Fn::Select", "Fn::GetAZs")
_ELSEWHERE = ("AWS::CloudFront::", "AWS::CloudFormation::", "AWS::WAFv2::", "Custom::")
"""Types that rightly speak of another region, or whose values mean something that is not known."""


class _Found(NamedTuple):
    path: Path
    region: str
    account: str
    operation: Operation


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each text. Nothing in a template that speaks of several regions: they are meant."""
    found: list[tuple[Resource, _Found]] = []
    for resource in context.template.resources.values():
        if not resource.type.startswith(_ELSEWHERE):
            read = context.of_body("hardcoded-place", resource, partial(_places, resource))
            found += [(resource, one) for one in read]
    if len({one.region for _, one in found if one.region}) > 1:
        return
    for resource, one in found:
        what = " and ".join(
            word
            for word in (
                one.region and f"the region {one.region}",
                one.account and f"the account {one.account}",
            )
            if word
        )
        yield Detection(one.path, f"{resource.id} names {what}.", (one.operation,))


def _places(resource: Resource) -> tuple[_Found, ...]:
    if not _worth_reading(resource.properties):
        return ()
    return tuple(_walk(resource.properties, (*resource.path, "Properties"), "", substituted=False))


def _worth_reading(properties: Any) -> bool:
    """Whether some text may name a region or the account: the careful reading takes ten times as long."""
    pending = [properties]
    while pending:
        node = pending.pop()
        for item in node.values() if type(node) is dict else node:
            if type(item) is str:
                if ("-" in item or _EXAMPLE_ACCOUNT in item) and _TRACE.search(item):
                    return True
            elif type(item) in (dict, list):
                pending.append(item)
    return False


def _walk(value: Any, path: Path, key: str, *, substituted: bool) -> Iterator[_Found]:
    """`key`: the nearest name above the value that is no function. `substituted`: it is the text of an Fn::Sub."""
    if isinstance(value, str):
        yield from _in_text(value, path, key, substituted=substituted)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, (*path, index), key, substituted=substituted and index == 0)
    elif isinstance(value, dict):
        call = intrinsic(value)
        if call is not None:
            name, argument = call
            if name in _ENTERED:
                inner = name if name == "Fn::GetAZs" else key
                yield from _walk(argument, (*path, name), inner, substituted=name == "Fn::Sub")
            return
        for name, item in value.items():
            if name != "Condition":
                yield from _walk(item, (*path, name), name, substituted=False)


def _in_text(text: str, path: Path, key: str, *, substituted: bool) -> Iterator[_Found]:
    pattern = _ARN if text.startswith("arn:") else _PATTERN_OF.get(key)
    match = pattern.match(text) if pattern is not None and "\n" not in text else None
    if match is None or _REMOTE.search(key):
        return
    named = match.groupdict()
    region = "" if named["region"].startswith("$") else named["region"]
    account = _EXAMPLE_ACCOUNT if named.get("account") == _EXAMPLE_ACCOUNT else ""
    if not region and not account:
        return
    if key == "Fn::GetAZs":
        yield _Found(path[:-1], region, "", Set(path, ""))
        return
    shown = "${AWS::Region}" if region else named["region"]
    owner = "${AWS::AccountId}" if account else named.get("account", "")
    head = named["head"] + shown + named.get("mid", "") + owner
    rest = text[match.end() :]
    if substituted:
        yield _Found(path, region, account, Set(path, head + rest))
    elif head == "${AWS::Region}" and not rest:
        yield _Found(path, region, account, Set(path, {"Ref": "AWS::Region"}))
    elif "${" not in match[0]:
        yield _Found(path, region, account, Set(path, {"Fn::Sub": head + escaped_text(rest)}))
