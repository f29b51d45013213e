"""Several deltas that are one change become one delta: a type that changed, an item that moved out.

The parts stay as they are, so that what is mended stays exact; the compound says what they come to, and stands
where the first of them stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from repair.diff.delta import Delta
from repair.diff.homes import Move, moves
from repair.template.data import Data, Path, value_at
from repair.template.references import references
from repair.template.template import Template

Names = Mapping[str, str]


def gathered(
    deltas: Sequence[Delta], view: Template, generated: Template, ideal: Template, names: Names
) -> list[Delta]:
    """`deltas` with those joined that are one change.

    Args:
        deltas: The differences, in document order.
        view: The generated template with the ideal one's names.
        generated: The generated template as it is.
        ideal: The ideal template.
        names: The name in `view` of each resource that was renamed.
    """
    joined = list(deltas)
    for retyped in [delta for delta in joined if _is_retyped(delta)]:
        joined = _with_retyped(joined, retyped, view, generated, ideal, names)
    for move in moves(joined, view, ideal, names):
        compound = _moved(joined, move, view, ideal, names)
        joined = _replaced(joined, compound)
    return joined


def _is_retyped(delta: Delta) -> bool:
    path = delta.path
    return (
        path is not None
        and delta.ideal_path is not None
        and len(path) == 3
        and path[0] == "Resources"
        and path[2] == "Type"
        and not delta.exact_only
    )


def _with_retyped(
    deltas: Sequence[Delta],
    retyped: Delta,
    view: Template,
    generated: Template,
    ideal: Template,
    names: Names,
) -> list[Delta]:
    """One delta for a resource whose type changed, and for what refers to it in another way now."""
    assert retyped.path is not None
    assert retyped.ideal_path is not None
    path, ideal_path = retyped.path[:2], retyped.ideal_path[:2]
    parts = [
        delta
        for delta in deltas
        if not delta.exact_only
        and (
            (delta.path is not None and delta.path[:2] == path)
            or (delta.path is None and delta.ideal_path is not None and delta.ideal_path[:2] == ideal_path)
        )
    ]
    echoes = _echoes(deltas, {str(ideal_path[1])}, parts, view, ideal, names)
    renamed = [delta for delta in parts if delta.kind == "renamed"]
    compound = Delta(
        kind="changed",
        path=path,
        ideal_path=ideal_path,
        before=value_at(generated.data, path),
        after=value_at(ideal.data, ideal_path),
        claims=tuple(dict.fromkeys(claim for delta in renamed for claim in delta.claims)),
        resource=str(path[1]),
        resource_type=retyped.resource_type,
        target=path,
    )
    return _replaced(deltas, _of_parts(compound, [*parts, *echoes], deltas))


def _moved(deltas: Sequence[Delta], move: Move, view: Template, ideal: Template, names: Names) -> Delta:
    inline, alone = move.inline, move.alone
    echoes = _echoes(deltas, set(move.names), [inline, *alone], view, ideal, names)
    if move.way == "out":
        one = alone[0].ideal_path if len(alone) == 1 else ("Resources",)
        path, ideal_path, before, after = inline.path, one, inline.before, _bodies(alone)
    else:
        one = alone[0].path if len(alone) == 1 else ("Resources",)
        path, ideal_path, before, after = one, inline.ideal_path, _bodies(alone), inline.after
    compound = Delta(
        kind="moved",
        path=path,
        ideal_path=ideal_path,
        before=before,
        after=after,
        resource=inline.resource,
        resource_type=inline.resource_type,
        target=path,
    )
    return _of_parts(compound, [inline, *alone, *echoes], deltas)


def _bodies(alone: Sequence[Delta]) -> Data:
    """The body of the one resource, or the bodies by id."""
    bodies = {
        str((delta.path or delta.ideal_path or ("",))[-1]): delta.after
        if delta.kind == "added"
        else delta.before
        for delta in alone
    }
    return next(iter(bodies.values())) if len(bodies) == 1 else bodies


def _of_parts(compound: Delta, parts: Iterable[Delta], deltas: Sequence[Delta]) -> Delta:
    """The compound with its parts, in document order and without compounds among them."""
    rank = {id(delta): index for index, delta in enumerate(deltas)}
    ordered = sorted(parts, key=lambda delta: rank[id(delta)])
    return compound.made_of(tuple(part for delta in ordered for part in delta.flat))


def _replaced(deltas: Sequence[Delta], compound: Delta) -> list[Delta]:
    """`deltas` with the compound in the place of the first of its parts."""
    gone = {id(part) for part in compound.parts}
    kept: list[Delta] = []
    done = False
    for delta in deltas:
        if id(delta) in gone or (delta.parts and all(id(part) in gone for part in delta.parts)):
            if not done:
                kept.append(compound)
                done = True
        else:
            kept.append(delta)
    return kept


def _echoes(
    deltas: Sequence[Delta],
    targets: Collection[str],
    parts: Sequence[Delta],
    view: Template,
    ideal: Template,
    names: Names,
) -> list[Delta]:
    """Deltas elsewhere that do nothing but name the targets: they follow from the change."""
    done = {id(part) for part in parts}
    return [
        delta
        for delta in deltas
        if id(delta) not in done
        and not delta.exact_only
        and not delta.parts
        and delta.kind in ("added", "removed", "changed")
        and len(delta.path or delta.ideal_path or ()) > 2
        and _names_only(delta, targets, view, ideal, names)
    ]


def _names_only(
    delta: Delta, targets: Collection[str], view: Template, ideal: Template, names: Names
) -> bool:
    sides = []
    if delta.path is not None:
        sides.append((delta.path, value_at(view.data, _viewed(delta.path, names))))
    if delta.ideal_path is not None:
        sides.append((delta.ideal_path, value_at(ideal.data, delta.ideal_path)))
    return all(_named(path, value) and _named(path, value) <= set(targets) for path, value in sides)


def _viewed(path: Path, names: Names) -> Path:
    name = names.get(str(path[1])) if path[0] == "Resources" else None
    return path if name is None else (path[0], name, *path[2:])


def _named(path: Path, value: Data) -> set[str]:
    """The entries that a value names."""
    if len(path) > 2 and path[2] == "DependsOn":
        return {name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)}
    return {
        ref.target
        for ref in references({"Resources": {"": {"Properties": {"": value}}}})
        if not ref.target.startswith("AWS::")
    }
