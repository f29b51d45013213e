"""The values that a profile or a requirement may set, and what each of them takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from repair import knowledge

LOG_RETENTION_DAYS = frozenset(
    {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
)
"""Source: Amazon CloudWatch Logs API Reference, PutRetentionPolicy."""

_LOGICAL_ID = re.compile(r"[A-Za-z0-9]{1,255}")


@dataclass(frozen=True, slots=True)
class ValueKind:
    """One value: what it means, what it takes in words, and the test of it."""

    meaning: str
    takes: str
    accepts: Callable[[Any], bool]


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: value in words


def _is_tags(value: Any) -> bool:
    """Texts by key; a value may also be `{Ref: Parameter}`."""
    return isinstance(value, dict) and all(
        isinstance(key, str)
        and (
            isinstance(text, str)
            or (isinstance(text, dict) and set(text) == {"Ref"} and isinstance(text["Ref"], str))
        )
        for key, text in value.items()
    )


def _is_suffix(value: Any) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and _LOGICAL_ID.fullmatch(value) is not None)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


VALUES: Mapping[str, ValueKind] = {
    "asked-resources": ValueKind(
        "Resource types of which there must be at least one.", "a list of resource types", _is_names
    ),
    "backup-retention-days": ValueKind("Days that database backups are kept.", "1 to 35", _whole(1, 35)),
    "environment-suffix": ValueKind(
        "Fixed names end in the value of a parameter.",
        "true (the parameter EnvironmentSuffix), false, or a parameter's name",
        _is_suffix,
    ),
    "lambda-architecture": ValueKind(
        "The processor of Lambda functions.", "arm64 or x86_64", _one_of("arm64", "x86_64")
    ),
    "lambda-runtime": ValueKind(
        "The runtime of Lambda functions in its language.",
        "a Lambda runtime, such as python3.12",
        lambda value: isinstance(value, str) and value in knowledge.runtimes(),
    ),
    "log-retention-days": ValueKind(
        "Days that log groups keep events.",
        "one of the numbers that CloudWatch Logs takes, such as 7, 14, 30, 90, 365",
        lambda value: _whole(1, 3653)(value) and value in LOG_RETENTION_DAYS,
    ),
    "queue-retention-days": ValueKind(
        "Days that dead letter queues keep messages.", "1 to 14", _whole(1, 14)
    ),
    "removal": ValueKind(
        "What becomes of stateful resources with the stack.",
        "destroy or protect",
        _one_of("destroy", "protect"),
    ),
    "required-tags": ValueKind(
        "Keys that every taggable resource has a tag for.", "a list of tag keys", _is_names
    ),
    "reserved-concurrency": ValueKind(
        "Whether Lambda functions reserve concurrency.",
        "none, required, or a number from 1 to 1000",
        lambda value: value in ("none", "required") or _whole(1, 1000)(value),
    ),
    "tags": ValueKind(
        "Tags of every taggable resource.", "a map of texts; a value may be {Ref: Parameter}", _is_tags
    ),
}
