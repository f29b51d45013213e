"""GuardDuty detectors with data sources and features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.data import value_at
from repair.template.intrinsics import branches
from repair.template.template import Resource

_FEATURES: dict[Path, str] = {
    ("S3Logs", "Enable"): "S3_DATA_EVENTS",
    ("Kubernetes", "AuditLogs", "Enable"): "EKS_AUDIT_LOGS",
    ("MalwareProtection", "ScanEc2InstanceWithFindings", "EbsVolumes"): "EBS_MALWARE_PROTECTION",
}


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a detector that has both; what only the data sources say is added to the features."""
    sources, features = resource.properties.get("DataSources"), resource.properties.get("Features")
    if sources is None or features is None:
        return
    base = (*resource.path, "Properties")
    path = (*base, "DataSources")
    message = f"{resource.id} has both DataSources and Features."
    if not isinstance(sources, dict) or not isinstance(features, list):
        yield Detection(path, message, (Remove(path),), Safety.UNSAFE)
        return
    named = {
        one["Name"]: one for one in features if isinstance(one, dict) and isinstance(one.get("Name"), str)
    }
    safety = Safety.SAFE
    added: list[Operation] = []
    for inside, name in _FEATURES.items():
        status = _status(value_at(sources, inside, None))
        if status is None:
            continue
        if name not in named:
            added.append(
                Set((*base, "Features", len(features) + len(added)), {"Name": name, "Status": status})
            )
        elif named[name].get("Status") != status:
            safety = Safety.UNSAFE
    if len([1 for inside in _FEATURES if value_at(sources, inside, None) is not None]) < len(sources):
        safety = Safety.UNSAFE
    yield Detection(path, message, (*added, Remove(path)), safety)


def _status(enabled: Any) -> Any:
    """The status that says what a data source's switch says; None where that is not known."""
    if enabled in (True, "true"):
        return "ENABLED"
    if enabled in (False, "false"):
        return "DISABLED"
    choice = branches(enabled)
    if choice is None:
        return None
    yes, no = _status(choice[1]), _status(choice[2])
    return None if yes is None or no is None else {"Fn::If": [choice[0], yes, no]}
