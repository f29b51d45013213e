"""What all parts of one document are written from: the result, its two files, and what may be shown of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repair.report.differing import NOTHING
from repair.report.document import File
from repair.report.json_report import shown_name
from repair.report.redaction import Redaction
from repair.report.snippet import MAX_LINES, Snippets, Text
from repair.template.data import value_at

if TYPE_CHECKING:
    from repair.engine.finding import Place
    from repair.engine.result import Repair
    from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Sources:
    """A result, and what its document shares.

    Attributes:
        result: The result.
        generated: The template that the document is about.
        ideal: The one that it is compared with, or None.
        redaction: Hides the secrets of both.
        snippets: Writes values as the generated template does.
        ideal_snippets: Writes them as the ideal template does; the same without one.
    """

    result: Repair
    generated: File
    ideal: File | None
    redaction: Redaction
    snippets: Snippets
    ideal_snippets: Snippets

    @classmethod
    def of(cls, result: Repair) -> Sources:
        """The sources of a result."""
        snippets = Snippets(result.template.document)
        ideal = result.ideal
        ideal_snippets = snippets
        if ideal is not None and ideal.document is not None and ideal.document.format != snippets.language:
            ideal_snippets = Snippets(ideal.document)
        return cls(
            result=result,
            generated=_file(result.template),
            ideal=_file(ideal) if ideal is not None else None,
            redaction=Redaction.of(result),
            snippets=snippets,
            ideal_snippets=ideal_snippets,
        )

    def values(self, place: Place) -> tuple[Any, Any]:
        """What stands at a place and what should, without secrets; `NOTHING` where nothing stands."""
        before, after = self.redaction.place(place)
        # Where something is to be inserted into a list, another item may stand at the path.
        if place.before is None and value_at(self.result.template.data, place.path, NOTHING) is not None:
            before = NOTHING
        if place.after is None and not self._is_null(place, missing=before is NOTHING):
            after = NOTHING
        return before, after

    def _is_null(self, place: Place, *, missing: bool) -> bool:
        """Whether `after`, which is None, is the null of a template."""
        if self.result.ideal is not None:
            path = place.ideal_path
            return path is not None and value_at(self.result.ideal.data, path, NOTHING) is None
        return value_at(self.result.repaired, place.path, NOTHING) is None and not missing

    def texts(self, name: str, before: Any, after: Any, lines: int = MAX_LINES) -> tuple[Text, Text]:
        """What differs of two values, each as its file would write it."""
        old, new = self.snippets.pair(name, before, after, lines)
        if self.ideal_snippets is not self.snippets and old.language != "diff":
            new = self.ideal_snippets.pair(name, before, after, lines)[1]
        return old, new


def _file(template: Template) -> File:
    document = template.document
    text = document.text if document is not None else ""
    return File(
        name=shown_name(template),
        format=document.format if document is not None else "json",
        resources=len(template.resources),
        lines=len(text.splitlines()),
    )
