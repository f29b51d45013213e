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

GLUE_VERSIONS = ("0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1")
"""The oldest first. Source: AWS Glue Developer Guide, "AWS Glue versions"."""

_LOGICAL_ID = re.compile(r"[A-Za-z0-9]{1,255}")
_INDEX = re.compile(r"([\w.-]{3,255}|\*): [\w.-]{1,255}(, [\w.-]{1,255})?")


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


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


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
    "archive-after-days": ValueKind(
        "Days after which the objects of buckets move to Glacier.", "1 to 3650", _whole(1, 3650)
    ),
    "asked-indexes": ValueKind(
        "Indexes that the table has.",
        "a list of name (* for any), partition key and sort key, such as `status-index: status, createdAt`",
        lambda value: _is_names(value) and all(_INDEX.fullmatch(item) for item in value),
    ),
    "asked-resources": ValueKind(
        "Resource types of which there must be at least one.", "a list of resource types", _is_names
    ),
    "backup-retention-days": ValueKind("Days that database backups are kept.", "1 to 35", _whole(1, 35)),
    "environment-suffix": ValueKind(
        "Fixed names end in the value of a parameter.",
        "true (the parameter EnvironmentSuffix), false, or a parameter's name",
        _is_suffix,
    ),
    "error-rate-minutes": ValueKind(
        "Minutes over which the error rate of functions is taken.", "1 to 60", _whole(1, 60)
    ),
    "error-rate-percent": ValueKind(
        "Percent of a function's calls that may fail before an alarm fires.", "1 to 99", _whole(1, 99)
    ),
    "export-outputs": ValueKind(
        "Whether outputs are exported to other stacks.",
        "true or false",
        _is_bool,
    ),
    "function-log-groups": ValueKind(
        "Whether functions log to groups of the stack, which keep their events for `log-retention-days`.",
        "true or false",
        _is_bool,
    ),
    "function-memory-mb": ValueKind(
        "The memory of Lambda functions in MB.", "128 to 10240", _whole(128, 10240)
    ),
    "function-size-of": ValueKind(
        "Which functions have that timeout and memory, where a template has several.",
        "all (unless said) or `the only one` (none then)",
        _one_of("all", "the only one"),
    ),
    "function-timeout-seconds": ValueKind(
        "The timeout of Lambda functions in seconds.", "1 to 900", _whole(1, 900)
    ),
    "glue-version": ValueKind(
        "The version of Glue that jobs run on.",
        "a version of Glue, such as 4.0",
        lambda value: value in GLUE_VERSIONS,
    ),
    "image-count": ValueKind("Images that an ECR repository keeps.", "1 to 1000", _whole(1, 1000)),
    "keep-objects": ValueKind(
        "Whether buckets keep all objects and their versions.",
        "true or false",
        _is_bool,
    ),
    "lambda-architecture": ValueKind(
        "The processor of Lambda functions.", "arm64 or x86_64", _one_of("arm64", "x86_64")
    ),
    "lambda-packaging": ValueKind(
        "Whether the code of Lambda functions comes as a container image or as a zip file.",
        "image or zip",
        _one_of("image", "zip"),
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
    "missing-data": ValueKind(
        "What alarms make of missing data.",
        "notBreaching, breaching, ignore or missing",
        _one_of("notBreaching", "breaching", "ignore", "missing"),
    ),
    "object-suffixes": ValueKind(
        "Endings of the objects that event rules take.", "a list of texts, such as .csv", _is_names
    ),
    "parameter-groups": ValueKind(
        "Whether the console shows parameters in groups.",
        "true or false",
        _is_bool,
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
    "several-regions": ValueKind(
        "Whether the stack stands in several regions of one account.",
        "true or false",
        _is_bool,
    ),
    "task-retries": ValueKind(
        "How often a task of a state machine is tried again after a failure.", "1 to 99", _whole(1, 99)
    ),
    "tags": ValueKind(
        "Tags of every taggable resource.", "a map of texts; a value may be {Ref: Parameter}", _is_tags
    ),
}
