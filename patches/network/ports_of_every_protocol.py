"""Rules of security groups for every protocol that name ports."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_LISTS = ("SecurityGroupIngress", "SecurityGroupEgress")
_WHOLE = ("-1", "0", "65535", "None")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each rule."""
    base = (*resource.path, "Properties")
    found = [(base, resource.properties)]
    if resource.type == "AWS::EC2::SecurityGroup":
        found = []
        for name in _LISTS:
            rules = resource.properties.get(name)
            for index, rule in enumerate(rules if isinstance(rules, list) else ()):
                if isinstance(rule, dict):
                    found.append(((*base, name, index), rule))
    for path, rule in found:
        ports = [field for field in ("FromPort", "ToPort") if field in rule]
        if str(rule.get("IpProtocol")) != "-1" or not ports or any(isinstance(rule[p], dict) for p in ports):
            continue
        whole = all(str(rule[port]) in _WHOLE for port in ports)
        yield Detection(
            (*path, ports[0]),
            f"{resource.id} names ports in a rule for every protocol, where they say nothing.",
            tuple(Remove((*path, port)) for port in ports),
            Safety.SAFE if whole else Safety.DISPLAY_ONLY,
        )
