"""Keys of outputs that do not exist, and exports that are no mappings."""

from __future__ import annotations

from collections.abc import Iterator

from repair.knowledge.language import OUTPUT_ATTRIBUTES
from repair.patch.operations import Move, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.entry_keys import unknown_keys
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such key or export."""
    if is_rewritten(context.template):
        return
    for name, body in context.template.section("Outputs").items():
        path = ("Outputs", name)
        if not isinstance(body, dict) or name.startswith("Fn::"):
            continue
        if "ExportName" in body and "Export" not in body:
            moved = Move((*path, "ExportName"), (*path, "Export", "Name"))
            yield Detection((*path, "ExportName"), f"{name}: the name of an export is Export.Name.", (moved,))
            body = {key: value for key, value in body.items() if key != "ExportName"}
        yield from unknown_keys(body, path, OUTPUT_ATTRIBUTES, "an output")
        export = body.get("Export")
        if isinstance(export, str) or is_intrinsic(export):
            named = Set((*path, "Export"), {"Name": export})
            yield Detection((*path, "Export"), f"{name}: Export is a mapping with a Name.", (named,))
        else:
            yield from unknown_keys(export, (*path, "Export"), ("Name",), "an export")
