"""Reads the library: one YAML file a rule, and beside it a Python file where data does not suffice."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path as FilePath
from types import ModuleType
from typing import Any

from repair.errors import UsageError
from repair.rules import data_rule
from repair.rules.model import Detection, Example, Rule, Safety, Severity
from repair.rules.needs import where_needed
from repair.rules.packed import contents, parsed, without_examples

_PACKAGE = FilePath(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def library_folder() -> FilePath:
    """Where the rules lie: inside the installed package, or beside it in a source tree."""
    installed = _PACKAGE / "_library"
    return installed if installed.is_dir() else _PACKAGE.parent / "patches"


@lru_cache(maxsize=1)
def rule_files() -> Mapping[str, FilePath]:
    """Each rule's id, made from folder and file name, to its file, in the order of ids."""
    folder = library_folder()
    return {rule_id: folder / name for rule_id, name in _names().items()}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Rule ids to files, by their paths in the library: `s3/public_acl.yaml` is `s3-public-acl`."""
    names = [name for name in contents(library_folder()) if name.count("/") == 1]
    return dict(sorted((name[:-5].replace("/", "-").replace("_", "-"), name) for name in names))


@lru_cache(maxsize=1)
def library() -> tuple[Rule, ...]:
    """Every rule, in the order of ids."""
    return tuple(rule(rule_id) for rule_id in rule_files())


@cache
def rule(rule_id: str) -> Rule:
    """The rule called `rule_id`.

    Raises:
        UsageError: There is none; the message names the nearest.
    """
    file = rule_files().get(rule_id)
    if file is None:
        raise UsageError(_unknown(rule_id))
    return _rule(file, contents(library_folder())[_names()[rule_id]])


def read_rule(file: FilePath) -> Rule:
    """The rule in `file`. What it must hold is said, and tested, by `repair.rules.file`."""
    return _rule(file, without_examples(file))


def _rule(file: FilePath, raw: Mapping[str, Any]) -> Rule:
    resource = raw.get("resource", ())
    types = (resource,) if isinstance(resource, str) else tuple(resource)
    detect_resource = detect_template = None
    if "expect" in raw:
        detect_resource = data_rule.detector(raw)
    elif types:
        detect_resource = where_needed(raw.get("needs"), _code(file))
    else:
        detect_template = where_needed(raw.get("needs"), _code(file))
    return Rule(
        id=raw["id"],
        title=raw["title"],
        category=raw["category"],
        severity=Severity(raw["severity"]),
        safety=Safety.from_label(raw.get("safety", "safe")),
        profiles=tuple(raw.get("profiles", ("baseline",))),
        why=raw["why"].strip(),
        impact=raw["impact"].strip(),
        references=tuple(raw.get("references", ())),
        aliases={tool: tuple(ids) for tool, ids in raw.get("aliases", {}).items()},
        types=types,
        detect_resource=detect_resource,
        detect_template=detect_template,
        source=file,
        safe_in=tuple(raw.get("safe_in", ())),
        unsafe_in=tuple(raw.get("unsafe_in", ())),
    )


def examples(rule_id: str) -> tuple[Example, ...]:
    """The templates that stand in the rule's file; read only when asked for."""
    one = rule(rule_id)
    raw = parsed(rule_files()[rule_id].read_text(encoding="utf-8"))
    return tuple(_example(example, one.types) for example in raw["examples"])


def _example(raw: Mapping[str, Any], types: tuple[str, ...]) -> Example:
    """`before` and `after` may be one resource: then it is called `Example` and has the rule's first type."""

    def whole(body: Any) -> Any:
        if not isinstance(body, dict) or "Resources" in body:
            return body
        typed = body if "Type" in body else {"Type": types[0], **body}
        return {"Resources": {"Example": typed}}

    return Example(
        before=whole(raw["before"]),
        after=whole(raw.get("after")),
        finds=raw.get("finds", 1),
        left=raw.get("left", 0),
        unsafe=raw.get("unsafe", False),
        refusal=raw.get("refusal"),
        stack=raw.get("stack", "new"),
        profile=raw.get("profile", "baseline"),
    )


def _code(file: FilePath) -> Callable[..., Iterable[Detection]]:
    """The `detect` of the Python file beside a rule, loaded when the rule first has something to look at."""
    loaded: Callable[..., Iterable[Detection]] | None = None

    def detect(*arguments: object) -> Iterable[Detection]:
        nonlocal loaded
        if loaded is None:
            loaded = _module(file.with_suffix(".py")).detect
        return loaded(*arguments)

    return detect


def _module(file: FilePath) -> ModuleType:
    """The Python half of a rule. The library is a folder of rules, not a package on the import path."""
    name = f"repair._library.{file.parent.name}.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {file}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _unknown(rule_id: str) -> str:
    from repair.template.near import nearest

    near = nearest(rule_id, rule_files())
    hint = f" Did you mean {near[0].name}?" if near else " `repair rules` lists them all."
    return f"there is no rule called {rule_id}.{hint}"
