"""What a template itself says is to be passed over: in its metadata, ours and that of other tools, and in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from repair.document.document import Document
from repair.document.pointer import Path
from repair.document.spans import Position
from repair.document.tree import Mapping, Node, Scalar, Sequence
from repair.engine.suppression import Source, Suppression
from repair.template.template import Template

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[ \t]*repair:[ \t]*ignore\[([^\]\r\n]*)\][ \t]*([^\r\n]*)")
_MISSPELT = re.compile(r"(?i)(?:(?<=\s)|\A)#[ \t]*repair[ \t]*:[ \t]*ignore\b")
"""What was meant to be such a comment."""
_CHECKOV = re.compile(
    r"(?:(?<=\s)|\A)#[ \t]*(?:checkov|bridgecrew):skip=[ \t]*(\w+)(?:[ \t]*:[ \t]*([^\r\n]*))?"
)
_NOTHING = re.compile(r"[ \t]*(?:#.*)?")


def in_metadata(template: Template) -> Iterator[Suppression]:
    """What the metadata of the template and of its resources suppress."""
    yield from _said(template.data, (), Source.METADATA, ("repair", "ignore"), "reason")
    yield from _astray(template.data, ())
    yield from _said(template.data, (), Source.CFN_LINT, ("cfn-lint", "config", "ignore_checks"))
    for resource in template.resources.values():
        if "Metadata" in resource.body:
            yield from _astray(resource.body, resource.path)
            for source, keys, reason in _SPELLINGS:
                yield from _said(resource.body, resource.path, source, keys, reason)


_SPELLINGS = (
    (Source.METADATA, ("repair", "ignore"), "reason"),
    (Source.CFN_LINT, ("cfn-lint", "config", "ignore_checks"), ""),
    (Source.CFN_NAG, ("cfn_nag", "rules_to_suppress"), "reason"),
    (Source.CHECKOV, ("checkov", "skip"), "comment"),
    (Source.GUARD, ("guard", "SuppressedRules"), ""),
)
"""Each tool's keys in a resource's metadata, and the key of the reason in its entries.

Sources: cfn-lint, README, "Metadata"; cfn_nag, README, "Per-Resource Rule Suppression"; checkov documentation,
"Suppressing and Skipping Policies"; AWS Guard Rules Registry, "Suppress Rule Evaluation".
"""


def _said(
    body: Any, scope: Path, source: Source, keys: tuple[str, ...], reason: str = ""
) -> Iterator[Suppression]:
    """What a list in the metadata of `body` suppresses; its entries are ids, or mappings with `id` and a reason."""
    value = body
    path = (*scope, "Metadata", *keys)
    for key in ("Metadata", *keys):
        if not isinstance(value, dict) or key not in value:
            return
        value = value[key]
    entries = value if isinstance(value, list) else [value]
    for number, entry in enumerate(entries):
        at = (*path, number) if isinstance(value, list) else path
        told = entry.get(reason, "") if isinstance(entry, dict) and reason else ""
        rule_id = entry.get("id") if isinstance(entry, dict) else entry
        if isinstance(rule_id, str):
            yield Suppression(source, rule_id, told if isinstance(told, str) else "", (scope,), path=at)
        elif source is Source.METADATA:
            yield Suppression(source, "", scopes=(scope,), path=at)


def _astray(body: Any, scope: Path) -> Iterator[Suppression]:
    """What stands beside `ignore` in our metadata, or in its place: it suppresses nothing."""
    metadata = body.get("Metadata") if isinstance(body, dict) else None
    if not isinstance(metadata, dict) or "repair" not in metadata:
        return
    ours, path = metadata["repair"], (*scope, "Metadata", "repair")
    if not isinstance(ours, dict):
        yield Suppression(Source.METADATA, "", scopes=(scope,), path=path)
        return
    for key in ours:
        if key != "ignore":
            yield Suppression(Source.METADATA, "", scopes=(scope,), path=(*path, key))


def in_comments(template: Template) -> Iterator[Suppression]:
    """What comments suppress: ours, such as `# repair: ignore[id, id2] reason`, and `# checkov:skip=ID:reason`."""
    document = template.document
    if document is None or document.format != "yaml":
        return
    yield from _ours(document)
    yield from _of_checkov(document, template)


def _ours(document: Document) -> Iterator[Suppression]:
    """Our comments; one that is not understood has no id.

    One at the end of a line speaks of what begins in that line, one that has a line to itself of what begins in
    the next line that holds something.
    """
    for meant in _MISSPELT.finditer(document.text):
        offset = meant.start()
        if _in_scalar(document.root, offset):
            continue
        found = _COMMENT.match(document.text, offset)
        scopes = tuple(_starting(document, _target(document, offset)))
        ids = [word for part in found[1].split(",") if (word := part.strip())] if found else []
        reason = found[2].strip() if found else ""
        path = scopes[0] if scopes else ()
        for rule_id in ids or [""]:
            yield Suppression(Source.COMMENT, rule_id, reason, scopes, "", path, _position(document, offset))


def _of_checkov(document: Document, template: Template) -> Iterator[Suppression]:
    """Its comments speak of the resource that they stand in."""
    for found in _CHECKOV.finditer(document.text):
        if _in_scalar(document.root, found.start()):
            continue
        scope = _around(document, template, found.start())
        if scope is not None:
            yield Suppression(Source.CHECKOV, found[1], (found[2] or "").strip(), (scope,), path=scope)


def _around(document: Document, template: Template, offset: int) -> Path | None:
    """The path of the resource that a comment stands in: up to its last line, or indented as what is in it."""
    lines, last = document.lines, None
    for resource in template.resources.values():
        key, value = document.key_span(resource.path), document.span(resource.path)
        if key is None or value is None or lines.number(key.start) > lines.number(offset):
            continue
        if last is None or key.start > last[0]:
            last = key.start, value.end, resource.path
    if last is None:
        return None
    start, end, path = last
    within = lines.number(offset) <= lines.number(end)
    return path if within or lines.position(offset).column > lines.position(start).column else None


def _position(document: Document, offset: int) -> Position:
    """Where an offset lies in the text as it was given."""
    recovery = document.recovery
    return document.lines.position(offset) if recovery is None else recovery.position(offset)


def _target(document: Document, offset: int) -> int:
    """The number, from 0, of the line that a comment at `offset` speaks of."""
    lines = document.lines
    number = lines.number(offset)
    if document.text[lines.start(offset) : offset].strip():
        return number
    for line in document.text[lines.start(offset) :].splitlines():
        if not _NOTHING.fullmatch(line):
            return number
        number += 1
    return number


def _starting(document: Document, line: int) -> Iterator[Path]:
    """The paths of the outermost entries and items that begin in the line."""

    def walk(node: Node, path: Path) -> Iterator[Path]:
        for start, step, child in _children(node):
            begins = document.lines.number(start)
            if begins == line:
                yield (*path, step)
            elif begins < line <= document.lines.number(child.end):
                yield from walk(child, (*path, step))

    yield from walk(document.root, ())


def _in_scalar(node: Node, offset: int) -> bool:
    """Whether the text at `offset` is part of a scalar, as of the code of a function."""
    while not isinstance(node, Scalar):
        inside = [child for _, _, child in _children(node) if child.start <= offset < child.end]
        if not inside:
            return False
        node = inside[0]
    return True


def _children(node: Node) -> Iterator[tuple[int, str | int, Node]]:
    """Where each entry or item of a node begins, its step of a path, and its value."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.start, entry.key, entry.value
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield item.start, number, item
