from __future__ import annotations

import ipaddress
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.delta import Permissions
from repair.diff.permissions.documents import verdict as verdict_on
from repair.diff.permissions.network import compare_rules, read_acl_entry, read_rule

OPPOSITE: dict[str, str] = {"broader": "narrower", "narrower": "broader"}


def rule(**parts: Any) -> dict[str, Any]:
    given = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8", **parts}
    return {key: value for key, value in given.items() if value is not None}


def to(**peer: Any) -> dict[str, Any]:
    return rule(CidrIp=None, **peer)


class Case(NamedTuple):
    sentence: str
    mine: Any
    theirs: Any
    verdict: Permissions
    egress: bool = False


EVERY = {"IpProtocol": -1, "CidrIp": "0.0.0.0/0"}
EVERY_V6 = {"IpProtocol": -1, "CidrIpv6": "::/0"}
GROUP = {"Fn::GetAtt": ["G", "GroupId"]}
CASES = [
    Case("a rule more is broader", [rule()], [rule(), rule(FromPort=80, ToPort=80)], "broader"),
    Case("a description says nothing", [rule()], [rule(Description="x")], "same"),
    Case("the order of rules says nothing", [rule(), to(CidrIpv6="::/0")], [to(CidrIpv6="::/0"), rule()], "same"),
    Case("a rule twice is there once", [rule(), rule()], [rule()], "same"),
    Case("a protocol's name is its number", [rule()], [rule(IpProtocol=6)], "same"),
    Case("the number may be a text", [rule(IpProtocol=17)], [rule(IpProtocol="UDP")], "same"),
    Case("another protocol is neither", [rule()], [rule(IpProtocol="udp")], "incomparable"),
    Case("every protocol is more than one", [rule()], [rule(IpProtocol="-1")], "broader"),
    Case("ports say nothing for every protocol", [rule(IpProtocol=-1)], [rule(IpProtocol=-1, FromPort=None, ToPort=None)], "same"),
    Case("a text is a port", [rule(FromPort="443")], [rule()], "same"),
    Case("fewer ports are narrower", [rule(FromPort=0)], [rule()], "narrower"),
    Case("adjacent ports are a range", [rule(FromPort=80, ToPort=80), rule(FromPort=81, ToPort=90)], [rule(FromPort=80, ToPort=90)], "same"),
    Case("a gap between ports is one", [rule(FromPort=80, ToPort=80), rule(FromPort=82, ToPort=90)], [rule(FromPort=80, ToPort=90)], "broader"),
    Case("TCP without ports is not weighed", [rule(FromPort=None, ToPort=None)], [rule()], "incomparable"),
    Case("there is no TCP port -1", [rule(FromPort=-1)], [rule()], "incomparable"),
    Case("all ports are more than a parameter's", [rule(FromPort={"Ref": "P"}, ToPort={"Ref": "P"})], [rule(FromPort=0, ToPort=65535)], "broader"),
    Case("two parameters are not comparable", [rule(FromPort={"Ref": "P"})], [rule(FromPort={"Ref": "Q"})], "incomparable"),
    Case("a network within another is narrower", [rule()], [rule(CidrIp="10.1.0.0/16")], "narrower"),
    Case("two halves are the network", [rule(CidrIp="10.0.0.0/9"), rule(CidrIp="10.128.0.0/9")], [rule()], "same"),
    Case("bits behind the prefix say nothing", [rule(CidrIp="10.9.9.9/8")], [rule()], "same"),
    Case("everywhere is more than here", [rule()], [rule(CidrIp="0.0.0.0/0")], "broader"),
    Case("IPv4 and IPv6 are apart", [rule(CidrIp="0.0.0.0/0")], [to(CidrIpv6="::/0")], "incomparable"),
    Case("IPv6 is written in several ways", [to(CidrIpv6="2001:DB8:0::/32")], [to(CidrIpv6="2001:db8::/32")], "same"),
    Case("no network covers a group", [to(SourceSecurityGroupId=GROUP)], [rule(CidrIp="0.0.0.0/0")], "incomparable"),
    Case("groups are told by meaning", [to(SourceSecurityGroupId=GROUP)], [to(SourceSecurityGroupId={"Fn::Sub": "${G.GroupId}"})], "same"),
    Case("prefix lists are told by name", [to(SourcePrefixListId="pl-1")], [to(SourcePrefixListId="pl-2")], "incomparable"),
    Case("fewer ports from a group are narrower", [to(SourceSecurityGroupId=GROUP, FromPort=1)], [to(SourceSecurityGroupId=GROUP)], "narrower"),
    Case("a parameter's network is not weighed", [rule(CidrIp={"Ref": "C"})], [rule(CidrIp="0.0.0.0/0")], "incomparable"),
    Case("all ICMP is more than one type", [rule(IpProtocol="icmp", FromPort=8, ToPort=0)], [rule(IpProtocol=1, FromPort=-1, ToPort=-1)], "broader"),
    Case("all codes are more than one", [rule(IpProtocol=1, FromPort=8, ToPort=-1)], [rule(IpProtocol=1, FromPort=8, ToPort=0)], "narrower"),
    Case("types are no range", [rule(IpProtocol=1, FromPort=3, ToPort=8)], [rule(IpProtocol=1, FromPort=4, ToPort=4)], "incomparable"),
    Case("ICMPv6 without a type is all of it", [rule(IpProtocol="icmpv6", FromPort=None, ToPort=None)], [rule(IpProtocol=58, FromPort=-1, ToPort=-1)], "same"),
    Case("no rules let nothing in", None, [rule()], "broader"),
    Case("an empty list lets nothing in", [], None, "same"),
    Case("no egress rules let all out", None, [rule()], "narrower", True),
    Case("an empty list of egress rules is none", [], None, "same", True),
    Case("all IPv4 is no more than what a group is made with", None, [EVERY], "narrower", True),
    Case("all IPv4 and IPv6 is no less", None, [EVERY, EVERY_V6], "broader", True),
    Case("a rule with two peers is not weighed", [rule(CidrIpv6="::/0")], [rule()], "incomparable"),
    Case("a list known later is itself", {"Ref": "L"}, {"Ref": "L"}, "same"),
    Case("a list known later is not weighed", {"Ref": "L"}, [rule()], "incomparable"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence.replace(" ", "_"))
def test_a_change_of_rules_has_its_verdict_and_its_opposite_the_other_way_round(case: Case) -> None:
    assert compare_rules(case.mine, case.theirs, egress=case.egress) == case.verdict
    back = compare_rules(case.theirs, case.mine, egress=case.egress)
    assert back == OPPOSITE.get(case.verdict, case.verdict)


def entry(**parts: Any) -> dict[str, Any]:
    given = {"Protocol": 6, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8", **parts}
    return {"PortRange": {"From": 80, "To": 90}, **given}


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [
        (entry(), entry(CidrBlock="0.0.0.0/0"), "broader"),
        (entry(RuleAction="deny"), entry(RuleAction="deny", CidrBlock="0.0.0.0/0"), "narrower"),
        (entry(), entry(PortRange={"From": "80", "To": 81}), "narrower"),
        (entry(), entry(RuleAction="deny"), "narrower"),
        (entry(Protocol=1, Icmp={"Type": 8, "Code": 0}), entry(Protocol=1, Icmp={"Type": -1, "Code": -1}), "broader"),
        (entry(), entry(RuleAction={"Ref": "A"}), "incomparable"),
    ],
)  # fmt: skip
def test_an_acl_entry_allows_or_denies(mine: Any, theirs: Any, verdict: str) -> None:
    old, new = read_acl_entry(mine), read_acl_entry(theirs)
    assert verdict_on(lost=new.short_of(old), gained=old.short_of(new)) == verdict
    assert verdict_on(lost=old.short_of(new), gained=new.short_of(old)) == OPPOSITE.get(verdict, verdict)


def test_an_unreadable_rule_is_a_value() -> None:
    for value in (None, "x", [], {"IpProtocol": "tcp"}, {"CidrIp": "10.0.0.0/8"}, rule(Cidr="x")):
        assert read_rule(value).unread


ports = st.integers(0, 4)
nets = st.tuples(st.integers(0, 7), st.integers(29, 32)).map(lambda at: f"10.0.0.{at[0]}/{at[1]}")
rules = st.builds(
    lambda protocol, start, end, net: rule(IpProtocol=protocol, FromPort=min(start, end), ToPort=max(start, end), CidrIp=net),
    st.sampled_from(["tcp", "udp", "-1"]), ports, ports, nets,
)  # fmt: skip
lists = st.lists(rules, min_size=1, max_size=4)


def packets(those: list[dict[str, Any]]) -> set[tuple[str, int, int]]:
    """By brute force, protocol, port and last byte of all that some rule lets through."""
    found = set()
    for one in those:
        net = ipaddress.ip_network(one["CidrIp"], strict=False)
        every = one["IpProtocol"] == "-1"
        for protocol in ("tcp", "udp", "other") if every else (one["IpProtocol"],):
            for port in range(6) if every else range(one["FromPort"], one["ToPort"] + 1):
                found |= {
                    (protocol, port, last)
                    for last in range(8)
                    if ipaddress.ip_address(f"10.0.0.{last}") in net
                }
    return found  # fmt: skip


@settings(max_examples=150)
@given(lists, lists)
def test_verdicts_are_those_of_all_packets(mine: Any, theirs: Any) -> None:
    old, new = packets(mine), packets(theirs)
    assert compare_rules(mine, theirs) == verdict_on(lost=len(old - new), gained=len(new - old))
