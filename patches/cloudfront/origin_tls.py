"""Origins that CloudFront may reach with a broken version of TLS."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_BROKEN = ("SSLv3", "TLSv1", "TLSv1.1")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each origin whose list of versions is written out."""
    config = resource.properties.get("DistributionConfig")
    origins = config.get("Origins") if isinstance(config, dict) else None
    for index, origin in enumerate(origins if isinstance(origins, list) else ()):
        custom = origin.get("CustomOriginConfig") if isinstance(origin, dict) else None
        versions = custom.get("OriginSSLProtocols") if isinstance(custom, dict) else None
        if not isinstance(versions, list) or not all(isinstance(item, str) for item in versions):
            continue
        broken = [item for item in versions if item in _BROKEN]
        if broken:
            kept = [item for item in versions if item not in _BROKEN] or ["TLSv1.2"]
            place = (
                *resource.path, "Properties", "DistributionConfig", "Origins", index,
                "CustomOriginConfig", "OriginSSLProtocols",
            )  # fmt: skip
            message = f"{resource.id} may talk {' and '.join(broken)} to an origin."
            yield Detection(place, message, (Set(place, kept),))
