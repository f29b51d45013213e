"""Resources that are the same thing under another type: a launch configuration that became a launch template.

Names and types first, as ever: this looks only at what `align` left without a partner, and pairs what is alike
within a family of types that people exchange for one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import Any

from repair.diff.alignment.align import Aligned, EntryPair, align
from repair.diff.alignment.assign import assigned, margins
from repair.diff.alignment.features import name_words
from repair.diff.meaning.equality import frozen
from repair.patch.likeness import Leaves, likeness
from repair.template.data import Data
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Template
from repair.template.values import normal

#: Types that one resource may have before and after somebody rewrote it. Source: the services' own migration
#: guides (launch templates, OpenSearch, WAFv2, origin access control, global tables) and what SAM expands to.
_FAMILIES: Sequence[tuple[str, ...]] = (
    ("AWS::AutoScaling::LaunchConfiguration", "AWS::EC2::LaunchTemplate"),
    ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy"),
    ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable"),
    ("AWS::Lambda::Function", "AWS::Serverless::Function"),
    ("AWS::ApiGateway::RestApi", "AWS::Serverless::Api"),
    ("AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi"),
    ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
    ("AWS::Elasticsearch::Domain", "AWS::OpenSearchService::Domain"),
    ("AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"),
    ("AWS::CloudFront::CloudFrontOriginAccessIdentity", "AWS::CloudFront::OriginAccessControl"),
    ("AWS::WAF::WebACL", "AWS::WAFRegional::WebACL", "AWS::WAFv2::WebACL"),
    ("AWS::EC2::Instance", "AWS::EC2::LaunchTemplate"),
)  # fmt: skip
#: What content, the name and the users say, and the likeness that a pair needs at least.
_CONTENT, _NAME, _USERS, _LEAST = 0.5, 0.2, 0.3, 0.35


def aligned(generated: Template, ideal: Template) -> dict[str, dict[str, EntryPair]]:
    """Who is who, across types too: pairs of entries by section and by the generated template's name."""
    return who_is_who(generated, ideal).pairs


def who_is_who(generated: Template, ideal: Template) -> Aligned:
    """The same with what could not be told apart, and where the answer is coarse."""
    found = align(generated, ideal)
    return replace(found, pairs=succeeded(generated, ideal, found.pairs))


def succeeded(
    generated: Template, ideal: Template, pairs: Mapping[str, Mapping[str, EntryPair]]
) -> dict[str, dict[str, EntryPair]]:
    """`pairs` with those resources paired too that have another name and a type of the same family."""
    found = {section: dict(of) for section, of in pairs.items()}
    left = _unpaired(generated, pairs["Resources"].keys())
    right = _unpaired(ideal, {pair.ideal for pair in pairs["Resources"].values()})
    for family in _FAMILIES:
        mine = [name for kind in family for name in left.get(kind, ())]
        theirs = [name for kind in family for name in right.get(kind, ())]
        for pair in _paired(generated, ideal, mine, theirs, found):
            found["Resources"][pair.generated] = pair
            left[_type(generated, pair.generated)].remove(pair.generated)
            right[_type(ideal, pair.ideal)].remove(pair.ideal)
    return found


def _unpaired(template: Template, taken: Set[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, body in template.section("Resources").items():
        if name not in taken and isinstance(body, dict) and body.get("Type") in _known():
            found[body["Type"]].append(name)
    return found


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(kind for family in _FAMILIES for kind in family)


def _paired(
    generated: Template,
    ideal: Template,
    mine: Sequence[str],
    theirs: Sequence[str],
    pairs: Mapping[str, Mapping[str, EntryPair]],
) -> list[EntryPair]:
    if not mine or not theirs:
        return []
    partner = {old: pair.ideal for old, pair in pairs["Resources"].items()}
    here = [(_contents(generated, name), _users(generated, name, partner), name_words(name)) for name in mine]
    there = [(_contents(ideal, name), _users(ideal, name, {}), name_words(name)) for name in theirs]
    scores: dict[tuple[int, int], float] = {}
    for i, a in enumerate(here):
        for j, b in enumerate(there):
            if _type(generated, mine[i]) == _type(ideal, theirs[j]):
                continue  # `align` has judged these
            score = (
                _CONTENT * likeness(a[0], b[0]) + _USERS * likeness(a[1], b[1]) + _NAME * likeness(a[2], b[2])
                if a[1] or b[1]
                else (_CONTENT * likeness(a[0], b[0]) + _NAME * likeness(a[2], b[2])) / (_CONTENT + _NAME)
            )
            if score >= _LEAST:
                scores[i, j] = score
    chosen = assigned(scores)
    margin = margins(chosen, scores)
    return [
        EntryPair(mine[i], theirs[j], "content", scores[i, j], margin[i, j])
        for i, j in chosen
        if margin[i, j] > 0
    ]


def _contents(template: Template, name: str) -> Leaves:
    """The scalars and references of a resource, each with its own key: types nest the same things differently."""
    found: Leaves = {}

    def gather(key: str, value: Data) -> None:
        if is_intrinsic(value):
            leaf = hash((key, frozen(normal(value), lambda _: None)))
            found[leaf] = found.get(leaf, 0) + 12
        elif isinstance(value, dict):
            for below, item in value.items():
                gather(below, item)
        elif isinstance(value, list):
            for item in value:
                gather(key, item)
        else:
            leaf = hash((key, str(value)))
            found[leaf] = found.get(leaf, 0) + min(max(len(str(value)), 4), 48)

    gather("", _properties(template, name))
    return found


def _users(template: Template, name: str, partner: Mapping[str, str]) -> Leaves:
    users: Iterable[Any] = {
        (ref.section, partner.get(ref.entry, ref.entry)) for ref in template.references.to(name)
    }
    return {hash(user): 1 for user in users}


def _properties(template: Template, name: str) -> Data:
    body = template.section("Resources")[name]
    return body.get("Properties") if isinstance(body, dict) else None


def _type(template: Template, name: str) -> str:
    return str(template.section("Resources")[name]["Type"])
