"""Engine versions that RDS does not offer for new databases."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.engine_lines import Lack, as_written, outdated_versions
from repair.rules.model import Detection, Safety


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each place where such a version is written."""
    new = context.settings.stack != "existing"
    for one in outdated_versions(context):
        if one.lack is Lack.NO_MINOR or (one.lack is Lack.RETIRED and not new):
            continue  # RDS takes a line; a running database keeps its version
        version = as_written(one.given.value)
        message = f"{one.engine} {version} is not a version that RDS lists for new databases."
        if one.newest is not None:
            safety = Safety.SAFE if new else Safety.UNSAFE
            yield Detection(one.given.path, message, one.operations(context, one.newest), safety)
        elif one.next_line is not None:
            yield Detection(one.given.path, message, one.operations(context, one.next_line), Safety.UNSAFE)
        else:
            reason = Refused(RefusalCode.NEEDS_VALUE, f"no version of {one.engine} is like {version}")
            yield Detection(one.given.path, message, (), Safety.DISPLAY_ONLY, reason)
