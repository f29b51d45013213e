"""Inbound rules that open the port of a database to every address."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Operation, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.open_ports import open_rules, tcp_ports
from repair.template.template import Resource

_PORTS = {
    1433: "SQL Server",
    1521: "Oracle",
    2049: "NFS",
    3306: "MySQL",
    5432: "PostgreSQL",
    5439: "Redshift",
    6379: "Redis",
    9200: "OpenSearch",
    11211: "Memcached",
    27017: "MongoDB",
}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each rule."""
    for path, rule, field in open_rules(resource):
        ports = tcp_ports(rule)
        if ports is None or ports[1] - ports[0] > 100:  # everything is open: another rule says so
            continue
        name = next((name for port, name in _PORTS.items() if ports[0] <= port <= ports[1]), None)
        if name is None:
            continue
        message = f"{resource.id} opens the port of {name} to {rule[field]}."
        vpc = _vpc(context, resource) if field == "CidrIp" else None
        if vpc is None:
            yield Detection((*path, field), message, safety=Safety.DISPLAY_ONLY)
        else:
            fix: Operation = Set((*path, field), {"Fn::GetAtt": [vpc, "CidrBlock"]})
            yield Detection((*path, field), message, (fix,), Safety.UNSAFE)


def _vpc(context: Context, resource: Resource) -> str | None:
    """The VPC of the security group, where the template makes it."""
    if resource.type == "AWS::EC2::SecurityGroupIngress":
        group = resource.properties.get("GroupId")
        names = group.get("Fn::GetAtt", [group.get("Ref")]) if isinstance(group, dict) else [None]
        name = names[0] if isinstance(names, list) and names else None
        holder = context.template.resources.get(name) if isinstance(name, str) else None
        if holder is None or holder.type != "AWS::EC2::SecurityGroup":
            return None
        resource = holder
    value = resource.properties.get("VpcId")
    name = value.get("Ref") if isinstance(value, dict) else None
    vpc = context.template.resources.get(name) if isinstance(name, str) else None
    known = vpc is not None and vpc.type == "AWS::EC2::VPC" and "CidrBlock" in vpc.properties
    return vpc.id if vpc is not None and known else None
