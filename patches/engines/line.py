"""Engine versions that are a line alone."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.engine_lines import Lack, as_written, outdated_versions
from repair.rules.model import Detection, Safety


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each place where such a version is written."""
    for one in outdated_versions(context):
        if one.lack is Lack.NO_MINOR and one.newest is not None:
            message = f"{one.engine} {as_written(one.given.value)} leaves the minor version to RDS."
            safety = Safety.SAFE if context.settings.stack == "new" else Safety.UNSAFE
            yield Detection(one.given.path, message, one.operations(context, one.newest), safety)
