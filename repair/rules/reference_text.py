"""Respelling references: one edit for each text that holds some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Set
from repair.rules.known_names import as_value
from repair.template.data import value_at
from repair.template.references import Reference
from repair.template.substitution import sub_form, variables


def by_text(references: Iterable[Reference]) -> dict[Path, list[Reference]]:
    """References by the value that spells them: the variables of one Sub text stand together."""
    grouped: dict[Path, list[Reference]] = {}
    for reference in references:
        grouped.setdefault(reference.path, []).append(reference)
    return grouped


def replaced_by_text(
    data: Any, references: Iterable[Reference], texts: Mapping[Reference, str]
) -> Iterable[Operation]:
    """Operations that put Sub texts in the place of references (`Ref`, `GetAtt` and variables of a Sub)."""
    for path, group in by_text(references).items():
        if group[0].span is None:
            yield Set(path, as_value(texts[group[0]]))
        else:
            yield _respelled(data, group, texts)


def sub_text_with(text: str, spans: Mapping[tuple[int, int], str]) -> str:
    """A Sub text with what stands at each span replaced."""
    for (start, end), new in sorted(spans.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _respelled(data: Any, group: list[Reference], texts: Mapping[Reference, str]) -> Operation:
    path = group[0].path
    new = sub_text_with(value_at(data, path), {one.span: texts[one] for one in group if one.span is not None})
    if variables(new):
        return Set(path, new)
    if path[-1] == "Fn::Sub":  # the text alone is the argument: what needs no Sub any more becomes plain
        return Set(path[:-1], as_value(new))
    form = sub_form(value_at(data, path[:-1]))
    return Set(path, new) if form is None or form[1] else Set(path[:-2], as_value(new))


_SPELLED_AT: Mapping[str, Path] = {
    "Ref": ("Ref",),
    "If": ("Fn::If", 0),
    "FindInMap": ("Fn::FindInMap", 0),
    "ValueOf": ("Fn::ValueOf", 0),
}


def renamed_targets(data: Any, path: Path, names: Mapping[Reference, str]) -> Operation:
    """The operation that makes the references spelled by the value at `path` name something else."""
    first = next(iter(names))
    if first.span is not None:
        spans = {}
        for one, new in names.items():
            if one.span is not None:
                dotted = new if one.attribute is None else f"{new}.{one.attribute}"
                spans[one.span] = f"${{{dotted}}}"
        return Set(path, sub_text_with(value_at(data, path), spans))
    new = names[first]
    if first.kind == "GetAtt":
        spelled = value_at(data, (*path, "Fn::GetAtt"))
        rest = spelled[1:] if isinstance(spelled, list) else [first.attribute]
        return Set((*path, "Fn::GetAtt"), [new, *rest])
    return Set((*path, *_SPELLED_AT.get(first.kind, ())), new)
