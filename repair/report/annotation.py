"""What the formats for machines share: each finding with its file, its regions, its sentences and its standing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from repair.engine.finding import Finding
from repair.report.redaction import Redaction
from repair.report.standing import Standing, refusal_words, standing
from repair.rules.taxonomy import kinds

if TYPE_CHECKING:
    from repair.document.pointer import Path
    from repair.engine.finding import Place
    from repair.engine.result import Repair
    from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end column is the one behind."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """One finding in one file.

    Attributes:
        finding: The finding. Its values and messages may hold secrets: writers take `messages`.
        file: The file's path, relative and with `/`.
        standing: What has to happen for the finding to go away.
        regions: Where, one for each place of the finding.
        messages: What is wrong there, parallel to `regions`; secrets are hidden, none is empty.
        next: What has to happen, as a sentence.
    """

    finding: Finding
    file: str
    standing: Standing
    regions: tuple[Region, ...]
    messages: tuple[str, ...]
    next: str

    @property
    def resources(self) -> str:
        """The resources or other entries that the finding is about, for a line."""
        names = dict.fromkeys(_name(place) for place in self.finding.places)
        return ", ".join(names)

    @property
    def harms_security(self) -> bool:
        """Whether the taxonomy counts security among what failures of this kind cost."""
        kind = kinds().get(self.finding.kind)
        return kind is not None and "security" in kind.impact


def annotated(result: Repair, root: str = "", *, suppressed: bool = False) -> list[Annotation]:
    """The findings of one result, in their order.

    Args:
        result: What a run came to.
        root: The folder that absolute paths are given relative to, when they lie in it.
        suppressed: Whether those that are passed over are told too, after the others.
    """
    redaction = Redaction.of(result)
    file = file_name(result.template, root)
    return [
        Annotation(
            finding=finding,
            file=file,
            standing=standing(finding),
            regions=tuple(region(result.template, place) for place in finding.places),
            messages=tuple(
                " ".join(redaction.message(place).split()) or finding.title for place in finding.places
            ),
            next=_next(finding, redaction),
        )
        for finding in (*result.findings, *(result.suppressed if suppressed else ()))
    ]


def worst_first(files: Iterable[Iterable[Annotation]]) -> list[Annotation]:
    """The findings of several files, the worst first; else by file and place."""
    every = [one for findings in files for one in findings]
    return sorted(every, key=lambda one: one.finding.severity.rank)


def file_name(template: Template, root: str = "") -> str:
    """The template's file as a relative path with `/`; its bare name when it lies outside `root`."""
    name = template.document.name if template.document is not None else ""
    if name in ("", "-"):
        return "stdin" if name else "template"
    path = PurePath(name)
    if path.is_absolute():
        if not root or not path.is_relative_to(root):
            return path.name
        path = path.relative_to(root)
    text = posixpath.normpath(path.as_posix())
    return path.name if text.startswith("../") else text


def region(template: Template, place: Place) -> Region:
    """From the key of what stands at the place to the end of its value; where nothing does, the key that would hold it."""
    document = template.document
    if document is None:
        return Region(place.line, place.column, place.line, place.column + 1)
    path: Path = place.path
    value = document.span(path)
    if value is not None and path:
        key = document.key_span(path) or value
        start, end = key.start, value.end
    else:
        while path and document.span(path) is None:
            path = path[:-1]
        here = document.key_span(path) or document.span(path)
        if not path or here is None:
            return Region(1, 1, 1, document.lines.end(0) + 1)
        start, end = here.start, here.end
    end = start + len(document.text[start:end].rstrip()) if end > start else start + 1
    first, last = document.lines.position(start), document.lines.position(end)
    return Region(first.line, first.column, last.line, last.column)


def _next(finding: Finding, redaction: Redaction) -> str:
    if finding.suppression is not None:
        return "It is passed over."
    where = standing(finding)
    if where is Standing.MENDED:
        return "It has been mended."
    if where is Standing.FIXABLE:
        return "repair can mend it."
    words = redaction.text(refusal_words(finding)).removesuffix(".")
    if where is Standing.UNSAFE:
        return f"repair --unsafe-fixes can mend it{f': the fix {words}' if words else ''}."
    return f"A person has to mend it{f': {words}' if words else ''}."


def _name(place: Place) -> str:
    steps = place.path
    return place.resource or str(steps[1] if len(steps) > 1 else steps[0] if steps else "the template")
