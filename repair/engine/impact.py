"""What a fix does to a running stack, from the schema's create-only properties."""

from __future__ import annotations

from collections.abc import Iterable

from repair import knowledge
from repair.diff.delta import Deployment
from repair.document.pointer import Path
from repair.template.template import Template


def fix_impact(touched: Iterable[Path], template: Template) -> Deployment:
    """Whether changes at `touched` replace resources that `template` has, and whether data goes with them."""
    worst = Deployment()
    for path in touched:
        worst = _worse(worst, _at(path, template))
    return worst


def _at(path: Path, template: Template) -> Deployment:
    resource = template.resources.get(str(path[1])) if len(path) > 2 and path[0] == "Resources" else None
    if resource is None or path[2] not in ("Properties", "Type"):
        return Deployment()
    stateful = resource.type in knowledge.stateful_types()
    if path[2] == "Type":
        return Deployment("will", stateful)
    kind = knowledge.resource_type(resource.type)
    inside = path[3:]
    if kind is None or not inside:
        return Deployment()
    if any(_touches(inside, pointer) for pointer in kind.create_only):
        return Deployment("will", stateful)
    if any(_touches(inside, pointer) for pointer in kind.conditional_create_only):
        return Deployment("may", stateful)
    return Deployment()


def _touches(path: Path, pointer: tuple[str, ...]) -> bool:
    """Whether a change at `path` changes the property at `pointer`, in which `*` is any item or key."""
    return all(
        want in ("*", step) or isinstance(step, int) for step, want in zip(path, pointer, strict=False)
    )


_RANK = {"never": 0, "may": 1, "will": 2}


def _worse(a: Deployment, b: Deployment) -> Deployment:
    replacement = max(a.replacement, b.replacement, key=_RANK.__getitem__)
    return Deployment(replacement, a.data_loss or b.data_loss)
