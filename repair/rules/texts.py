"""Every text of the template that Fn::Sub reads, or that stands where it would: found in one walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.rules.context import Context


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with `${` outside Fn::Sub, and arguments of Fn::Sub, each with the path of the value that holds it.

    Attributes:
        plain: Texts that hold `${` and are no argument of Fn::Sub.
        subs: Mappings `{"Fn::Sub": …}`.
    """

    plain: tuple[tuple[Path, str], ...]
    subs: tuple[tuple[Path, Any], ...]


def texts(context: Context) -> Texts:
    """The texts of all properties and output values; computed once for each state of the template."""
    data = context.template.data
    kept = context.memo.get("texts")
    if kept is None or kept[0] is not data:
        kept = context.memo["texts"] = (data, _texts(context))
    result: Texts = kept[1]
    return result


def _texts(context: Context) -> Texts:
    plain: list[tuple[Path, str]] = []
    subs: list[tuple[Path, Any]] = []
    for path, value in _roots(context):
        _walk(value, path, plain, subs)
    return Texts(tuple(plain), tuple(subs))


def _roots(context: Context) -> Iterator[tuple[Path, Any]]:
    for resource in context.template.resources.values():
        if resource.properties:
            yield (*resource.path, "Properties"), resource.properties
    for name, output in context.template.section("Outputs").items():
        if isinstance(output, dict):
            for key in ("Value", "Export"):
                if key in output:
                    yield ("Outputs", name, key), output[key]


def _walk(value: Any, path: Path, plain: list[tuple[Path, str]], subs: list[tuple[Path, Any]]) -> None:
    if isinstance(value, str):
        if "${" in value:
            plain.append((path, value))
    elif isinstance(value, dict):
        if len(value) == 1 and "Fn::Sub" in value:
            subs.append((path, value["Fn::Sub"]))
            argument = value["Fn::Sub"]
            if isinstance(argument, list) and len(argument) == 2:
                _walk(argument[1], (*path, "Fn::Sub", 1), plain, subs)
            return
        for key, item in value.items():
            if type(item) in (str, dict, list):
                _walk(item, (*path, key), plain, subs)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if type(item) in (str, dict, list):
                _walk(item, (*path, index), plain, subs)
