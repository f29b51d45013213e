"""Rules in the words of the CDK: which argument of which constructor mends a finding, else an escape hatch."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from repair.cdk.edit import Edit, after_statement, with_arguments, with_import, with_value, without_argument
from repair.cdk.locate import Site
from repair.cdk.source import App, Call, Import, SourceFile

_TABLE = Path(__file__).with_name("data") / "spelling.yaml"
_CORE = {"python": ("aws_cdk", "aws_cdk"), "typescript": ("aws-cdk-lib", "aws-cdk-lib")}
_ATTRIBUTES = frozenset({"DeletionPolicy", "UpdateReplacePolicy"})
_NAMED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_RECEIVER = re.compile(r"([\w.]+)\.\w+\([^()]*\)")
_REFERENCES = frozenset({"Ref", "Fn::GetAtt", "Fn::Sub", "Fn::ImportValue"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a rule's fix is spelled for a class; see `data/spelling.yaml`."""

    class_name: str
    arguments: Mapping[str, Any]
    removes: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    grants: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the template may change by an edit, besides what the rule sets.

    Attributes:
        resource: The logical id that the edit is about.
        path: Its construct's path.
        touches: Properties of it.
        adds: Types of resources that may come.
        grants: Whether roles and policies of the stack may change.
    """

    resource: str
    path: str
    touches: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    grants: bool = False


@dataclass(frozen=True, slots=True)
class Spelled:
    """A fix as edits of the source, and what they may bring."""

    edits: tuple[Edit, ...]
    allowed: Allowed
    hatch: bool = field(default=False)


class NoSpellingError(ValueError):
    """There is no way to say a fix in the source; the message says why."""


@cache
def spellings() -> Mapping[str, tuple[Spelling, ...]]:
    """The table, by rule."""
    table = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return {
        rule: tuple(
            Spelling(
                one["class"],
                one.get("arguments", {}),
                tuple(one.get("removes", ())),
                tuple(one.get("touches", ())),
                tuple(one.get("adds", ())),
                bool(one.get("grants", False)),
            )
            for one in entries
        )
        for rule, entries in table.items()
    }


def spelled(app: App, site: Site, rule: str, resource: str, ops: Sequence[Mapping[str, Any]]) -> Spelled:
    """The edits that do at a site what `ops` do to its resource.

    Args:
        app: The source.
        site: The call that makes the resource, and how far it is from it.
        rule: The rule's id.
        resource: Logical id of the resource in the template without hashes.
        ops: The RFC 6902 operations on this resource.

    Raises:
        NoSpellingError: There is none.
    """
    call = site.call
    if call.name in app.classes:
        raise NoSpellingError(f"{call.name} is a class of the app, and what it makes is named nowhere in it")
    file = app.file_of(call)
    direct = site.inside in ("", "Resource")
    for one in spellings().get(rule, ()) if direct and not call.name.startswith("Cfn") else ():
        if one.class_name in (call.name, "*"):
            edits = _argument_edits(file, call, one, ops)
            allowed = Allowed(resource, site.path, one.touches, one.adds, one.grants)
            return Spelled(tuple(edits), allowed)
    if not direct:
        raise NoSpellingError(f"{site.inside} is made inside of {call.name}")
    return Spelled(tuple(_hatch(file, call, resource, ops)), Allowed(resource, site.path), hatch=True)


def _argument_edits(
    file: SourceFile, call: Call, one: Spelling, ops: Sequence[Mapping[str, Any]]
) -> list[Edit]:
    value = next((op["value"] for op in ops if isinstance(op.get("value"), str)), "")
    module = call.callee.removesuffix(call.name)
    edits: list[Edit] = []
    new: list[tuple[str, str]] = []
    for name in one.removes:
        argument = call.argument(_snake(name) if file.language == "python" else name)
        if argument is None:
            raise NoSpellingError(f"{call.callee} is given no {name} here")
        edits.append(without_argument(file, argument))
    for name, wanted in one.arguments.items():
        text = _written(file.language, wanted)
        if "{core}" in text:
            core, extra = core_name(file, text.split("{core}")[1].split(".")[0])
            text = text.replace("{core}", core)
            edits.extend(extra)
        constant = re.sub(r"[^A-Z0-9]+", "_", re.sub(r"(?<=[a-z])(?=\d)", "_", value).upper())
        text = text.replace("{module}", module).replace("{constant}", constant)
        text = text.replace(
            "{value}", json.dumps(value) if file.language == "python" else _quoted(file, value)
        )
        spelled_name = _snake(name) if file.language == "python" else name
        held = call.argument(spelled_name)
        if "{receiver}" in text:
            taken = _RECEIVER.fullmatch(file.of(held.value)) if held is not None else None
            if taken is None:
                raise NoSpellingError(f"{spelled_name} is not taken from a construct by a call here")
            text = text.replace("{receiver}", taken[1])
        if held is None:
            new.append((spelled_name, text))
        elif file.of(held.value) != text:
            edits.append(with_value(file, held, text))
    try:
        return [*edits, *(with_arguments(file, call, new) if new else ())]
    except ValueError as error:
        raise NoSpellingError(f"{call.callee}: {error}") from None


def core_name(file: SourceFile, name: str) -> tuple[str, list[Edit]]:
    """How a file calls the core of the CDK before `name`, and the import that it takes when it has none."""
    _, module = _CORE[file.language]
    if any(one.name == name and one.module == module for one in file.imports):
        return "", []
    whole = next((one.name for one in file.imports if one.module == module and not one.member), None)
    if whole is not None:
        return f"{whole}.", []
    edit = with_import(file, Import(name, module, name, (0, 0)))
    return "", [edit] if edit is not None else []


def _written(language: str, wanted: Any) -> str:
    if isinstance(wanted, Mapping):
        return str(wanted[language])
    if isinstance(wanted, bool):
        return str(wanted) if language == "python" else str(wanted).lower()
    return str(wanted)


def _hatch(file: SourceFile, call: Call, resource: str, ops: Sequence[Mapping[str, Any]]) -> list[Edit]:
    """Overrides after the statement, on the resource below the construct."""
    lines = []
    for op in ops:
        steps = str(op["path"]).split("/")[3:]
        if op["op"] not in ("add", "replace", "remove") or not steps or "-" in steps:
            raise NoSpellingError(f"what {resource} needs cannot be said as an override")
        if steps[0] != "Properties" and steps[0] not in _ATTRIBUTES:
            raise NoSpellingError(f"{steps[0]} of {resource} is written by the CDK")
        if _refers(op.get("value")):
            raise NoSpellingError("what it sets refers to other resources")
        lines.append(_override(file, call, steps, op))
    if call.id is None or ".*" in call.id.pattern.pattern or call.id.name or not _NAMED.fullmatch(call.scope):
        raise NoSpellingError("several constructs are made by this call")
    if not lines or call.statement == (0, 0):
        raise NoSpellingError("there is no statement to add it to")
    imports = core_name(file, "CfnResource")[1] if file.language == "typescript" else []
    return [*imports, after_statement(file, call.statement, "\n".join(lines))]


def _override(file: SourceFile, call: Call, steps: Sequence[str], op: Mapping[str, Any]) -> str:
    name = call.id.pattern.pattern.replace("\\", "") if call.id is not None else ""
    low = call.name.startswith("Cfn")
    key = ".".join(steps)
    value = op.get("value")
    if file.language == "python":
        found = f'{call.scope}.node.find_child("{name}")' + ("" if low else ".node.default_child")
        gone = op["op"] == "remove"
        return (
            f'{found}.add_deletion_override("{key}")' if gone else f'{found}.add_override("{key}", {value!r})'
        )
    core, _ = core_name(file, "CfnResource")
    node = f"{call.scope}.node.findChild('{name}')" + ("" if low else ".node.defaultChild")
    found = f"({node} as {core}CfnResource)"
    if op["op"] == "remove":
        return f"{found}.addDeletionOverride('{key}');"
    return f"{found}.addOverride('{key}', {json.dumps(value)});"


def _refers(value: Any) -> bool:
    if isinstance(value, dict):
        return any(key in _REFERENCES or _refers(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_refers(item) for item in value)


def _quoted(file: SourceFile, value: str) -> str:
    mark = "'" if file.text.count("'") >= file.text.count('"') else '"'
    return mark + value.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark


def _snake(name: str) -> str:
    """`enforceSSL` is `enforce_ssl`, `removalPolicy` is `removal_policy`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z]+)", lambda match: "_" + match[1].lower(), name).lower()
