"""`repair rules`: the library, and one rule's page."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from repair.cli.options import single
from repair.cli.terminal import give


def command() -> Any:
    """`repair rules` as a command line."""
    return single(run)


def run(rule_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A rule's id.")] = None) -> None:
    """List the rules, or show one rule's page: what it expects, why, and how it mends."""
    from repair.report.rule_page import rule_list, rule_page

    give(rule_list() if rule_id is None else rule_page(rule_id))
