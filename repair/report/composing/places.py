"""Where a finding stands, in both files, by line and by the names that people use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repair.document.pointer import Path, to_pointer
from repair.report.composing.sources import Sources
from repair.report.differing import NOTHING
from repair.report.document import File, Place, Spot

if TYPE_CHECKING:
    from repair.engine import finding as engine
    from repair.template.template import Template


def place_of(sources: Sources, place: engine.Place, before: Any) -> Place:
    """A place of a finding as the document shows it; `before` is what stands there, or `NOTHING`."""
    path, ideal_path = place.path, place.ideal_path
    result = sources.result
    ideal = None
    if ideal_path is not None and result.ideal is not None and sources.ideal is not None:
        ideal = _spot(result.ideal, sources.ideal, ideal_path, present=True)
    return Place(
        resource=place.resource,
        resource_type=place.resource_type,
        name=entry_name(path),
        property=property_name(path),
        generated=_spot(result.template, sources.generated, path, present=before is not NOTHING)
        if path
        else Spot(sources.generated.name, "", place.line, place.column, place.line, present=True),
        ideal=ideal,
        message=sources.redaction.message(place),
    )


def entry_name(path: Path) -> str:
    """What a person calls the resource or entry at `path`: `RawBucket`, `Parameters.Stage`, `Description`."""
    if not path:
        return "the template"
    if len(path) == 1:
        return str(path[0])
    return str(path[1]) if path[0] == "Resources" else f"{path[0]}.{path[1]}"


def property_name(path: Path) -> str:
    """The dotted way from the entry to `path`, `Properties` left out: `VpcConfig.SubnetIds[0]`; "" for the entry."""
    rest = path[2:]
    if path[:1] == ("Resources",) and rest[:1] == ("Properties",) and len(rest) > 1:
        rest = rest[1:]
    text = ""
    for step in rest:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _spot(template: Template, file: File, path: Path, *, present: bool) -> Spot:
    document = template.document
    if document is None:
        return Spot(file.name, to_pointer(path), 1, 1, 1, present)
    position = document.position(path)
    span = document.span(path) if present else None
    end = document.lines.position(max(span.start, span.end - 1)).line if span is not None else position.line
    return Spot(file.name, to_pointer(path), position.line, position.column, max(end, position.line), present)
