"""Rules of groups and entries of network ACLs, one case a line, where their parts are odd or given later."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.permissions.documents import verdict as verdict_on
from repair.diff.permissions.network import Rules, compare_rules, read_acl_entry, read_rule, read_rules

OPPOSITE = {"broader": "narrower", "narrower": "broader"}
PORT, PROTOCOL, NO_VALUE = {"Ref": "Port"}, {"Ref": "Protocol"}, {"Ref": "AWS::NoValue"}


def rule(start: Any = 443, end: Any = 443, protocol: Any = "tcp", **peer: Any) -> dict[str, Any]:
    given = {"IpProtocol": protocol, "FromPort": start, "ToPort": end, **(peer or {"CidrIp": "10.0.0.0/8"})}
    return {key: value for key, value in given.items() if value is not None}


def icmp(kind: Any = None, code: Any = None, protocol: Any = 1) -> dict[str, Any]:
    return rule(kind, code, protocol)


ONE_GROUP, TWO_NAMES = (
    {"SourceSecurityGroupId": "g"},
    {"SourceSecurityGroupId": "g", "SourceSecurityGroupName": "n"},
)
CASES = [
    ("names of protocols have no case", [rule(protocol="TCP")], [rule(protocol="6")], "same"),
    ("icmp is 1", [icmp(8, 0, "icmp")], [icmp(8, 0, "1")], "same"),
    ("udp is 17", [rule(protocol="udp")], [rule(protocol=17)], "same"),
    ("icmpv6 is 58", [icmp(1, 0, "icmpv6")], [icmp(1, 0, 58)], "same"),
    ("a protocol given later is itself", [rule(protocol=PROTOCOL)], [rule(protocol=PROTOCOL)], "same"),
    ("a protocol given later is not weighed", [rule(protocol=PROTOCOL)], [rule()], "incomparable"),
    ("protocols given later are told apart", [rule(protocol=PROTOCOL)], [rule(protocol={"Ref": "Other"})], "incomparable"),
    ("every protocol is more than one given later", [rule(protocol=PROTOCOL)], [rule(protocol="-1")], "broader"),
    ("a protocol given later may have ports", [rule(80, 80, PROTOCOL)], [rule(81, 81, PROTOCOL)], "incomparable"),
    ("a protocol without ports takes no notice of them", [rule(80, 80, 50)], [rule(None, None, 50)], "same"),
    ("a protocol that is null is not weighed", [{**rule(), "IpProtocol": None}], [rule()], "incomparable"),
    ("UDP has ports too", [rule(0, 65535, "udp")], [rule(53, 53, "udp")], "narrower"),
    ("two ranges that touch are one", [rule(1, 5), rule(6, 9)], [rule(1, 9)], "same"),
    ("two ranges that overlap are one", [rule(1, 6), rule(4, 9)], [rule(1, 9)], "same"),
    ("a range that sticks out below is more", [rule(4, 9)], [rule(3, 9)], "broader"),
    ("a range that sticks out above is more", [rule(4, 9)], [rule(4, 10)], "broader"),
    ("three ranges in any order are one", [rule(7, 9), rule(1, 3), rule(4, 6)], [rule(1, 9)], "same"),
    ("three wide ranges in any order are one", [rule(30001, 65535), rule(100, 1023), rule(1024, 30000)], [rule(100, 65535)], "same"),
    ("a port twice counts once", [rule(1, 9), rule(4, 4)], [rule(1, 9)], "same"),
    ("ports of another protocol do not help", [rule(1, 5), rule(6, 9, "udp")], [rule(1, 9)], "incomparable"),
    ("a range for part of a network is less", [rule(1, 9, CidrIp="10.0.0.0/9"), rule(1, 5, CidrIp="10.128.0.0/9")], [rule(1, 9)], "broader"),
    ("every protocol helps at every port", [rule(1, 5), rule(protocol="-1", CidrIp="10.0.0.0/9")], [rule(1, 9)], "incomparable"),
    ("no port lies beyond all", [rule(0, 65535)], [rule(1, 65535)], "narrower"),
    ("no port lies below all", [rule(0, 65535)], [rule(0, 65534)], "narrower"),
    ("a port given later is within all of them", [rule(PORT, PORT)], [rule(0, 65535)], "broader"),
    ("a port given later is within nearly all of them perhaps", [rule(PORT, PORT)], [rule(1, 65535)], "incomparable"),
    ("a port given later is within no narrower range", [rule(PORT, 90)], [rule(80, 90)], "incomparable"),
    ("a port given later at one end", [rule(PORT, 90)], [rule(PORT, 90)], "same"),
    ("a port of six digits is none", [rule(100000, 100000)], [rule(0, 65535)], "broader"),
    ("a port in other digits is none", [rule("٤٤٣", 443)], [rule(443, 443)], "incomparable"),
    ("a port below zero is none", [rule(-2, 5)], [rule(0, 5)], "incomparable"),
    ("a port that is missing is not weighed", [rule(None, 443)], [rule()], "incomparable"),
    ("an upper port that is missing is not weighed", [rule(443, None)], [rule()], "incomparable"),
    ("an ICMP type and code are themselves", [icmp(8, 0)], [icmp("8", "0")], "same"),
    ("another code is another", [icmp(3, 0)], [icmp(3, 1)], "incomparable"),
    ("another type is another", [icmp(3, 0)], [icmp(8, 0)], "incomparable"),
    ("every code of a type is more", [icmp(3, 1)], [icmp(3, -1)], "broader"),
    ("every code of another type is not", [icmp(3, 1)], [icmp(8, -1)], "incomparable"),
    ("every type is more than every code of one", [icmp(3, -1)], [icmp(-1, -1)], "broader"),
    ("every type is more than one given later", [icmp(PORT, 0)], [icmp(-1, -1)], "broader"),
    ("every code is not more than one given later", [icmp(PORT, 0)], [icmp(8, -1)], "incomparable"),
    ("ICMP without a type is not weighed", [icmp()], [icmp(-1, -1)], "broader"),
    ("ICMPv6 without a type is every type", [icmp(protocol=58)], [icmp(-1, -1, 58)], "same"),
    ("ICMPv6 with a type alone is not weighed", [icmp(8, None, 58)], [icmp(8, -1, 58)], "incomparable"),
    ("ICMPv6 with a code alone is not weighed", [icmp(None, 0, 58)], [icmp(-1, -1, 58)], "broader"),
    ("ICMP is not ICMPv6", [icmp(-1, -1)], [icmp(-1, -1, 58)], "incomparable"),
    ("types are no ports", [icmp(0, 65535)], [icmp(3, 3)], "incomparable"),
    ("a network without a prefix is a text", [rule(CidrIp="10.0.0.1")], [rule(CidrIp="10.0.0.1/32")], "incomparable"),
    ("a network that is none is a text", [rule(CidrIp="office/8")], [rule(CidrIp="office/8")], "same"),
    ("a network that is none lies in none", [rule(CidrIp="office/8")], [rule(CidrIp="0.0.0.0/0")], "incomparable"),
    ("a network given later is itself", [rule(CidrIp={"Ref": "N"})], [rule(1, 443, CidrIp={"Ref": "N"})], "broader"),
    ("IPv6 lies within IPv6", [rule(CidrIpv6="2001:db8::/32")], [rule(CidrIpv6="::/0")], "broader"),
    ("a network that is null is none", [{**rule(), "CidrIpv6": None}], [rule()], "same"),
    ("a group with two names is another", [rule(**ONE_GROUP)], [rule(**TWO_NAMES)], "incomparable"),
    ("a group's owner counts", [rule(**ONE_GROUP)], [rule(**ONE_GROUP, SourceSecurityGroupOwnerId="1")], "incomparable"),
    ("a group that traffic goes to", [rule(1, 9, DestinationSecurityGroupId="g")], [rule(1, 5, DestinationSecurityGroupId="g")], "narrower"),
    ("a list that traffic goes to", [rule(1, 9, DestinationPrefixListId="l")], [rule(1, 5, DestinationPrefixListId="l")], "narrower"),
    ("a list that traffic comes from", [rule(1, 9, SourcePrefixListId="l")], [rule(1, 5, SourcePrefixListId="l")], "narrower"),
    ("a group by its name", [rule(1, 9, SourceSecurityGroupName="g")], [rule(1, 5, SourceSecurityGroupName="g")], "narrower"),
    ("a network and a group are not weighed", [rule(CidrIp="10.0.0.0/8", **ONE_GROUP)], [rule(**ONE_GROUP)], "incomparable"),
    ("another property is not weighed", [{**rule(), "Cidr": "x"}], [rule()], "incomparable"),
    ("a description of what is not weighed says nothing", [{**rule(), "Cidr": "x", "Description": "y"}], [{**rule(), "Cidr": "x"}], "same"),
    ("a rule given later is itself", [{"Ref": "R"}, rule()], [{"Ref": "R"}], "narrower"),
    ("no value is no list", NO_VALUE, [], "same"),
    ("a list that is none is not weighed", "x", [], "incomparable"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [case[1:] for case in CASES],
    ids=[case[0].replace(" ", "_") for case in CASES],
)
def test_an_odd_rule_has_its_verdict_and_its_opposite_the_other_way_round(
    mine: Any, theirs: Any, verdict: str
) -> None:
    assert compare_rules(mine, theirs) == verdict
    assert compare_rules(theirs, mine) == OPPOSITE.get(verdict, verdict)


EVERY, EVERY_V6 = rule(None, None, "-1", CidrIp="0.0.0.0/0"), rule(None, None, -1, CidrIpv6="::/0")


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        ([EVERY, EVERY_V6], "broader"),  # the VPC may have no IPv6
        ([EVERY], "narrower"),
        ([EVERY_V6], "incomparable"),
        ([EVERY, rule(None, None, -1, CidrIpv6="8000::/1"), rule(None, None, -1, CidrIpv6="::/1")], "incomparable"),
        ([rule()], "narrower"),
        (NO_VALUE, "same"),
        ([], "same"),
    ],
)  # fmt: skip
def test_a_group_is_made_with_egress_to_everywhere(theirs: Any, verdict: str) -> None:
    assert compare_rules(None, theirs, egress=True) == verdict
    assert compare_rules(theirs, None, egress=True) == OPPOSITE.get(verdict, verdict)
    assert compare_rules(None, NO_VALUE) == "same"


def entry(action: Any = "allow", **parts: Any) -> dict[str, Any]:
    given = {"Protocol": 6, "RuleAction": action, "CidrBlock": "10.0.0.0/8", **parts}
    return {
        key: value for key, value in {"PortRange": {"From": 80, "To": 90}, **given}.items() if value != ()
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [
        (entry(), entry(PortRange={"From": 80, "To": 91}), "broader"),
        (entry(), entry(PortRange={"From": 79, "To": 90}), "broader"),
        (entry("deny"), entry("deny", PortRange={"From": 79, "To": 90}), "narrower"),
        (entry(), entry(CidrBlock=(), Ipv6CidrBlock="::/0"), "incomparable"),
        (entry(CidrBlock=(), Ipv6CidrBlock="2001:db8::/32"), entry(CidrBlock=(), Ipv6CidrBlock="::/0"), "broader"),
        (entry(Protocol=-1), entry(Protocol=-1, PortRange=()), "same"),
        (entry(), entry(Protocol=17), "incomparable"),
        (entry(), entry(Icmp={"Type": 1, "Code": 1}), "same"),
        (entry(Protocol=1, Icmp={"Type": 3, "Code": 1}), entry(Protocol=1, Icmp={"Type": 3, "Code": -1}), "broader"),
        (entry(Protocol=1, Icmp={"Type": 3, "Code": 1}), entry(Protocol=1, Icmp={"Type": 4, "Code": 1}), "incomparable"),
        (entry(Protocol=58, Icmp={"Type": -1, "Code": -1}), entry(Protocol=58), "same"),
        (entry(PortRange={"Ref": "P"}), entry(PortRange={"Ref": "P"}), "same"),
        (entry(PortRange=[]), entry(), "incomparable"),
        (entry(Icmp="x"), entry(), "incomparable"),
        (entry(Protocol=()), entry(), "incomparable"),
        (entry(CidrBlock=()), entry(), "incomparable"),
        (entry("Allow"), entry(), "incomparable"),
    ],
)  # fmt: skip
def test_an_entry_of_an_acl_is_read_by_its_parts(mine: Any, theirs: Any, verdict: str) -> None:
    old, new = read_acl_entry(mine), read_acl_entry(theirs)
    assert verdict_on(lost=new.short_of(old), gained=old.short_of(new)) == verdict
    assert verdict_on(lost=old.short_of(new), gained=new.short_of(old)) == OPPOSITE.get(verdict, verdict)


def test_an_entry_allows_or_denies_the_same_rule() -> None:
    allow, deny = read_acl_entry(entry()), read_acl_entry(entry("deny"))
    assert allow.allow == deny.deny != frozenset()
    assert not allow.deny | deny.allow | allow.unread | deny.unread


def test_how_much_is_short_counts_ranges_of_ports_and_what_is_not_read() -> None:
    nothing = Rules()
    some = read_rules([rule(1, 9), rule(20, 30, "udp"), 3, "x"])
    assert (len(some.allow), len(some.unread)) == (2, 2)
    assert nothing.short_of(some) == 2 + 2
    assert some.short_of(nothing) == 2  # what is not read may let something through, or not
    assert read_rules([rule(4, 5)]).short_of(read_rules([rule(1, 9)])) == 2  # below and above
    assert read_rules([rule(1, 9)]).short_of(read_rules([rule(4, 5)])) == 0
    assert read_acl_entry(entry("deny")).short_of(nothing) == 1
    assert nothing.short_of(read_acl_entry(entry("deny"))) == 0
    both = read_acl_entry(entry("deny")) | some
    assert both == some | read_acl_entry(entry("deny"))
    assert (both.allow, both.unread, len(both.deny)) == (some.allow, some.unread, 1)


@pytest.mark.parametrize(
    "value", [{"IpProtocol": "tcp"}, {"CidrIp": "10.0.0.0/8"}, [rule()], {**rule(), "Foo": 1}]
)
def test_what_is_no_rule_stands_as_itself(value: Any) -> None:
    found = read_rule(value)
    assert (len(found.unread), found.allow, found.deny) == (1, frozenset(), frozenset())


def test_a_group_without_rules_lets_nothing_in() -> None:
    assert read_rules(None) == read_rules([]) == Rules()
