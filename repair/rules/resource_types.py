"""What resources of a type that does not exist are meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from repair import knowledge
from repair.patch.operations import Ensure, Move, Operation, Remove, Set
from repair.rules.attachments import attachment_reading
from repair.rules.dependency_reach import needs
from repair.rules.misspelt import meant
from repair.rules.model import Safety
from repair.rules.property_names import same_letters
from repair.rules.reading import Reading
from repair.rules.tables import table
from repair.template.data import MISSING
from repair.template.schema import holds, violations
from repair.template.template import Resource, Template
from repair.template.values import same_value

TABLE = "resource_types"
"""The table of types that do not exist: `renamed` and `dropped`."""

_PARAMETER_TYPES = ("AWS::SSM::Parameter::Value<", "AWS::SSM::Parameter::Name", "List<", "CommaDelimitedList",
                    "AWS::EC2::Image::Id", "AWS::EC2::KeyPair::KeyName", "String", "Number")  # fmt: skip
_PARAMETER_KEYS = frozenset(
    {"AllowedPattern", "AllowedValues", "ConstraintDescription", "Default", "Description", "MaxLength", "MaxValue",
     "MinLength", "MinValue", "NoEcho", "Type"}
)  # fmt: skip


def is_unknown(type_name: str) -> bool:
    """Whether AWS has no such type. Types that others publish (`Org::Service::Resource`) may exist."""
    if not type_name or type_name.endswith("::MODULE"):
        return False
    return is_parameter_type(type_name) or (
        type_name.lower().startswith("aws") and knowledge.resource_type(type_name) is None
    )


def is_parameter_type(type_name: str) -> bool:
    """Whether it is a type of a parameter, not of a resource."""
    return type_name.startswith(_PARAMETER_TYPES)


def type_reading(template: Template, resource: Resource) -> Reading | None:
    """What a resource of an unknown type is meant to be; None when nothing is clear."""
    if is_parameter_type(resource.type):
        return _parameter(template, resource)
    right = table(TABLE)["renamed"].get(resource.type)
    if right is not None:
        return _renamed(template, resource, right)
    attached = attachment_reading(template, resource)
    if attached is not None:
        return attached
    for entry in table(TABLE)["dropped"].get(resource.type, ()):
        if "when" not in entry or holds(resource.body, entry["when"], entry["when"]) is True:
            return _dropped(template, resource, entry["why"], sure=not entry.get("unsafe", False))
    near = _near(resource.type)
    if near is None:
        return None
    right, same, slip = near
    if not same and not _fits(resource, right):
        return None
    return _renamed(template, resource, right, sure=same or (slip and bool(resource.properties)))


@lru_cache(maxsize=256)
def _near(type_name: str) -> tuple[str, bool, bool] | None:
    """The type that a name means, whether only case and signs differ, and whether it is but a slip of the pen."""
    names = knowledge.resource_type_names()
    same = same_letters(type_name, names)
    if same is not None:
        return same, True, True
    near = meant(type_name, names)
    return None if near is None else (near[0], False, near[1] is Safety.SAFE)


def _renamed(template: Template, resource: Resource, right: str, *, sure: bool = True) -> Reading:
    sure = sure and _fits(resource, right) and _keeps_attributes(template, resource, right)
    path = (*resource.path, "Type")
    return Reading(path, f"it is called {right}", (Set(path, right),), sure)


def _fits(resource: Resource, type_name: str) -> bool:
    kind = knowledge.resource_type(type_name)
    return (
        kind is not None
        and next(iter(violations(resource.properties, kind.schema, kind.schema)), None) is None
    )


def _keeps_attributes(template: Template, resource: Resource, type_name: str) -> bool:
    kind = knowledge.resource_type(type_name)
    return kind is not None and all(
        ref.attribute is None or kind.has_attribute(ref.attribute)
        for ref in template.references.to(resource.id, "value")
    )


def _parameter(template: Template, resource: Resource) -> Reading | None:
    """A parameter that stands among the resources: every `Ref` to it stays valid when it moves."""
    target = ("Parameters", resource.id)
    references = template.references.to(resource.id)
    if resource.id in template.section("Parameters") or any(
        ref.attribute or ref.space != "value" for ref in references
    ):
        return None
    if len(template.resources) < 2:
        return None
    operations: tuple[Operation, ...]
    if set(resource.body) <= _PARAMETER_KEYS and "Default" in resource.body:
        operations = (Move(resource.path, target),)
    elif set(resource.body) == {"Type", "Properties"} and _stated(resource) is not MISSING:
        body = {"Type": resource.type, "Default": _stated(resource)}
        operations = (Remove(resource.path), Ensure(target, body))
    else:
        return None
    why = "it is the type of a parameter, which stands in Parameters"
    return Reading((*resource.path, "Type"), why, operations, bool(references), target)


def _stated(resource: Resource) -> Any:
    """The one value that the properties of a would-be parameter state."""
    if len(resource.properties) != 1:
        return MISSING
    ((key, value),) = resource.properties.items()
    if key not in ("Default", "Name", "Value") or not isinstance(value, (str, int, float)):
        return MISSING
    return value if key == "Default" or resource.type.startswith("AWS::SSM::Parameter::Value<") else MISSING


def said_again(template: Template, resource: Resource, other: Resource) -> Reading | None:
    """The resource goes, when it is `other` once more and says nothing that `other` does not say."""
    keys = set(resource.body) - {"DependsOn"}
    if keys != {"Type", "Properties"} or any(
        name not in other.properties or not same_value(value, other.properties[name])
        for name, value in resource.properties.items()
    ):
        return None
    return _dropped(template, resource, f"it says nothing that {other.id} does not say", sure=True)


def _dropped(template: Template, resource: Resource, why: str, *, sure: bool) -> Reading | None:
    """The resource goes; who waited for it waits for what it waited for."""
    references = template.references.to(resource.id)
    if len(template.resources) < 2 or any(ref.kind != "DependsOn" for ref in references):
        return None
    users = dict.fromkeys(ref.entry for ref in references)
    freed = [_without(template, template.resources[user], resource) for user in users]
    return Reading((*resource.path, "Type"), why, (Remove(resource.path), *freed), sure)


def _without(template: Template, user: Resource, gone: Resource) -> Operation:
    graph = template.references
    has = [name for name in graph.dependencies(user.id) if name != gone.id]
    inherited = [
        name
        for name in graph.dependencies(gone.id)
        if name not in has and name != user.id and not any(needs(graph, other, name) for other in has)
    ]
    inherited = [name for name in inherited if not any(needs(graph, other, name) for other in inherited)]
    names: list[str] = []
    for name in user.depends_on:
        names += [other for other in inherited if other not in names] if name == gone.id else [name]
    path = (*user.path, "DependsOn")
    if not names:
        return Remove(path)
    return Set(path, names[0] if len(names) == 1 and isinstance(user.body["DependsOn"], str) else names)
