"""How values change on their way from a wrong property to the right one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from repair.template.intrinsics import branches, intrinsic, is_no_value

Conversion = Callable[[Any], Any]


class Unconvertible(Exception):  # noqa: N818 - an answer, not an error
    """The value has a shape that the conversion does not know."""


def converted(name: str | None, value: Any) -> Any:
    """`value` after the conversion called `name`, within each branch where it is an `Fn::If`.

    Raises:
        Unconvertible: It has a shape that the conversion does not know.
    """
    if name is None:
        return value
    choice = branches(value)
    if choice is not None:
        condition, yes, no = choice
        return {"Fn::If": [condition, converted(name, yes), converted(name, no)]}
    return value if is_no_value(value) else CONVERSIONS[name](value)


def _fields(value: Any, *allowed: str) -> dict[str, Any]:
    """`value`, a mapping that has no other fields than these."""
    if not isinstance(value, dict) or intrinsic(value) or not value or not set(value) <= set(allowed):
        raise Unconvertible
    return value


def _plain(value: Any) -> Any:
    """`value`, which is not an intrinsic."""
    if intrinsic(value):
        raise Unconvertible
    return value


_SWITCH: Mapping[str, bool] = {
    "true": True, "enabled": True, "enable": True, "active": True, "on": True, "yes": True,
    "false": False, "disabled": False, "disable": False, "passthrough": False, "off": False, "no": False,
}  # fmt: skip


def switch(value: Any) -> bool:
    """True or false from a word, or from a mapping whose only field says it (`{Mode: Active}`)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _SWITCH:
        return _SWITCH[value.lower()]
    if isinstance(value, dict) and len(value) == 1 and not intrinsic(value):
        ((key, inside),) = value.items()
        if key in ("Enabled", "Mode", "Status", "TracingEnabled", "Tracing") and not isinstance(inside, dict):
            return switch(inside)
    raise Unconvertible


def _in_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _only_item(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    if isinstance(value, list) or intrinsic(value):
        raise Unconvertible
    return value


def _mode(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"Mode": "Active" if value else "PassThrough"}
    if isinstance(value, str) or intrinsic(value):
        return {"Mode": value}
    return _fields(value, "Mode")


def _enabled_text(value: Any) -> str:
    return "Enabled" if switch(value) else "Suspended"


def _versioning(value: Any) -> dict[str, Any]:
    if isinstance(value, dict) and set(value) == {"Status"}:
        return value
    return {"Status": _enabled_text(value)}


def _vpc_domain(value: Any) -> str:
    if switch(value):
        return "vpc"
    raise Unconvertible


_RATE, _BURST = "ThrottlingRateLimit", "ThrottlingBurstLimit"
_LIMITS = {"RateLimit": _RATE, _RATE: _RATE, "BurstLimit": _BURST, _BURST: _BURST}


def _route_throttling(value: Any) -> dict[str, Any]:
    return {_LIMITS[key]: limit for key, limit in _fields(value, *_LIMITS).items()}


def _rest_throttling(value: Any) -> list[Any]:
    return [{"ResourcePath": "/*", "HttpMethod": "*", **_route_throttling(value)}]


def _method_response_headers(value: Any) -> dict[str, bool]:
    """Header names become parameters. What a method response says of one is only that it may be there."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        value = dict.fromkeys(value, True)
    if not isinstance(value, dict) or intrinsic(value) or not value:
        raise Unconvertible
    return {f"method.response.header.{name.removeprefix('method.response.header.')}": True for name in value}


_BACKUP_FIELDS = {
    "Type": "ConditionType", "ConditionType": "ConditionType",
    "Key": "ConditionKey", "ConditionKey": "ConditionKey",
    "Value": "ConditionValue", "ConditionValue": "ConditionValue",
}  # fmt: skip


def _backup_conditions(value: Any) -> list[Any]:
    return [
        {
            "ConditionType": "STRINGEQUALS",
            **{_BACKUP_FIELDS[key]: part for key, part in _fields(item, *_BACKUP_FIELDS).items()},
        }
        for item in _in_list(_plain(value))
    ]


def _recording_mode(value: Any) -> dict[str, Any]:
    overrides = []
    for item in _in_list(_plain(value)):
        override = dict(_fields(item, "Description", "ResourceTypes", "RecordingMode", "RecordingFrequency"))
        mode = override.pop("RecordingMode", None)
        if mode is not None:
            override["RecordingFrequency"] = _fields(mode, "RecordingFrequency")["RecordingFrequency"]
        overrides.append(override)
    return {"RecordingFrequency": "CONTINUOUS", "RecordingModeOverrides": overrides}


def _intelligent_tiering(value: Any) -> list[Any]:
    configurations = []
    for item in _in_list(_plain(value)):
        tiers = _fields(item, "Id", "Prefix", "Status", "TagFilters", "Tierings").get("Tierings")
        if not isinstance(tiers, list):
            raise Unconvertible
        kept = [
            tier
            for tier in tiers
            if not (isinstance(tier, dict) and tier.get("AccessTier") == "ARCHIVE_INSTANT_ACCESS")
        ]
        if not kept:
            raise Unconvertible
        configurations.append({**item, "Tierings": kept})
    return configurations


def _days(value: Any) -> Any:
    return _fields(value, "Days")["Days"] if isinstance(value, dict) else value


def _attribute(key: str) -> Conversion:
    def convert(value: Any) -> list[Any]:
        if isinstance(value, bool) or (isinstance(value, (dict, list)) and not intrinsic(value)):
            raise Unconvertible
        return [{"Key": key, "Value": str(value) if isinstance(value, (int, float)) else value}]

    return convert


def _certificates(value: Any) -> list[Any]:
    return [{"CertificateArn": value}]


def _metrics_collection(value: Any) -> list[Any]:
    return [{"Granularity": "1Minute", "Metrics": _in_list(_plain(value))}]


def _sam_dead_letter(value: Any) -> dict[str, Any]:
    target = _fields(value, "Type", "TargetArn").get("TargetArn")
    if target is None:
        raise Unconvertible
    return {"TargetArn": target}


CONVERSIONS: Mapping[str, Conversion] = {
    "backup_conditions": _backup_conditions,
    "certificates": _certificates,
    "days": _days,
    "deregistration_delay": _attribute("deregistration_delay.timeout_seconds"),
    "enabled_text": _enabled_text,
    "in_list": _in_list,
    "intelligent_tiering": _intelligent_tiering,
    "method_response_headers": _method_response_headers,
    "metrics_collection": _metrics_collection,
    "mode": _mode,
    "only_item": _only_item,
    "recording_mode": _recording_mode,
    "rest_throttling": _rest_throttling,
    "route_throttling": _route_throttling,
    "sam_dead_letter": _sam_dead_letter,
    "slow_start": _attribute("slow_start.duration_seconds"),
    "switch": switch,
    "versioning": _versioning,
    "vpc_domain": _vpc_domain,
}
"""By the names that the tables use. Each raises `Unconvertible` for a shape that it does not know."""
