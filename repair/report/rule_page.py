"""The library for a person: the list of rules, and one rule's page."""

from __future__ import annotations

from itertools import groupby

from repair.rules.load import library, rule
from repair.rules.model import Rule


def rule_list() -> str:
    """One line a rule: id, severity, safety of its fix, title; by folder."""
    rules = library()
    wide = max(len(one.id) for one in rules)
    blocks = [
        "".join(
            f"{one.id:<{wide}}  {one.severity:<8}  {one.safety.label:<12}  {one.title}\n" for one in group
        )
        for _, group in groupby(rules, key=lambda one: one.source.parent.name if one.source else "")
    ]
    return "\n".join(blocks) + f"\n{len(rules)} rules. `repair rules ID` shows one.\n"


def rule_page(rule_id: str) -> str:
    """What one rule expects, why, what it costs to break it, and how far its fix may be trusted.

    Raises:
        UsageError: There is no such rule.
    """
    one = rule(rule_id)
    looks_at = ", ".join(one.types) if one.types else "the whole template"
    lines = [
        f"# {one.id}",
        "",
        one.title,
        "",
        f"severity  {one.severity}",
        f"category  {one.category}",
        f"looks at  {looks_at}",
        f"fix       {_safety(one)}",
        f"profiles  {', '.join(one.profiles)}",
        "",
        "## Why",
        "",
        one.why,
        "",
        "## Impact",
        "",
        one.impact,
        "",
        "## References",
        "",
        *(f"- {reference}" for reference in one.references),
    ]
    if one.aliases:
        lines += [
            "",
            "## Elsewhere",
            "",
            *(f"- {tool}: {', '.join(ids)}" for tool, ids in one.aliases.items()),
        ]
    return "\n".join(lines) + "\n"


def _safety(one: Rule) -> str:
    return f"{one.safety.label}; safe in {', '.join(one.safe_in)}" if one.safe_in else one.safety.label
