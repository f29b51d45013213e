"""What people find wrong in generated templates, kind by kind, and the rules that see to it: docs/taxonomy.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from repair.rules.load import library_folder


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault that can be seen and mended in the template alone.

    Attributes:
        name: Its short name.
        what: What is wrong, in a few words.
        count: How many findings of this kind people wrote down about 900 generated templates.
        rules: Ids of the rules that find or mend faults of the kind, the most important first.
    """

    name: str
    what: str
    count: int
    rules: tuple[str, ...]


@lru_cache(maxsize=1)
def fault_kinds() -> tuple[FaultKind, ...]:
    """The kinds of `patches/taxonomy.yaml`, the commonest first."""
    import yaml

    raw: Mapping[str, Any] = yaml.safe_load((library_folder() / "taxonomy.yaml").read_text(encoding="utf-8"))
    kinds = (
        FaultKind(name, entry["what"], entry["count"], tuple(entry["rules"])) for name, entry in raw.items()
    )
    return tuple(sorted(kinds, key=lambda kind: (-kind.count, kind.name)))


def coverage() -> float:
    """The share of findings whose kind has at least one rule."""
    kinds = fault_kinds()
    return sum(kind.count for kind in kinds if kind.rules) / sum(kind.count for kind in kinds)


def taxonomy_page() -> str:
    """The table in Markdown."""
    kinds = fault_kinds()
    covered = [kind for kind in kinds if kind.rules]
    lines = [
        "# What goes wrong, and which rules see to it",
        "",
        f"**{coverage():.0%}** of the findings are of a kind that has at least one rule: "
        f"{sum(kind.count for kind in covered)} of {sum(kind.count for kind in kinds)} findings, {len(covered)} of",
        f"{len(kinds)} kinds.",
        "",
        "The findings are what people wrote about 900 generated templates. Counted are the kinds that are mechanical:",
        "the template shows the fault, and what mends it needs nobody's intent. That a kind has a rule does not say that",
        "the rule mends each of its findings. The table is made from `patches/taxonomy.yaml` by",
        "`python -m repair.report.rule_pages`.",
        "",
        "| kind | findings | what is wrong | rules |",
        "|---|---:|---|---|",
    ]
    for kind in kinds:
        rules = ", ".join(f"[{rule}](rules/{rule}.md)" for rule in kind.rules) or "none yet"
        lines.append(f"| {kind.name} | {kind.count} | {kind.what} | {rules} |")
    return "\n".join(lines) + "\n"
