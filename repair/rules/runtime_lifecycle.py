"""Lambda runtimes at the end of their life: how far gone, what follows them, and what the move would break."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from repair import knowledge
from repair.document.pointer import Path
from repair.patch.operations import Operation
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.parameter_values import Given, changed, given

_TYPES = ("AWS::Lambda::Function", "AWS::Serverless::Function")

_BROKEN_BY_MOVE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("nodejs", re.compile(r"""(?:require\(\s*|from\s+)['"]aws-sdk(?:/[^'"]*)?['"]"""), "the code loads aws-sdk v2, which the new runtime has not"),
    ("nodejs", re.compile(r"\bcallback\s*\(|\bexports\.\w+\s*=\s*(?:function\s*\w*\s*)?\(\s*[^(),]+,\s*[^(),]+,\s*[^(),]+\)"), "the code answers by callback, which the new runtime has given up"),
    ("nodejs", re.compile(r"\bcontext\.(?:succeed|fail|done)\s*\("), "the code answers by context.succeed, fail or done, which the new runtime has given up"),
    ("python", re.compile(r"botocore\.vendored"), "the code loads botocore.vendored, which the new runtime has not"),
    ("python", re.compile(r"^\s*(?:import|from)\s+(?:imp|distutils|asynchat|asyncore|smtpd|cgi)\b", re.MULTILINE), "the code loads a module that the new Python has not"),
)  # fmt: skip
"""Source: Lambda Developer Guide, "Building with Node.js" and "Building with Python"; Python 3.12 and 3.13 release notes."""

_REBUILT = {
    "go": "the program has to be built as `bootstrap`",
    "dotnet": "the assembly has to be built for it",
}


class Stage(Enum):
    """How far gone a runtime is on the day and for the kind of stack that is asked about, the worst first."""

    REFUSED = "refused"
    ABANDONED = "abandoned"
    """Deprecated for a year or longer."""
    DEPRECATED = "deprecated"


_WORST_FIRST = tuple(Stage)
_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A use of a runtime that is deprecated or refused."""

    given: Given
    runtime: knowledge.Runtime
    stage: Stage
    successor: str | None
    used_by: str
    obstacle: str | None

    def operations(self, context: Context) -> tuple[Operation, ...]:
        """What moves the functions to the successor; allowed values that are no better move too."""
        if self.successor is None:
            return ()
        return changed(
            context, self.given, self.successor, lambda name: _replacement(context, name, self.stage)
        )


def outdated_runtimes(context: Context, stage: Stage) -> Iterator[Outdated]:
    """Each runtime of this stage, once for each place where it is written."""
    seen: set[Path] = set()
    for name, value, path, body in _uses(context):
        found = given(context, value, path)
        runtime = knowledge.runtimes().get(str(found.value)) if found is not None else None
        if found is None or runtime is None or found.path in seen or _stage(context, runtime) is not stage:
            continue
        seen.add(found.path)
        successor = successor_of(runtime.name, context.settings.as_of)
        bodies = _bodies(context, found, body)
        yield Outdated(found, runtime, stage, successor, name, _obstacle(runtime.name, bodies))


def deprecations(context: Context, stage: Stage) -> Iterator[Detection]:
    """A detection for each runtime of a stage in which Lambda still accepts it, with the move to what follows it."""
    for one in outdated_runtimes(context, stage):
        message = f"{one.used_by} runs on {one.runtime.name}, deprecated since {one.runtime.deprecated}."
        if one.obstacle is not None:
            message = f"{message[:-1]}; to move it is work, because {one.obstacle}."
        yield Detection(one.given.path, message, one.operations(context), Safety.UNSAFE)


def successor_of(name: str, as_of: datetime.date) -> str | None:
    """The runtime to move to from `name`: the first in the line that is not deprecated on the day, None without one."""
    known = knowledge.runtimes()
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        runtime = known[name]
        if len(seen) > 1 and (runtime.deprecated is None or runtime.deprecated > as_of):
            return name
        if runtime.successor is None:
            return None
        name = runtime.successor
    return name if name not in seen else None


def _stage(context: Context, runtime: knowledge.Runtime) -> Stage | None:
    day, new = context.settings.as_of, context.settings.stack != "existing"
    refused = runtime.create_block if new else runtime.update_block
    if refused is not None and refused <= day:
        return Stage.REFUSED
    if runtime.deprecated is None or runtime.deprecated > day:
        return None
    return Stage.ABANDONED if runtime.deprecated + _YEAR <= day else Stage.DEPRECATED


def _replacement(context: Context, name: str, stage: Stage) -> str | None:
    runtime = knowledge.runtimes().get(name)
    found = None if runtime is None else _stage(context, runtime)
    outdated = found is not None and _WORST_FIRST.index(found) <= _WORST_FIRST.index(stage)
    return successor_of(name, context.settings.as_of) if outdated else None


def _uses(context: Context) -> Iterator[tuple[str, Any, Path, Any]]:
    """Name of the user, value, path of the value, properties of the user."""
    function = context.template.section("Globals").get("Function")
    if isinstance(function, dict) and "Runtime" in function:
        yield "Globals", function["Runtime"], ("Globals", "Function", "Runtime"), function
    for resource in context.template.resources.values():
        if resource.type in _TYPES and "Runtime" in resource.properties:
            path = (*resource.path, "Properties", "Runtime")
            yield resource.id, resource.properties["Runtime"], path, resource.properties


def _bodies(context: Context, found: Given, body: Any) -> Iterator[Any]:
    """The functions whose code runs on what is written at one place."""
    if found.parameter is None and found.path[0] != "Globals":
        yield body
        return
    for resource in context.template.resources.values():
        runtime = resource.properties.get("Runtime")
        if resource.type in _TYPES and (runtime is None or runtime == {"Ref": found.parameter}):
            yield resource.properties


def _obstacle(runtime: str, bodies: Iterator[Any]) -> str | None:
    family = next(
        (name for name in ("nodejs", "python", "ruby", "java", "dotnet", "go") if runtime.startswith(name)),
        "",
    )
    if family in _REBUILT:
        return _REBUILT[family]
    for body in bodies:
        code = _inline_code(body)
        for name, pattern, reason in _BROKEN_BY_MOVE:
            if name == family and pattern.search(code):
                return reason
    return None


def _inline_code(properties: Any) -> str:
    """The text of a function's inline code, intrinsics or not; "" when the code lies elsewhere."""
    code = properties.get("Code")
    inline = code.get("ZipFile") if isinstance(code, dict) else properties.get("InlineCode")
    return "\n".join(_strings(inline))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
