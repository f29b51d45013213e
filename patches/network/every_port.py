"""Inbound rules that open nearly every port to every address."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.open_ports import open_rules
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each rule."""
    for path, rule, field in open_rules(resource):
        every = str(rule.get("IpProtocol")) == "-1"
        if every or (str(rule.get("FromPort")) in ("0", "1") and str(rule.get("ToPort")) == "65535"):
            message = f"{resource.id} opens every port to {rule[field]}."
            yield Detection(path, message, safety=Safety.DISPLAY_ONLY)
