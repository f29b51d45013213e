"""`repair rules`: the library, and one rule's page."""

from __future__ import annotations

import enum
from typing import Annotated, Any

import typer

from repair.cli.options import single
from repair.cli.terminal import give


class Kind(enum.StrEnum):
    """How rules are shown."""

    TEXT = "text"
    JSON = "json"


def command() -> Any:
    """`repair rules` as a command line."""
    return single(run)


def run(
    rule_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A rule's id.")] = None,
    kind: Annotated[Kind, typer.Option("--format", help="text: the list or a page in Markdown.")] = Kind.TEXT,
) -> None:
    """List the rules by category, or show one rule's page: what it expects, why, and how it mends."""
    from repair.report.rule_page import rule_json, rule_list, rule_page

    if kind is Kind.JSON:
        give(rule_json(rule_id))
    else:
        give(rule_list() if rule_id is None else rule_page(rule_id))
