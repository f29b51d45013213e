"""What people find wrong in generated templates, kind by kind, and the rules that see to it: docs/taxonomy.md."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from repair.rules.model import Severity
from repair.rules.taxonomy import Category, Kind, categories, kinds

_SEVERITIES = {
    Severity.CRITICAL: "keeps the template from being deployed at all, or gives away data or the account",
    Severity.HIGH: "fails a resource at deployment or in operation, loses data, or allows far more than is needed",
    Severity.MEDIUM: "fails under load, in an outage, at the next change or in an audit",
    Severity.LOW: "costs a little money or a reader's time",
}


def mechanical_kinds() -> tuple[Kind, ...]:
    """The kinds that a rule can see and mend without knowing what somebody wanted, as people counted them."""
    return tuple(kind for kind in kinds().values() if kind.mechanical and kind.count)


def coverage() -> float:
    """The share of mechanical findings whose kind has at least one rule."""
    return _findings(kind for kind in mechanical_kinds() if _rules(kind)) / _findings(mechanical_kinds())


def taxonomy_page() -> str:
    """Both levels in Markdown, with the rules of each kind."""
    every = tuple(kinds().values())
    mechanical = mechanical_kinds()
    covered = [kind for kind in mechanical if _rules(kind)]
    lines = [
        "# What goes wrong, and which rules see to it",
        "",
        *_paragraph(
            f"{len(every)} kinds of failure in {len(categories())} categories. Every rule is of one kind, and so is every "
            "difference that no rule explains. The page is made from `patches/taxonomy.yaml` and "
            "`patches/taxonomy/kinds/` by `python -m repair.report.rule_pages`."
        ),
        *_paragraph(
            f"**{coverage():.0%}** of the mechanical findings are of a kind that has at least one rule: "
            f"{_findings(covered)} of {_findings(mechanical)} findings, {len(covered)} of {len(mechanical)} kinds. "
            "The findings are what people wrote about 900 generated templates. A kind is mechanical when the template "
            "shows the failure and mending it needs nobody's intent. That a kind has a rule does not say that the rule "
            "mends each of its findings. A kind without a count was not told apart by those people."
        ),
        "| severity | a failure of the kind |",
        "|---|---|",
        *(f"| {severity} | {meaning} |" for severity, meaning in _SEVERITIES.items()),
        "",
        "| category | kinds | findings | mechanical | of these with a rule |",
        "|---|---:|---:|---:|---:|",
        *(_summary(category) for category in categories().values()),
    ]
    for category in categories().values():
        lines += ["", f"## {category.title}", "", category.what, "", *_table(_of(category))]
    return "\n".join(lines) + "\n"


def _paragraph(text: str) -> tuple[str, ...]:
    return (*textwrap.wrap(text, 118, break_long_words=False, break_on_hyphens=False), "")


def _summary(category: Category) -> str:
    every = _of(category)
    mechanical = [kind for kind in every if kind.mechanical]
    covered = _findings(kind for kind in mechanical if _rules(kind))
    anchor = "".join(sign for sign in category.title.lower() if sign.isalnum() or sign == " ").replace(
        " ", "-"
    )
    return f"| [{category.title}](#{anchor}) | {len(every)} | {_findings(every)} | {_findings(mechanical)} | {covered} |"


def _table(rows: Iterable[Kind]) -> Iterable[str]:
    yield "| kind | what is wrong | findings | severity | mechanical | rules |"
    yield "|---|---|---:|---|---|---|"
    for kind in sorted(rows, key=lambda kind: (-kind.count, kind.id)):
        rules = ", ".join(f"[{rule}](rules/{rule}.md)" for rule in _rules(kind)) or "none"
        count = str(kind.count) if kind.count else ""
        yield (
            f"| {kind.id} | [{kind.title}]({kind.reference}) | {count} | {_severity(kind)} "
            f"| {'yes' if kind.mechanical else 'no'} | {rules} |"
        )


def _severity(kind: Kind) -> str:
    """`medium; high in production`."""
    return "; ".join([kind.severity, *(f"{word} in {profile}" for profile, word in kind.severity_in.items())])


def _rules(kind: Kind) -> tuple[str, ...]:
    return kind.rules + kind.also


def _of(category: Category) -> tuple[Kind, ...]:
    return tuple(kind for kind in kinds().values() if kind.category == category.id)


def _findings(some: Iterable[Kind]) -> int:
    return sum(kind.count for kind in some)
