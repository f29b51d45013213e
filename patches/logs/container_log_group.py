"""Containers that log to a group which nothing makes: their tasks do not start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.log_groups import TYPE, group_names, group_properties, is_in_the_way, spelling
from repair.rules.model import Detection, Safety
from repair.rules.resource_policies import named_in
from repair.template.template import Resource
from repair.template.values import concatenated, normal, same_value


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each log group that a task definition names and the template does not define."""
    containers = resource.properties.get("ContainerDefinitions")
    seen: list[Any] = []
    for index, container in enumerate(containers if isinstance(containers, list) else ()):
        name = _group(container)
        start = concatenated(normal(name))[0] if name is not None else None
        if not isinstance(start, str) or not start or any(same_value(name, other) for other in seen):
            continue  # a parameter or a resource names it
        if not named_in(name).isdisjoint(context.template.resources):
            continue
        seen.append(name)
        groups = group_names(context)
        if spelling(name) in groups.spelt or groups.unclear(start) or not may_add(context, resource):
            continue
        suffix = "LogGroup" if len(seen) == 1 else f"LogGroup{len(seen)}"
        added = addition(context, resource, suffix, TYPE, group_properties(context, name))
        yield Detection(
            (
                *resource.path,
                "Properties",
                "ContainerDefinitions",
                index,
                "LogConfiguration",
                "Options",
                "awslogs-group",
            ),
            f"{resource.id} logs to a group that the template does not define.",
            (added.operation,),
            Safety.UNSAFE if is_in_the_way(context) else Safety.SAFE,
        )


def _group(container: Any) -> Any:
    logs = container.get("LogConfiguration") if isinstance(container, dict) else None
    options = logs.get("Options") if isinstance(logs, dict) and logs.get("LogDriver") == "awslogs" else None
    if not isinstance(options, dict) or "awslogs-create-group" in options:
        return None
    return options.get("awslogs-group")
