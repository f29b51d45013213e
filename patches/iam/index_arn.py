"""Statements that let a role query a table, and not the indexes that the table has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.patch.operations import Merge, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import identity_policies, statements, texts
from repair.rules.policy_targets import entries, named
from repair.template.template import Resource

_ACTIONS = ("dynamodb:query", "dynamodb:scan", "dynamodb:*")
_INDEXES = ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement."""
    for path, document in identity_policies(resource):
        found = list(statements(document, path))
        tables = _indexed(context) if any(_queries(statement) for _, statement in found) else frozenset()
        if not tables:
            continue
        resources = [entry for place, one in found for _, entry in entries(one, place)]
        reached = {
            name.target
            for entry in resources
            if (name := named(context.template, entry)) is not None and name.rest != ""
        }
        if any("*" in text for text in texts(resources) if text) or "/index" in str(resources):
            continue
        for place, statement in found:
            actions = _queries(statement)
            targets = [named(context.template, entry) for _, entry in entries(statement, place)]
            short = list(
                dict.fromkeys(
                    one.target
                    for one in targets
                    if one and one.attribute == "Arn" and one.rest == "" and one.target in tables - reached
                )
            )
            if not actions or not short:
                continue
            new = tuple({"Fn::Sub": f"${{{name}.Arn}}/index/*"} for name in short)
            at, held = (*place, "Resource"), statement["Resource"]
            yield Detection(
                at,
                f"{resource.id} allows {actions[0]} on {short[0]}, and not on its indexes.",
                (Merge(at, new) if isinstance(held, list) else Set(at, [held, *new]),),
            )


def _indexed(context: Context) -> frozenset[str]:
    """The tables with indexes."""
    return frozenset(
        one.id
        for one in context.template.of_type("AWS::DynamoDB::Table")
        if any(isinstance(one.properties.get(name), list) for name in _INDEXES)
    )


def _queries(statement: Mapping[str, Any]) -> list[str]:
    """The actions of a statement that it allows and that apply to indexes."""
    if statement.get("Effect") != "Allow":
        return []
    return [one for one in texts(statement.get("Action")) if one and one.lower() in _ACTIONS]
