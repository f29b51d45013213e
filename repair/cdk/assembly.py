"""A cloud assembly: the folder that `cdk synth` writes, as stacks with templates and construct paths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from repair.cdk.noise import cleaned, readable
from repair.errors import InputError
from repair.template.load import from_text
from repair.template.template import Template

MANIFEST = "manifest.json"
_STACK, _STAGE = "aws:cloudformation:stack", "cdk:cloud-assembly"
_TRACE, _LOGICAL_ID = "aws:cdk:creationStack", "aws:cdk:logicalId"
_FRAME = re.compile(r"\(?((?:[A-Za-z]:)?[^()\s:][^():]*):(\d+):(\d+)\)?\s*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of the stack trace with which a construct was made.

    Attributes:
        file: Path as the trace has it.
        line: From 1.
        column: From 1.
    """

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Stack:
    """One stack, nested ones too.

    Attributes:
        name: Its construct path, as the CDK shows it: `Stage/Stack` or `Stack/Nested`.
        file: The template's file in the assembly.
        template: The template without noise, ids without hashes. Positions are those of its own text, which stands
            in no file.
        constructs: Construct path of each resource and output, by logical id.
        classes: Full name of the class of each construct, by path; empty without a tree.
        traces: Where each construct was made, innermost first, by path; empty when the synthesis kept none.
        missing: What the app would have looked up in the account, one sentence each.
    """

    name: str
    file: Path
    template: Template
    constructs: Mapping[str, str]
    classes: Mapping[str, str] = field(default_factory=dict)
    traces: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def own_path(self, logical_id: str) -> str | None:
        """The construct path below the stack, so that stacks of two names can be compared."""
        path = self.constructs.get(logical_id)
        return None if path is None else path.removeprefix(f"{self.name}/")


def is_assembly(folder: Path) -> bool:
    """Whether the folder is a cloud assembly."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        manifest = json.loads(text)
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and isinstance(manifest.get("artifacts"), dict)


def read(folder: Path, only: Path | None = None) -> tuple[Stack, ...]:
    """The stacks of an assembly, in the manifest's order, nested ones after their parents.

    Args:
        folder: The assembly.
        only: One of its templates: then no other stack.

    Raises:
        InputError: It is no assembly, or a file of it cannot be read.
    """
    try:
        classes, ids = _tree(folder)
        stacks = tuple(_stacks(folder, classes, ids))
    except (AttributeError, TypeError):
        message = "is not an assembly as the CDK writes it: a value is of another kind; run cdk synth again"
        raise InputError(message, name=str(folder)) from None
    if only is not None:
        stacks = tuple(stack for stack in stacks if stack.file.name == only.name)
    if not stacks:
        raise InputError("has no stack; run cdk synth again", name=str(folder / MANIFEST))
    return stacks


def _stacks(folder: Path, classes: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[Stack]:
    manifest = _json(folder / MANIFEST)
    missing = tuple(_lookup(entry) for entry in manifest.get("missing") or () if isinstance(entry, dict))
    for key, artifact in (manifest.get("artifacts") or {}).items():
        properties = artifact.get("properties") or {}
        if artifact.get("type") == _STAGE and isinstance(properties.get("directoryName"), str):
            yield from _stacks(folder / properties["directoryName"], classes, ids)
        if artifact.get("type") != _STACK or not isinstance(properties.get("templateFile"), str):
            continue
        name = str(artifact.get("displayName") or key).split(" ")[0]
        metadata = dict(artifact.get("metadata") or {})
        extra = artifact.get("additionalMetadataFile")
        if isinstance(extra, str) and (folder / extra).is_file():
            metadata.update(_json(folder / extra))
        known = _Known(classes, ids, _traces(metadata), _metadata_ids(metadata), missing)
        yield from _stack(name, folder / properties["templateFile"], known)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of constructs besides what templates say."""

    classes: Mapping[str, str]
    tree_ids: Mapping[str, str]
    traces: Mapping[str, tuple[Frame, ...]]
    metadata_ids: Mapping[str, str]
    missing: tuple[str, ...]


def _stack(name: str, file: Path, known: _Known) -> Iterator[Stack]:
    clean = cleaned(_json(file))
    by_id = {
        logical: path
        for table in (known.tree_ids, known.metadata_ids)
        for path, logical in table.items()
        if path.startswith(f"{name}/")
    } | dict(clean.paths)
    data, names = readable(clean.data, by_id)
    template = from_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", name)
    entries = [*clean.data.get("Resources", {}), *clean.data.get("Outputs", {})]
    constructs = {names.get(one, one): by_id[one] for one in entries if one in by_id}
    yield Stack(name, file, template, constructs, known.classes, known.traces, known.missing)
    for logical, nested in clean.nested.items():
        child = file.parent / nested
        if child.is_file():
            yield from _stack(_nested_name(clean.paths.get(logical, f"{name}/{logical}")), child, known)


def _nested_name(path: str) -> str:
    """`Stack/Db.NestedStack/Db.NestedStackResource` is the stack `Stack/Db`."""
    return path.rsplit("/", 1)[0].removesuffix(".NestedStack")


def _lookup(entry: Mapping[str, Any]) -> str:
    return f"a lookup was left out: {entry.get('provider', 'a context provider')} for {entry.get('key', 'a value')}"


def _tree(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Class and logical id of each construct by path; empty without a tree."""
    file = folder / "tree.json"
    classes: dict[str, str] = {}
    ids: dict[str, str] = {}
    if not file.is_file():
        return classes, ids
    waiting = [_json(file).get("tree") or {}]
    while waiting:
        node = waiting.pop()
        path = str(node.get("path", ""))
        fqn = (node.get("constructInfo") or {}).get("fqn")
        if isinstance(fqn, str):
            classes[path] = fqn
        logical = (node.get("attributes") or {}).get("aws:cdk:cloudformation:logicalId")
        if isinstance(logical, str):
            ids[path] = logical
        waiting.extend((node.get("children") or {}).values())
    return classes, ids


def _metadata_ids(metadata: Mapping[str, Any]) -> dict[str, str]:
    return {
        path.removeprefix("/"): entry["data"]
        for path, entries in metadata.items()
        for entry in entries
        if entry.get("type") == _LOGICAL_ID and isinstance(entry.get("data"), str)
    }


def _traces(metadata: Mapping[str, Any]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for path, entries in metadata.items():
        for entry in entries:
            lines = entry.get("trace") or (entry.get("data") if entry.get("type") == _TRACE else None)
            frames = tuple(_frames(lines)) if isinstance(lines, list) else ()
            if frames:
                found[path.removeprefix("/")] = frames
    return found


def _frames(lines: list[Any]) -> Iterator[Frame]:
    for line in lines:
        match = _FRAME.search(str(line))
        if match and "node_modules" not in match[1] and not match[1].startswith("node:"):
            yield Frame(match[1].strip(), int(match[2]), int(match[3]))


def _json(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", name=str(file)) from None
    except ValueError as error:
        raise InputError(f"is not JSON ({error}); run cdk synth again", name=str(file)) from None
    if not isinstance(data, dict):
        raise InputError("holds no JSON object; run cdk synth again", name=str(file))
    return data
