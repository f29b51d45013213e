"""The library for a person: the list of rules, and one rule's page, both made from the rule files."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from repair.rules.load import examples, library, rule
from repair.rules.model import Example, Rule, Safety
from repair.rules.taxonomy import kind_of_rule

VALIDITY = "validity"
_WIDTH = 100
_WHOLE = 60  # lines of an example that is shown whole; of a longer one only what surrounds the changes

_TRUST = {
    Safety.SAFE: "safe: applied by default",
    Safety.UNSAFE: "unsafe: applied with `--unsafe-fixes`",
    Safety.DISPLAY_ONLY: "for a person to choose: shown, never applied",
}


def by_category(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Rules under their categories: what does not deploy first, the others in the order of the alphabet."""
    rules = tuple(rules)
    names = sorted({one.category for one in rules}, key=lambda name: (name != VALIDITY, name))
    return {name: [one for one in rules if one.category == name] for name in names}


def rule_list() -> str:
    """One line a rule: id, severity, safety of its fix, title; by category."""
    rules = library()
    wide = max(len(one.id) for one in rules)
    blocks = [
        f"{category}\n"
        + "".join(
            f"  {one.id:<{wide}}  {one.severity:<8}  {one.safety.label:<12}  {one.title}\n" for one in group
        )
        for category, group in by_category(rules).items()
    ]
    return "\n".join(blocks) + f"\n{len(rules)} rules. `repair rules ID` shows one.\n"


def rule_json(rule_id: str | None = None) -> str:
    """What a rule says of itself as JSON, or a list of all of them.

    Raises:
        UsageError: There is no such rule.
    """
    shown = [_as_json(one) for one in library()] if rule_id is None else _as_json(rule(rule_id))
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


def rule_page(rule_id: str) -> str:
    """One rule in Markdown: what is wrong, why, an example before and after, how far the fix may be trusted.

    Raises:
        UsageError: There is no such rule.
    """
    one = rule(rule_id)
    mended = next((example for example in examples(rule_id) if example.after is not None), None)
    lines = [
        f"# {one.id}",
        "",
        f"{one.title}.",
        "",
        f"- Severity: {one.severity}",
        f"- Category: {one.category}",
        *_kind(rule_id),
        f"- Looks at: {_looks_at(one)}",
        f"- Profiles: {_profiles(one)}",
        f"- Fix: {_trust(one)}",
        *_section("Why", _paragraphs(one.why)),
        *_section("Impact", _paragraphs(one.impact)),
        *(_section("Before and after", _before_and_after(mended)) if mended else _left_alone(rule_id)),
        *_section("On a stack that runs", _paragraphs(_effect(rule_id))),
        *_section("References", [f"- {reference}" for reference in one.references]),
    ]
    if one.aliases:
        lines += _section("Elsewhere", [f"- {tool}: {', '.join(ids)}" for tool, ids in one.aliases.items()])
    return "\n".join(lines) + "\n"


def _kind(rule_id: str) -> Iterator[str]:
    kind = kind_of_rule(rule_id)
    if kind is not None:
        yield f"- Kind: {kind.id} ({kind.title})"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return ["", f"## {title}", "", *lines]


def _paragraphs(text: str) -> Iterator[str]:
    """Folded text wrapped anew; text whose lines the author has broken, such as a list, as it stands."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        if "\n" in paragraph:
            yield from paragraph.splitlines()
        else:
            yield from textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _looks_at(one: Rule) -> str:
    if not one.types:
        return "the whole template"
    return "resources of any type" if "*" in one.types else ", ".join(f"`{name}`" for name in one.types)


def _profiles(one: Rule) -> str:
    return "all" if "baseline" in one.profiles else ", ".join(one.profiles)


def _trust(one: Rule) -> str:
    said = _TRUST[one.safety]
    for label, profiles in (("safe", one.safe_in), ("unsafe", one.unsafe_in)):
        if profiles:
            said += f"; {label} in the profile {' and '.join(profiles)}"
    return said


def _before_and_after(example: Example) -> Iterator[str]:
    """The example as one listing in which the changed lines are marked."""
    from difflib import unified_diff

    from repair.document.document import parse
    from repair.template.dialect import CLOUDFORMATION

    before = _listing(example.before)
    after = parse(before, dialect=CLOUDFORMATION, format="yaml").edited(example.after)
    old, new = before.splitlines(), after.splitlines()
    context = max(len(old), len(new)) if len(old) <= _WHOLE else 4
    diff = list(unified_diff(old, new, lineterm="", n=context))[2:]
    yield "```diff"
    yield from (line.rstrip() for line in (diff if len(old) > _WHOLE else diff[1:]))
    yield "```"
    chosen = [
        *(["with `--unsafe-fixes`"] if example.unsafe else []),
        *([f"with `--profile {example.profile}`"] if example.profile != "baseline" else []),
        *(["with `--stack existing`"] if example.stack == "existing" else []),
    ]
    if chosen:
        yield ""
        yield f"This is what comes out {' and '.join(chosen)}."


def _left_alone(rule_id: str) -> list[str]:
    """What the rule finds, when none of its examples shows it mended."""
    found = next((example for example in examples(rule_id) if example.finds), None)
    if found is None:
        return []
    listing = _listing(found.before).rstrip("\n").splitlines()
    code = f" ({found.refusal})" if found.refusal else ""
    return [*_section("What it finds", ["```yaml", *listing, "```"]), "", f"It is reported and left{code}."]


def _listing(data: Any) -> str:
    """Data as YAML with short tags."""
    from repair.document.document import parse
    from repair.template.dialect import CLOUDFORMATION

    return parse("Resources:\n", dialect=CLOUDFORMATION, format="yaml").edited(data)


def _effect(rule_id: str) -> str:
    """What the fixes of the examples would do to resources that run."""
    from repair.engine.impact import fix_impact
    from repair.patch.between import between
    from repair.patch.transaction import touched_paths

    worst = "never"
    loses = shown = False
    for example in examples(rule_id):
        if example.after is None:
            continue
        shown = True
        touched = touched_paths(between(example.before, example.after), example.before)
        effect = fix_impact(touched, example.before, example.after)
        worst = max(worst, effect.replacement, key=("never", "may", "will").index)
        loses = loses or effect.data_loss
    if not shown:
        return "Nothing: the rule changes nothing in its examples."
    if worst == "never":
        return "The fix updates in place; in none of the examples does it replace a resource."
    verb = "replaces" if worst == "will" else "may replace"
    lost = ", and data may go with it" if loses else ""
    held = "`--stack existing` holds it back"
    if not rule(rule_id).validity:
        held += ", and so does a run that does not say which stack it is"
    return f"The fix {verb} a resource, by its create-only properties{lost}. {held}; `--stack new` does not."


def _as_json(one: Rule) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "category": one.category,
        "severity": str(one.severity),
        "safety": one.safety.label,
        "safe_in": list(one.safe_in),
        "unsafe_in": list(one.unsafe_in),
        "profiles": list(one.profiles),
        "types": list(one.types),
        "why": one.why,
        "impact": one.impact,
        "references": list(one.references),
        "aliases": {tool: list(ids) for tool, ids in one.aliases.items()},
    }
