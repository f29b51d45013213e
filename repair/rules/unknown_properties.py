"""What properties that a type does not have are meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.document.pointer import Path
from repair.knowledge import ResourceType
from repair.rules.context import Context
from repair.rules.conversions import Unconvertible, converted
from repair.rules.decidable import sure_violations
from repair.rules.known_mistakes import Mistake, known_mistake
from repair.rules.misplaced import lower, outside, upper
from repair.rules.placing import placed, placed_items
from repair.rules.property_names import COMMON, named_after, near, same_letters, settable, switched
from repair.rules.property_path import ANY, aligned, bare, dotted, inner
from repair.rules.reading import Reading
from repair.rules.removal import taken_out
from repair.rules.suiting import suited
from repair.rules.tags import shaped
from repair.template.data import value_at
from repair.template.intrinsics import IF, is_intrinsic
from repair.template.template import Resource

_NAME_TAG_TYPES = "AWS::EC2::"
_TOP = 4  # Resources, id, Properties, name
_TAG_NAMES = ("Tags", "Tag", "TagList", "tags")


def unknown_readings(context: Context, resource: Resource) -> Iterator[tuple[tuple[Path, ...], Reading]]:
    """The likeliest reading of each property that the resource's type does not have.

    Properties that move together are read together: the paths say which.
    """
    unknown = _unknown(context, resource)
    kind = knowledge.resource_type(resource.type) if unknown else None
    if kind is None:
        return
    for parent, names in unknown.items():
        rest: list[str] = []
        for name in names:
            reading = _by_name(context, resource, kind, (*parent, name))
            if reading is None:
                rest.append(name)
            else:
                yield ((*parent, name),), reading
        yield from _by_place(context, resource, kind, parent, rest)


def _unknown(context: Context, resource: Resource) -> dict[Path, list[str]]:
    """By mapping, the names in it that its schema does not have."""
    found: dict[Path, list[str]] = {}
    for violation in sure_violations(context, resource):
        if violation.keyword == "additionalProperties":
            found.setdefault(violation.path[:-1], []).append(str(violation.path[-1]))
    return found


def _by_name(context: Context, resource: Resource, kind: ResourceType, path: Path) -> Reading | None:
    """The reading that the table, or a name that says the same, gives."""
    name = str(path[-1])
    value = value_at(context.template.data, path)
    mistake = known_mistake(resource.type, bare(inner(path)), value)
    if mistake is not None:
        reading = _by_table(resource, path, value, mistake)
        if reading is not None:
            return reading
    names = settable(kind, bare(inner(path[:-1])))
    if name in _TAG_NAMES:
        return _tags(resource, kind, path, value)
    meant = same_letters(name, names)
    if meant is None and (isinstance(value, bool) or value in ("true", "false")):
        meant = switched(name, names)
    return None if meant is None else _renamed(context, resource, kind, path, meant)


def _by_table(resource: Resource, path: Path, value: Any, mistake: Mistake) -> Reading | None:
    if mistake.right is None:
        return _dropped(path, mistake.why, sure=mistake.sure)
    target = aligned(mistake.wrong, mistake.right, inner(path))
    if target is None:
        return None
    target = path[:3] + target
    if mistake.person:
        return Reading(path, mistake.why, (), sure=False, target=target)
    try:
        value = converted(mistake.convert, value)
    except Unconvertible:
        return None
    if mistake.merge:
        if not isinstance(value, list):  # a function chooses among lists: its items cannot join another one
            return None
        operations, complete = placed_items(resource, path, target, value, mistake.merge)
    else:
        operations, complete = placed(resource, path, target, value)
    return Reading(path, mistake.why, operations, mistake.sure and complete, target)


def _renamed(
    context: Context, resource: Resource, kind: ResourceType, path: Path, name: str, *, sure: bool = True
) -> Reading:
    target = (*path[:-1], name)
    value = suited(context.template, kind, bare(inner(target)), value_at(context.template.data, path))
    operations, complete = placed(resource, path, target, value)
    return Reading(path, f"the name is {name}", operations, sure and complete, target)


def _tags(resource: Resource, kind: ResourceType, path: Path, value: Any) -> Reading | None:
    """Tags go where the type has its tags, in the shape that it wants; a type without tags loses them."""
    if kind.tag_property is None:
        if len(path) > _TOP:
            return None
        return _dropped(path, f"{resource.type} cannot be tagged", sure=True)
    inside = any(isinstance(step, int) or step == IF for step in path)
    if inside or (kind.tag_shape == "list" and "Key" not in settable(kind, (kind.tag_property, ANY))):
        return None
    target = (*path[:3], kind.tag_property)
    try:
        value = shaped(value, kind.tag_shape)
    except Unconvertible:
        return None
    operations, complete = placed(resource, path, target, value)
    return Reading(
        path, f"the type has its tags in Properties.{kind.tag_property}", operations, complete, target
    )


def _by_place(
    context: Context, resource: Resource, kind: ResourceType, parent: Path, names: list[str]
) -> Iterator[tuple[tuple[Path, ...], Reading]]:
    """Readings of names that stand at another level, and of the rest."""
    below = lower(context, resource, kind, parent, names)
    if below is not None:
        moved, reading = below
        yield moved, reading
        names = [name for name in names if (*parent, name) not in moved]
    for name in names:
        path = (*parent, name)
        yield (path,), _alone(context, resource, kind, path)


def _alone(context: Context, resource: Resource, kind: ResourceType, path: Path) -> Reading:
    name = str(path[-1])
    names = settable(kind, bare(inner(path[:-1])))
    elsewhere = outside(context, resource, path) or upper(context, resource, kind, path)
    if elsewhere is not None:
        return elsewhere
    after = named_after(resource.type, name, names)
    if after is not None:
        return _renamed(context, resource, kind, path, after)
    if name == "Description":
        return _described(context, resource, kind, path, names)
    if name == "Name" and resource.type.startswith(_NAME_TAG_TYPES) and len(path) == _TOP:
        reading = _name_tag(resource, kind, path, value_at(context.template.data, path))
        if reading is not None:
            return reading
    similar = None if name in COMMON else near(name, names)
    if similar is not None:
        return _renamed(context, resource, kind, path, similar[0], sure=similar[1])
    return _dropped(path, "nothing like it is known there", sure=False)


def _described(
    context: Context, resource: Resource, kind: ResourceType, path: Path, names: frozenset[str]
) -> Reading:
    """A description changes nothing in how a resource behaves: it may take another name, or go."""
    value = value_at(context.template.data, path)
    if isinstance(value, (dict, list)) and not is_intrinsic(value):
        return _dropped(path, "nothing like it is known there", sure=False)
    longer = [name for name in names if name.endswith("Description")]
    if len(longer) == 1:
        return _renamed(context, resource, kind, path, longer[0])
    return _dropped(path, f"{resource.type} has no description there, and nothing depends on one", sure=True)


def _name_tag(resource: Resource, kind: ResourceType, path: Path, value: Any) -> Reading | None:
    if (
        kind.tag_property is None
        or kind.tag_shape != "list"
        or (isinstance(value, (dict, list)) and not is_intrinsic(value))
    ):
        return None
    target = (*path[:3], kind.tag_property)
    operations, complete = placed_items(resource, path, target, [{"Key": "Name", "Value": value}], ("Key",))
    return Reading(path, "what the console shows as its name is the tag Name", operations, complete, target)


def _dropped(path: Path, why: str, *, sure: bool) -> Reading:
    return Reading(path, why, (taken_out(path, prune=True),), sure)


def called(paths: tuple[Path, ...], type_name: str) -> str:
    """`A and B are not properties of AWS::X::Y`, in the words of a message."""
    names = [dotted(inner(path)) for path in paths]
    if len(names) == 1:
        return f"{names[0]} is not a property of {type_name}"
    return f"{', '.join(names[:-1])} and {names[-1]} are not properties of {type_name}"
