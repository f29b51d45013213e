"""Functions whose log group is left to Lambda, which keeps it for ever."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.log_groups import (
    TYPE,
    function_names,
    group_names,
    group_properties,
    is_in_the_way,
    spelling,
)
from repair.rules.model import Detection, Safety

_FUNCTION = "AWS::Lambda::Function"


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each function without a log group of the template."""
    resources = context.template.resources.values()
    functions = [resource for resource in resources if resource.type == _FUNCTION]
    if any(resource.type == "Custom::LogRetention" for resource in resources):
        return  # the CDK's own way
    names = {function.id: function_names(function) for function in functions}
    spelt = {name: {spelling(one) for one in own} for name, own in names.items()}
    groups = group_names(context)
    unclear = groups.unclear("/aws/lambda/", {one for own in spelt.values() for one in own})
    called = {
        ref.target
        for ref in context.template.references.references
        if ref.path[2:] == ("Properties", "ServiceToken") or ref.path[2:4] == ("Properties", "ServiceToken")
    }
    for function in functions:
        if "LoggingConfig" in function.properties or not may_add(context, function):
            continue
        if unclear or not groups.spelt.isdisjoint(spelt[function.id]):
            continue
        added = addition(
            context, function, "LogGroup", TYPE, group_properties(context, names[function.id][0])
        )
        risky = is_in_the_way(context) or function.id in called
        yield Detection(
            function.path,
            f"{function.id} logs to a group that the template does not define.",
            (added.operation,),
            Safety.UNSAFE if risky else Safety.SAFE,
        )
