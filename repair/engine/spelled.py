"""What a template itself says is to be passed over: in its metadata, ours and that of other tools, and in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from repair.document.document import Document
from repair.document.pointer import Path
from repair.document.tree import Mapping, Node, Scalar, Sequence
from repair.engine.suppression import Source, Suppression
from repair.template.template import Template

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[ \t]*repair:[ \t]*ignore\[([^\]\r\n]*)\][ \t]*([^\r\n]*)")
_NOTHING = re.compile(r"[ \t]*(?:#.*)?")


def in_metadata(template: Template) -> Iterator[Suppression]:
    """What the metadata of the template and of its resources suppress."""
    yield from _said(template.data, (), Source.METADATA, ("repair", "ignore"), "reason")
    yield from _said(template.data, (), Source.CFN_LINT, ("cfn-lint", "config", "ignore_checks"))
    for resource in template.resources.values():
        if "Metadata" in resource.body:
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


def in_comments(template: Template) -> Iterator[Suppression]:
    """What comments such as `# repair: ignore[id, id2] reason` suppress.

    One at the end of a line speaks of what begins in that line, one that has a line to itself of what begins in
    the next line that holds something.
    """
    document = template.document
    if document is None or document.format != "yaml" or "repair:" not in document.text:
        return
    for found in _COMMENT.finditer(document.text):
        if _in_scalar(document.root, found.start()):
            continue
        scopes = tuple(_starting(document, _target(document, found.start())))
        offset = found.start()
        recovery = document.recovery
        position = document.lines.position(offset) if recovery is None else recovery.position(offset)
        for rule_id in filter(None, map(str.strip, found[1].split(","))):
            path = scopes[0] if scopes else ()
            yield Suppression(Source.COMMENT, rule_id, found[2].strip(), scopes, "", path, position)


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
