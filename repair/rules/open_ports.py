"""Inbound rules of security groups that let every address in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.template.template import Resource

EVERYONE = ("0.0.0.0/0", "::/0")


def open_rules(resource: Resource) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """The rules of a security group, or the rule that a resource is: path, rule, and the field of the open source."""
    base: Path = (*resource.path, "Properties")
    rules = resource.properties.get("SecurityGroupIngress")
    found = [
        ((*base, "SecurityGroupIngress", n), rule)
        for n, rule in enumerate(rules if isinstance(rules, list) else ())
    ]
    if resource.type == "AWS::EC2::SecurityGroupIngress":
        found = [(base, resource.properties)]
    for path, rule in found:
        if isinstance(rule, dict):
            for field in ("CidrIp", "CidrIpv6"):
                if rule.get(field) in EVERYONE:
                    yield path, rule, field


def tcp_ports(rule: dict[str, Any]) -> tuple[int, int] | None:
    """First and last port of a TCP rule; None for other protocols and for ports that are not known."""
    if str(rule.get("IpProtocol")).lower() not in ("tcp", "6"):
        return None
    first, last = _number(rule.get("FromPort")), _number(rule.get("ToPort"))
    return None if first is None or last is None else (first, last)


def _number(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return int(value)
    except ValueError:
        return None
