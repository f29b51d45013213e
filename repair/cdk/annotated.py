"""Findings of an app as results that the formats for machines can tell of: one for each stack and file of the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from repair.api import Repair
from repair.cdk.app import SETTINGS, is_app
from repair.cdk.cause import Cause
from repair.cdk.judge import Judged, Spot, spots_of
from repair.cdk.loading import Loaded
from repair.cdk.shown import redaction_of, shown
from repair.cdk.told import SYNTHESIS
from repair.document.document import Document
from repair.document.pointer import Path as Pointer
from repair.document.spans import Span
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.rules.model import Safety, Severity
from repair.template.load import from_text
from repair.template.template import Template

_THE_APP: Pointer = ("app",)
"""Where a finding is that belongs to no template."""


class _Source(Document):
    """A file of the source in the place of the template's text: an entry of the template is where the call stands that makes it."""

    __slots__ = ("_calls",)

    def __init__(self, text: str, name: str, template: Document, calls: Mapping[Pointer, Span]) -> None:
        super().__init__(text, name, template.format, template.root, template.dialect)
        self._calls = calls

    def span(self, path: Pointer) -> Span | None:
        return self._calls.get(path[:2])

    def key_span(self, path: Pointer) -> Span | None:  # noqa: ARG002 - calls have no keys
        return None


def results_of(loaded: Loaded, judged: Judged) -> list[Repair]:
    """What was found, with the places in the source; what several stacks have from one call is told once.

    What nothing of the source makes is laid to the beginning of `cdk.json`. No fix is given: it would be the template's.
    """
    found = [_failed(loaded, loaded.cause)] if loaded.cause is not None else []
    told: set[tuple[object, ...]] = set()
    for stack, result in judged.results:
        files: dict[str, tuple[list[Finding], list[Finding], dict[Pointer, Span]]] = {}
        for finding in (*result.findings, *result.suppressed):
            for file, spots in _by_file(spots_of(loaded, stack, finding), finding, told).items():
                counted, passed_over, calls = files.setdefault(file, ([], [], {}))
                calls |= {spot.place.path[:2]: Span(*spot.site.call.span) for spot in spots if spot.site}
                plain = replace(finding.fix, ops=())
                one = replace(finding, places=tuple(spot.place for spot in spots), fix=plain)
                (counted if finding.suppression is None else passed_over).append(one)
        for number, (file, (counted, passed_over, calls)) in enumerate(files.items()):
            template = _template(loaded, stack.template, file, _text(loaded, file), calls)
            failures = result.failures if not number else ()
            findings, held = tuple(counted), tuple(passed_over)
            found.append(Repair(template, None, template.data, "", findings, (), (), failures, held))
    return found


def _by_file(spots: Iterator[Spot], finding: Finding, told: set[tuple[object, ...]]) -> dict[str, list[Spot]]:
    """The spots that were not told yet, by the file of the source."""
    found: dict[str, list[Spot]] = {}
    for spot in spots:
        call = spot.site.call if spot.site is not None else None
        place = (finding.id, spot.place.path[2:], spot.place.message)
        key = (*place, call.file, call.span) if call is not None else (*place, spot.path)
        if key not in told:
            told.add(key)
            found.setdefault(call.file if call is not None else SETTINGS, []).append(spot)
    return found


def _template(
    loaded: Loaded, template: Template, name: str, text: str, calls: Mapping[Pointer, Span]
) -> Template:
    """The template with a file of the source as its text."""
    folder = loaded.name if is_app(Path(loaded.name)) else str(loaded.app.folder)
    document = template.document
    assert document is not None  # those of stacks are read from text
    return Template(template.data, _Source(text, f"{folder}/{name}", document, calls))


def _text(loaded: Loaded, file: str) -> str:
    source = loaded.app.files.get(file)
    return source.text if source is not None else ""


def _failed(loaded: Loaded, cause: Cause) -> Repair:
    """That the app does not synthesise, as the only finding."""
    file, number = cause.file or SETTINGS, max(cause.line, 1)
    text = _text(loaded, file)
    if text.count("\n") < number - 1:  # it could not be read: at least the number of the line is right
        text = "\n" * (number - 1) + " " * max(cause.column, 1)
    line = [*text.splitlines(keepends=True), ""][number - 1]
    start = sum(len(one) for one in text.splitlines(keepends=True)[: number - 1])
    first = cause.column - 1 if cause.column else len(line) - len(line.lstrip())
    last = first + len(cause.wrong) if cause.column and cause.wrong else len(line.rstrip())
    span = Span(start + first, start + max(last, first))
    message = shown(redaction_of(()), cause.sentence)
    place = Place(_THE_APP, message, None, None, number, cause.column or 1, None, None)
    finding = Finding(
        id=SYNTHESIS,
        kind=SYNTHESIS,
        title="The app does not synthesise",
        category="validity",
        severity=Severity.CRITICAL,
        places=(place,),
        root_cause="Running the app stops with an error before it has written its templates.",
        impact="Nothing can be deployed, and nothing else of the app could be looked at.",
        references=("https://docs.aws.amazon.com/cdk/v2/guide/troubleshooting.html",),
        aliases={},
        fix=Fix(FixStatus.NONE, Safety.DISPLAY_ONLY),
    )
    template = _template(loaded, from_text('{"Resources": {}}\n', file), file, text, {_THE_APP: span})
    return Repair(template, None, template.data, "", (finding,), (), ())
