"""Small words of the document: names in backticks, lists of them, numbers of things, values with their units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from repair.document.number import number_text

MAX_NAMES = 4
"""Names that a title or sentence lists."""
MAX_WHATS = 8
"""Properties that a sentence lists."""
MAX_VALUE = 90
"""Characters of a value that a sentence quotes."""

NAMES = "\ue001"
"""Stands in a sentence for names that are filled in later. Private use: no template has it."""

WHATS = "\ue003"
"""The same for what is said of them."""

_UNITS: dict[str, str] = {
    "AWS::Lambda::Function.Timeout": "seconds",
    "AWS::Lambda::Function.MemorySize": "MB",
    "AWS::Lambda::Function.EphemeralStorage.Size": "MB",
    "AWS::Serverless::Function.Timeout": "seconds",
    "AWS::Serverless::Function.MemorySize": "MB",
    "AWS::ECS::TaskDefinition.Memory": "MiB",
    "AWS::ECS::TaskDefinition.Cpu": "CPU units",
    "AWS::SQS::Queue.VisibilityTimeout": "seconds",
    "AWS::SQS::Queue.MessageRetentionPeriod": "seconds",
    "AWS::SQS::Queue.DelaySeconds": "seconds",
    "AWS::SQS::Queue.MaximumMessageSize": "bytes",
    "AWS::CloudWatch::Alarm.Period": "seconds",
    "AWS::IAM::Role.MaxSessionDuration": "seconds",
    "AWS::RDS::DBInstance.MonitoringInterval": "seconds",
    "AWS::RDS::DBInstance.AllocatedStorage": "GiB",
    "AWS::RDS::DBInstance.MaxAllocatedStorage": "GiB",
    "AWS::EC2::Volume.Size": "GiB",
    "AWS::Kinesis::Stream.RetentionPeriodHours": "hours",
    "AWS::Glue::Job.Timeout": "minutes",
}
_UNITS_ANYWHERE: dict[str, str] = {
    "RetentionInDays": "days",
    "BackupRetentionPeriod": "days",
    "PerformanceInsightsRetentionPeriod": "days",
    "PendingWindowInDays": "days",
    "ExpirationInDays": "days",
    "NoncurrentVersionExpirationInDays": "days",
    "TransitionInDays": "days",
    "NoncurrentDays": "days",
    "VolumeSize": "GiB",
    "MaximumEventAgeInSeconds": "seconds",
    "MaximumBatchingWindowInSeconds": "seconds",
    "TimeoutInMinutes": "minutes",
    "HealthCheckIntervalSeconds": "seconds",
    "HealthCheckTimeoutSeconds": "seconds",
}
"""Source: the AWS CloudFormation Template Reference of each property."""


def quoted(name: str) -> str:
    """A name or value of the template as text of the document spells it."""
    line = " ".join(name.split()).replace("`", "'")
    return f"`{line}`" if line else "an empty text"


def listed(names: Iterable[str], most: int = MAX_NAMES) -> str:
    """Names as "a, b and c", the last ones as a number."""
    found = list(names)
    if len(found) > most:
        found = [*found[:most], f"{len(found) - most} more"]
    return " and ".join(part for part in (", ".join(found[:-1]), *found[-1:]) if part)


def plural(count: int, one: str, many: str = "") -> str:
    """The word for so many things."""
    return one if count == 1 else many or f"{one}s"


def article(noun: str) -> str:
    """The article before a noun."""
    return "an" if noun[:1] in "aeio" else "a"


def counted(count: int, one: str, many: str = "") -> str:
    """So many things: "1 finding", "3 findings"."""
    return f"{count:,} {plural(count, one, many)}".replace(",", " ")


def unit(resource_type: str | None, names: Sequence[str | int]) -> str:
    """The unit of a property's number, by the names that lead to it; "" when it has none that we know."""
    steps = [step for step in names if isinstance(step, str)]
    return _UNITS.get(f"{resource_type}.{'.'.join(steps)}") or _UNITS_ANYWHERE.get(
        steps[-1] if steps else "", ""
    )


def short_value(value: Any, text: str, unit_name: str = "") -> str:
    """A value that fits into a sentence, with its unit; "" when it does not fit. `text` is the value on one line."""
    if isinstance(value, dict | list) and not value:
        return "an empty list" if isinstance(value, list) else "an empty mapping"
    if len(text) > MAX_VALUE or "\n" in text or (isinstance(value, str) and "\n" in value):
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, float):
        text = number_text(value)
    number = (
        unit_name if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit()) else ""
    )
    return quoted(text) + (f" {number}" if number and not isinstance(value, bool) else "")


def gathered(
    said: Iterable[tuple[tuple[str, str], str, str]], most: int = MAX_WHATS
) -> list[tuple[str, int]]:
    """Sentences with how many differences each tells of: one for all that the same is said of.

    Args:
        said: For each difference the sentence about one entry and about several, with `NAMES` for the entries and
            perhaps `WHATS` for what is said of them; what is said here; and the entry's name.
        most: How much of what is said of the same entries is listed.
    """
    names: dict[tuple[tuple[str, str], str], list[str]] = {}
    for saying, what, name in said:
        names.setdefault((saying, what), []).append(name)
    groups: dict[tuple[tuple[str, str], tuple[str, ...]], tuple[list[str], int]] = {}
    for (saying, what), found in names.items():
        distinct = tuple(dict.fromkeys(found))
        whats, places = groups.get((saying, distinct), ([], 0))
        groups[saying, distinct] = [*whats, what], places + len(found)
    sentences = []
    for ((one, many), found_names), (whats, places) in groups.items():
        text = many if len(found_names) > 1 else one
        text = text.replace(WHATS, listed(dict.fromkeys(whats), most))
        sentences.append((text.replace(NAMES, listed(found_names)), places))
    return sentences
