"""Functions that log for ever, where the profile or the requirements ask for a retention of functions' logs."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.log_groups import TYPE, function_names, group_names, group_properties, spelling
from repair.rules.model import Detection


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each function whose log group Lambda makes."""
    if context.settings.asked("function-log-groups") is not True:
        return
    template = context.template
    if any(one.type == "Custom::LogRetention" for one in template.resources.values()):
        return  # the CDK's way until lately
    groups = group_names(context)
    functions = template.of_type("AWS::Lambda::Function")
    own = {function.id: {spelling(one) for one in function_names(function)} for function in functions}
    if groups.unclear("/aws/lambda/", {one for names in own.values() for one in names}):
        return
    for function in functions:
        known = "LoggingConfig" in function.properties or not groups.spelt.isdisjoint(own[function.id])
        if known or "Role" not in function.properties or not may_add(context, function):
            continue
        added = addition(context, function, "LogGroup", TYPE, group_properties(context))
        path = (*function.path, "Properties", "LoggingConfig", "LogGroup")
        days = context.settings.value("log-retention-days")
        yield Detection(
            function.path,
            f"{function.id} logs for ever; {days} days were asked for.",
            (added.operation, Ensure(path, added.ref)),
        )
