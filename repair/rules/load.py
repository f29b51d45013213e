"""Reads the library: one YAML file a rule, and beside it a Python file where data does not suffice."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path as FilePath
from types import ModuleType
from typing import Any

from repair.errors import UsageError
from repair.rules import data_rule
from repair.rules.model import Detection, Example, Rule, Safety, Severity

_PACKAGE = FilePath(__file__).resolve().parent.parent


def library_folder() -> FilePath:
    """Where the rules lie: inside the installed package, or beside it in a source tree."""
    installed = _PACKAGE / "_library"
    return installed if installed.is_dir() else _PACKAGE.parent / "patches"


@lru_cache(maxsize=1)
def rule_files() -> Mapping[str, FilePath]:
    """Each rule's id, made from folder and file name, to its file, in the order of ids."""
    files = library_folder().glob("*/*.yaml")
    return dict(sorted((f"{file.parent.name}-{file.stem}".replace("_", "-"), file) for file in files))


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
    return read_rule(file)


def read_rule(file: FilePath) -> Rule:
    """The rule in `file`. What it must hold is said, and tested, by `repair.rules.file`."""
    raw = _compiled().get(f"{file.parent.name}/{file.name}") or _parsed(_without_examples(file))
    resource = raw.get("resource", ())
    types = (resource,) if isinstance(resource, str) else tuple(resource)
    detect_resource = detect_template = None
    if "expect" in raw:
        detect_resource = data_rule.detector(raw)
    elif types:
        detect_resource = _code(file)
    else:
        detect_template = _code(file)
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
    )


@lru_cache(maxsize=1)
def _compiled() -> Mapping[str, Mapping[str, Any]]:
    """All rule files in one, as the wheel has them (see `hatch_build.py`); empty in a source tree."""
    file = library_folder() / "library.json"
    compiled: Mapping[str, Mapping[str, Any]] = json.loads(file.read_bytes()) if file.is_file() else {}
    return compiled


def _without_examples(file: FilePath) -> str:
    """A rule file's text up to its last key. Most of it is examples, which a run does not need to parse."""
    return file.read_text(encoding="utf-8").partition("\nexamples:")[0]


def _parsed(text: str) -> Mapping[str, Any]:
    import yaml

    raw: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return raw


def examples(rule_id: str) -> tuple[Example, ...]:
    """The templates that stand in the rule's file; read only when asked for."""
    one = rule(rule_id)
    raw = _parsed(rule_files()[rule_id].read_text(encoding="utf-8"))
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


def _code(file: FilePath) -> Callable[..., Iterator[Detection]]:
    """The `detect` of the Python file beside a rule, loaded when the rule first has something to look at."""

    @lru_cache(maxsize=1)
    def module() -> ModuleType:
        return _module(file.with_suffix(".py"))

    def detect(*arguments: object) -> Iterator[Detection]:
        found: Iterator[Detection] = module().detect(*arguments)
        return found

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
