"""Parameter groups whose databases accept connections without TLS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_FAMILIES = {
    "AWS::RDS::DBParameterGroup": (
        (re.compile(r"postgres(9\.\d|1[0-4])|sqlserver-(ee|se|web|ex)-.*"), "rds.force_ssl", "1"),
        (re.compile(r"mysql(5\.7|8\.0)|mariadb(10\.(5|6|11)|11\.4)"), "require_secure_transport", "1"),
    ),
    "AWS::RDS::DBClusterParameterGroup": (
        (re.compile(r"aurora-postgresql(9\.6|1[0-6])"), "rds.force_ssl", "1"),
        (re.compile(r"aurora-mysql(5\.7|8\.0)"), "require_secure_transport", "ON"),
    ),
}
"""Families in which TLS is optional by default, with the parameter that asks for it and its value."""


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """At most one detection."""
    family, parameters = resource.properties.get("Family"), resource.properties.get("Parameters", {})
    if not isinstance(family, str) or not isinstance(parameters, dict) or is_intrinsic(parameters):
        return
    for pattern, name, value in _FAMILIES.get(resource.type, ()):
        if pattern.fullmatch(family) and str(parameters.get(name, 0)) in ("0", "OFF"):
            place = (*resource.path, "Properties", "Parameters", name)
            message = f"{resource.id} lets clients of {family} connect without TLS."
            yield Detection(place, message, (Ensure(place, value),))
