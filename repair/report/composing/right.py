"""What the generated template got right: rules that it would break if it said nothing, and that it keeps.

A rule that speaks about what is there (an open port) is kept by any template that says nothing; to praise that would
be empty. So what counts is a property without which the rule would speak.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from repair.report.composing.kinds import category_order, category_title
from repair.report.composing.sources import Sources
from repair.report.composing.words import MAX_VALUE
from repair.report.document import Right
from repair.rules import taxonomy
from repair.rules.context import Context, Settings
from repair.rules.detect import detect
from repair.rules.model import Rule

if TYPE_CHECKING:
    from repair.template.template import Resource, Template

_Kept = set[tuple[str, str]]
"""Pairs of rule id and logical id."""

_POLICIES = ("DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Metadata")


def right_of(sources: Sources, settings: Settings, rules: Iterable[Rule]) -> tuple[Right, ...]:
    """What the generated template does as `rules` ask, by category; with an ideal, only what the ideal keeps too."""
    template, ideal = sources.result.template, sources.result.ideal
    asked = [rule for rule in rules if rule.detect_resource is not None and not rule.validity]
    kept = _broken(asked, template.with_data(_stripped(template)), settings)
    spoke = {rule_id for rule_id, _ in kept}
    asked = [rule for rule in asked if rule.id in spoke]
    kept -= _broken(asked, template, settings)
    if ideal is not None:
        against = {rule_id for rule_id, _ in _broken(asked, ideal, settings)}
        kept = {(rule_id, name) for rule_id, name in kept if rule_id not in against}
    by_id = {rule.id: rule for rule in asked}
    found: dict[tuple[str, str], list[str]] = {}
    for key in _by_property(kept, by_id, template, settings):
        found.setdefault((key[0], key[1]), []).append(key[2])
    rank = category_order()
    shown = [_right(sources, by_id[rule_id], name, resources) for (rule_id, name), resources in found.items()]
    return tuple(sorted(shown, key=lambda one: (rank.get(one.category, len(rank)), one.rule, one.property)))


def _broken(
    rules: Iterable[Rule], template: Template, settings: Settings, only: Container[str] | None = None
) -> _Kept:
    detected, _ = detect(rules, Context(template, settings), only=only)
    return {
        (one.rule.id, str(one.detection.path[1]))
        for one in detected
        if len(one.detection.path) > 1 and one.detection.path[0] == "Resources"
    }


def _by_property(
    kept: _Kept, rules: Mapping[str, Rule], template: Template, settings: Settings
) -> Iterator[tuple[str, str, str]]:
    """(rule id, property, logical id): the property without which the rule would speak, if it is one alone."""
    wanted: dict[str, set[str]] = {}
    for rule_id, name in kept:
        wanted.setdefault(name, set()).add(rule_id)
    names = dict.fromkeys(key for name in wanted for key in _entries(template.resources[name]))
    told: _Kept = set()
    for name in names:
        holders = {one for one in wanted if name in _entries(template.resources[one])}
        ids = {rule_id for one in holders for rule_id in wanted[one]}
        without = template.with_data(_without(template, name, holders))
        broken = _broken([rules[rule_id] for rule_id in sorted(ids)], without, settings, holders)
        for resource in template.resources:
            for rule_id in sorted(wanted.get(resource, ()) if resource in holders else ()):
                if (rule_id, resource) in broken and (rule_id, resource) not in told:
                    told.add((rule_id, resource))
                    yield rule_id, name, resource


def _entries(resource: Resource) -> Iterable[str]:
    return [*resource.properties, *(name for name in _POLICIES if name in resource.body)]


def _stripped(template: Template) -> dict[str, Any]:
    """The template with resources that say nothing but their types."""
    return _with_bodies(template, {one.id: {"Type": one.type} for one in template.resources.values()})


def _without(template: Template, name: str, holders: Iterable[str]) -> dict[str, Any]:
    bodies = {}
    for holder in holders:
        body = template.resources[holder].body
        if name in _POLICIES:
            bodies[holder] = {key: value for key, value in body.items() if key != name}
        else:
            properties = {key: value for key, value in body["Properties"].items() if key != name}
            bodies[holder] = {**body, "Properties": properties}
    return _with_bodies(template, bodies)


def _with_bodies(template: Template, bodies: Mapping[str, Any]) -> dict[str, Any]:
    return {**template.data, "Resources": {**template.data["Resources"], **bodies}}


def _right(sources: Sources, rule: Rule, name: str, resources: list[str]) -> Right:
    kind = taxonomy.kind_of_rule(rule.id)
    category = kind.category if kind is not None else rule.category
    template = sources.result.template
    values = set()
    for resource in resources:
        body = template.resources[resource]
        inside = name in body.properties
        path = ("Resources", resource, *(("Properties",) if inside else ()), name)
        value = body.properties[name] if inside else body.body[name]
        values.add(sources.snippets.flow(sources.redaction.value(value, path)))
    text = values.pop() if len(values) == 1 else ""
    return Right(
        category=category,
        category_title=category_title(category),
        rule=rule.id,
        property=name,
        value=text if len(text) <= MAX_VALUE else "",
        resources=tuple(resources),
    )
