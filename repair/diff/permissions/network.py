"""Rules of security groups and network ACLs as what they let through.

Source: EC2 User Guide, "Security group rules"; CloudFormation template reference, AWS::EC2::SecurityGroup,
AWS::EC2::SecurityGroupIngress, AWS::EC2::SecurityGroupEgress and AWS::EC2::NetworkAclEntry. Protocol -1 is every
protocol, and with it, as with all but TCP, UDP and ICMP, ports say nothing. For ICMP "ports" are a type and a code, of
which -1 is all. A security group without egress rules, or with an empty list of them, keeps the one that it is made
with: all traffic to any IPv4 address, and to any IPv6 address if the VPC has such. That a rule of its own resource
type takes that one away is stated nowhere and not assumed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from repair.diff.delta import Permissions
from repair.diff.meaning.equality import frozen
from repair.diff.permissions.documents import verdict
from repair.diff.permissions.policy_conditions import network, within_networks
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import is_intrinsic, is_no_value
from repair.template.values import normal

Ports = tuple[int, int]

_NUMBERS = {"icmp": "1", "tcp": "6", "udp": "17", "icmpv6": "58"}
_EVERY = "-1"
_WITH_PORTS = frozenset({"6", "17"})
_ICMP = frozenset({"1", "58"})
_ALL_PORTS: Ports = (0, 65535)
_GROUPS = frozenset(
    {
        "SourceSecurityGroupId",
        "SourceSecurityGroupName",
        "SourceSecurityGroupOwnerId",
        "DestinationSecurityGroupId",
        "SourcePrefixListId",
        "DestinationPrefixListId",
    }
)
_NETWORKS = ("CidrIp", "CidrIpv6")
_OF_RULE = _GROUPS | {*_NETWORKS, "IpProtocol", "FromPort", "ToPort", "Description"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Some traffic.

    Attributes:
        protocol: A number, "-1" for every protocol; something else if it is known only at deployment.
        ports: From and to, both within; (0, 65535) where there are none. For ICMP type and code, -1 for all. A form
            of what was written if that is known only at deployment.
        peer: An IP network, or a form of what names a group or a prefix list.
    """

    protocol: Hashable
    ports: Hashable
    peer: Any


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that are in force together.

    Attributes:
        allow: What is let through.
        deny: What is not: by network ACLs only.
        unread: Rules that cannot be read, by their forms.
    """

    allow: frozenset[Rule] = frozenset()
    deny: frozenset[Rule] = frozenset()
    unread: frozenset[Hashable] = frozenset()

    def short_of(self, other: Rules) -> int:
        """How much of what `other` lets through is not provably let through; 0 if all is."""
        return (
            len(self.unread ^ other.unread)
            + sum(_blocked(rule, self.allow) for rule in other.allow)
            + sum(_blocked(rule, other.deny) for rule in self.deny)
        )

    def __or__(self, other: Rules) -> Rules:
        return Rules(self.allow | other.allow, self.deny | other.deny, self.unread | other.unread)


def compare_rules(mine: Data, theirs: Data, *, egress: bool = False) -> Permissions:
    """What a change from one list of a security group's rules to another does; None where the group has no list."""
    old, new = (read_rules(rules, egress=egress) for rules in (mine, theirs))
    return verdict(lost=new.short_of(old), gained=old.short_of(new))


def read_rules(value: Data, *, egress: bool = False) -> Rules:
    """The rules of a list as it stands in a security group."""
    value = normal(value)
    if value is None or value == [] or is_no_value(value):
        return _made_with() if egress else Rules()
    if not isinstance(value, list):
        return Rules(unread=frozenset({frozen(value)}))
    found = Rules()
    for rule in value:
        found |= read_rule(rule)
    return found


def read_rule(value: Data) -> Rules:
    """One rule, as it stands in a list or as the properties of a resource without the group's name."""
    value = normal(value)
    if isinstance(value, dict) and not is_intrinsic(value) and value.keys() <= _OF_RULE:
        peer = _peer(value)
        if peer is not None and "IpProtocol" in value:
            protocol = _protocol(value["IpProtocol"])
            ports = _ports(protocol, value.get("FromPort"), value.get("ToPort"))
            return Rules(allow=frozenset({Rule(protocol, ports, peer)}))
    said = (
        {key: item for key, item in value.items() if key != "Description"} if type(value) is dict else value
    )
    return Rules(unread=frozenset({frozen(said)}))


def read_acl_entry(properties: Mapping[str, Data]) -> Rules:
    """An entry of a network ACL. Entries of one number and direction are comparable, whatever the others are."""
    properties = normal(dict(properties))
    ports, icmp = properties.get("PortRange", {}), properties.get("Icmp", {})
    peer = _peer({"CidrIp": properties.get("CidrBlock"), "CidrIpv6": properties.get("Ipv6CidrBlock")})
    action = properties.get("RuleAction")
    if "Protocol" not in properties or peer is None or action not in ("allow", "deny"):
        return Rules(unread=frozenset({frozen(properties)}))
    if not isinstance(ports, dict) or not isinstance(icmp, dict):
        return Rules(unread=frozenset({frozen(properties)}))
    protocol = _protocol(properties["Protocol"])
    of_icmp = protocol in _ICMP
    start, end = (icmp.get("Type"), icmp.get("Code")) if of_icmp else (ports.get("From"), ports.get("To"))
    rule = frozenset({Rule(protocol, _ports(protocol, start, end), peer)})
    return Rules(allow=rule) if action == "allow" else Rules(deny=rule)


def _made_with() -> Rules:
    """The egress rules that a security group has before it is given any."""
    everywhere = Rule(_EVERY, _ALL_PORTS, network("0.0.0.0/0"))
    return Rules(allow=frozenset({everywhere, Rule(_EVERY, _ALL_PORTS, _IPV6_IF_ANY)}))


_IPV6_IF_ANY = ("IPv6 of the VPC, if it has any",)


def _protocol(value: Data) -> Hashable:
    if isinstance(value, (dict, list)) or value is None:
        return ("form", frozen(value))
    text = scalar_text(value).lower()
    return _NUMBERS.get(text, text)


def _ports(protocol: Hashable, start: Data, end: Data) -> Hashable:
    from_port, to_port = _port(start), _port(end)
    known = isinstance(from_port, int) and isinstance(to_port, int)
    if protocol in _ICMP:
        if known:
            return (from_port, to_port)
        return (
            (-1, -1) if protocol == "58" and start is None and end is None else ("form", from_port, to_port)
        )
    if protocol in _WITH_PORTS:
        return (from_port, to_port) if known and from_port != -1 else ("form", from_port, to_port)
    return _ALL_PORTS if isinstance(protocol, str) else ("form", from_port, to_port)


def _port(value: Data) -> Hashable:
    text = "" if value is None or isinstance(value, (dict, list)) else scalar_text(value)
    return (
        int(text) if text == "-1" or (text.isascii() and text.isdigit() and len(text) < 6) else frozen(value)
    )


def _peer(rule: Mapping[str, Data]) -> Any:
    """The other end of the traffic; None when the rule names none, or more than one."""
    networks = [rule[name] for name in _NETWORKS if rule.get(name) is not None]
    groups = {name: rule[name] for name in _GROUPS if name in rule}
    if groups and not networks:
        return ("group", frozen(groups))
    if groups or len(networks) != 1:
        return None
    text = networks[0]
    read = network(text) if isinstance(text, str) and "/" in text else None
    return ("network", frozen(text)) if read is None else read


def _blocked(rule: Rule, rules: frozenset[Rule]) -> int:
    """In how many of its port ranges traffic of `rule` does not provably pass one of `rules`."""
    if rule in rules:
        return 0
    those = [one for one in rules if one.protocol in (_EVERY, rule.protocol)]
    return sum(
        not _reached(rule.peer, [one.peer for one in those if _spans(one, rule.protocol, part)])
        for part in _parts(rule, those)
    )


def _parts(rule: Rule, rules: Iterable[Rule]) -> Iterable[Hashable]:
    """The ports of a rule, taken apart where ranges of other rules begin or end."""
    span = _span(rule)
    if span is None or rule.protocol not in _WITH_PORTS:
        return [rule.ports]
    start, end = span
    borders = {start}
    for other in rules:
        inner = _span(other) if other.protocol == rule.protocol else None
        if inner is not None:
            borders |= {border for border in (inner[0], inner[1] + 1) if start < border <= end}
    ordered = sorted(borders)
    return list(zip(ordered, [*(border - 1 for border in ordered[1:]), end], strict=True))


def _spans(rule: Rule, protocol: Hashable, ports: Hashable) -> bool:
    """Whether a rule says `ports` of `protocol`."""
    if rule.protocol == _EVERY or rule.ports == ports:
        return True
    mine = _span(rule)
    if rule.protocol in _ICMP and mine is not None:
        return mine[0] == -1 or (isinstance(ports, tuple) and ports[0] == mine[0] and mine[1] == -1)
    if mine is None or rule.protocol != protocol:
        return False
    if mine[0] <= 0 and mine[1] >= _ALL_PORTS[1]:
        return True
    return isinstance(ports, tuple) and ports[0] != "form" and mine[0] <= ports[0] and ports[1] <= mine[1]


def _span(rule: Rule) -> Ports | None:
    ports = rule.ports
    return ports if isinstance(ports, tuple) and ports[0] != "form" else None


def _reached(peer: Any, peers: list[Any]) -> bool:
    if peer in peers:
        return True
    networks = [one for one in peers if hasattr(one, "subnet_of")]
    if peer == _IPV6_IF_ANY:
        return any(one.version == 6 and one.prefixlen == 0 for one in networks)
    return hasattr(peer, "subnet_of") and within_networks(peer, networks)
