"""Inbound rules that open port 22 or 3389 to every address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_ADMIN_PORTS = {22: "SSH", 3389: "RDP"}
_EVERYONE = ("0.0.0.0/0", "::/0")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each rule and port."""
    for path, rule in _rules(resource):
        source = next((rule[key] for key in ("CidrIp", "CidrIpv6") if rule.get(key) in _EVERYONE), None)
        if source is None:
            continue
        for port, name in _ADMIN_PORTS.items():
            if _covers(rule, port):
                message = f"{resource.id} opens port {port} ({name}) to {source}."
                yield Detection(path, message, safety=Safety.DISPLAY_ONLY)
                break


def _rules(resource: Resource) -> Iterator[tuple[Path, dict[str, Any]]]:
    base: Path = (*resource.path, "Properties")
    if resource.type == "AWS::EC2::SecurityGroupIngress":
        yield base, resource.properties
        return
    rules = resource.properties.get("SecurityGroupIngress")
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict):
            yield (*base, "SecurityGroupIngress", index), rule


def _covers(rule: dict[str, Any], port: int) -> bool:
    protocol = str(rule.get("IpProtocol"))
    if protocol == "-1":
        return True
    first, last = _number(rule.get("FromPort")), _number(rule.get("ToPort"))
    return protocol in ("tcp", "6") and first is not None and last is not None and first <= port <= last


def _number(value: Any) -> int | None:
    try:
        return int(value) if isinstance(value, (int, str)) else None
    except ValueError:
        return None
