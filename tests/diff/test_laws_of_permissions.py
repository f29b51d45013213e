"""Laws of what is allowed: they hold for any statements and rules, whatever a verdict on them is."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.permissions.documents import Document, compare, read_document
from repair.diff.permissions.network import Rules, compare_rules, read_acl_entry, read_rules

OPPOSITE = {"broader": "narrower", "narrower": "broader"}

actions = st.lists(
    st.sampled_from(["a:*", "a:Get*", "a:Get", "a:Put", "b:?et", "*", {"Ref": "P"}]), min_size=1, max_size=3
)
texts = st.lists(
    st.sampled_from(["arn:x:*:1", "arn:x:y:1", "*", {"Ref": "P"}, {"Fn::GetAtt": ["B", "Arn"]}]),
    min_size=1,
    max_size=2,
)
principals = st.sampled_from(["*", {"AWS": "012345678901"}, {"Service": ["s", "t"]}, {"AWS": {"Ref": "P"}}])
values = st.lists(st.sampled_from(["x", "x*", "10.0.0.0/8", "5", {"Ref": "P"}]), min_size=1, max_size=2)
conditions = st.dictionaries(
    st.sampled_from(["StringLike", "StringNotEquals", "IpAddress", "NumericLessThan", "Null", "ForAllValues:StringEquals", "Odd"]),
    st.dictionaries(st.sampled_from(["k", "l"]), values, min_size=1, max_size=2), max_size=2,
)  # fmt: skip


@st.composite
def statements(draw: st.DrawFn) -> Any:
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from([{"Effect": "Odd"}, {"Ref": "S"}, 3]))
    return {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        draw(st.sampled_from(["Action", "NotAction"])): draw(actions),
        draw(st.sampled_from(["Resource", "NotResource"])): draw(texts),
        draw(st.sampled_from(["Principal", "NotPrincipal"])): draw(principals),
        "Condition": draw(conditions),
    }


lists = st.lists(statements(), max_size=3)
ports = st.sampled_from([0, 80, 443, 1024, 65535, -1, {"Ref": "P"}])
peers = st.sampled_from(
    [
        {"CidrIp": "10.0.0.0/8"},
        {"CidrIp": "0.0.0.0/0"},
        {"CidrIpv6": "::/0"},
        {"SourceSecurityGroupId": "g"},
        {},
    ]
)
rules = st.builds(
    lambda protocol, one, other, peer: {"IpProtocol": protocol, "FromPort": one, "ToPort": other, **peer},
    st.sampled_from(["tcp", 17, "icmp", 58, -1, {"Ref": "P"}]), ports, ports, peers,
)  # fmt: skip
rule_lists = st.lists(rules, max_size=3)


def document(listed: list[Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": listed}


@settings(max_examples=12, deadline=None)
@given(lists, lists, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_statements_matters(
    mine: Any, theirs: Any, by: random.Random
) -> None:
    shuffled = by.sample([*mine, *mine], 2 * len(mine))
    assert compare(document(mine), document(shuffled)) == "same"
    assert compare(document(shuffled), document(theirs)) == compare(document(mine), document(theirs))


@settings(max_examples=12, deadline=None)
@given(lists, lists)
def test_a_change_judged_wider_one_way_is_narrower_the_other_way(mine: Any, theirs: Any) -> None:
    there, back = compare(document(mine), document(theirs)), compare(document(theirs), document(mine))
    assert back == OPPOSITE.get(there, there)


@settings(max_examples=12, deadline=None)
@given(lists, lists)
def test_documents_together_are_the_statements_of_both(mine: Any, theirs: Any) -> None:
    one, other = read_document(document(mine)), read_document(document(theirs))
    both = read_document(document([*mine, *theirs]))
    assert one | other == other | one == both
    assert one | Document() == one
    assert one | one == one


@settings(max_examples=12, deadline=None)
@given(lists, statements())
def test_one_statement_more_or_less_goes_one_way(listed: Any, more: Any) -> None:
    before, after = read_document(document(listed)), read_document(document([*listed, more]))
    if read_document(document([more])).allow:
        assert after.short_of(before) == 0
    elif read_document(document([more])).deny:
        assert before.short_of(after) == 0
    elif before != after:
        assert before.short_of(after) == after.short_of(before) == 1


@settings(max_examples=12, deadline=None)
@given(rule_lists, rule_lists, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_rules_matters(mine: Any, theirs: Any, by: random.Random) -> None:
    shuffled = by.sample([*mine, *mine], 2 * len(mine))
    assert compare_rules(mine, shuffled) == "same"
    there = compare_rules(mine, theirs)
    assert compare_rules(shuffled, theirs) == there
    assert compare_rules(theirs, mine) == OPPOSITE.get(there, there)


@settings(max_examples=12, deadline=None)
@given(rule_lists, rules)
def test_one_rule_more_lets_no_less_through(listed: Any, more: Any) -> None:
    before, after = read_rules(listed), read_rules([*listed, more])
    if read_rules([more]).allow:
        assert after.short_of(before) == 0
    assert before | read_rules([more]) == after
    assert before | Rules() == before


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from([-1, 6, 17, 1]),
    ports,
    ports,
    st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "::/0", {"Ref": "N"}]),
    st.data(),
)
def test_what_an_entry_lets_through_it_keeps_out_when_it_denies(
    protocol: Any, one: Any, other: Any, net: Any, data: Any
) -> None:
    def entry(action: str, network: Any) -> Rules:
        return read_acl_entry(
            {
                "Protocol": protocol,
                "RuleAction": action,
                "CidrBlock": network,
                "PortRange": {"From": one, "To": other},
            }
        )

    second = data.draw(st.sampled_from(["10.0.0.0/8", "10.0.0.0/7", {"Ref": "N"}]))
    assert entry("allow", net).short_of(entry("allow", second)) == entry("deny", second).short_of(
        entry("deny", net)
    )
