"""The text edits that mend one finding alone, when they are known to be right and tell no secret."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from repair.document.spans import Edit
from repair.errors import RepairError
from repair.patch.between import between
from repair.patch.rfc6902 import apply
from repair.report.redaction import Redaction
from repair.template.data import value_at
from repair.template.secrets import secrets

if TYPE_CHECKING:
    from repair.engine.finding import Finding
    from repair.engine.result import Repair


def text_edits(result: Repair, finding: Finding, redaction: Redaction) -> tuple[Edit, ...]:
    """The splices of the input's text that mend `finding` and nothing else; empty when none are known.

    With an ideal template operations are made for the input. Those of a run without one are made for the state that
    the run had come to, and count only when, on the input, they make of each place what the finding says. A fix that
    would have to carry a secret is left out.
    """
    document = result.template.document
    if document is None or not finding.fix.ops:
        return ()
    before = result.template.data
    try:
        after = apply(finding.fix.ops, before)
    except RepairError:
        return ()
    made_for_input = result.ideal is not None
    if not made_for_input and not all(_as_told(before, after, place) for place in finding.places):
        return ()
    if redaction.operations(finding.fix.ops) != [dict(op) for op in finding.fix.ops]:
        return ()
    try:
        edits = document.edits(after)
    except ValueError:  # the text cannot be made to mean it
        return ()
    hidden = {text for texts in secrets(after).values() for text in texts}
    return () if any(_tells(edit.text, hidden, redaction) for edit in edits) else edits


def _as_told(before: Any, after: Any, place: Any) -> bool:
    """Whether the place changes as the finding says: the same difference, whatever else has changed around it."""
    told = between([place.before], [place.after])
    done = between([value_at(before, place.path, None)], [value_at(after, place.path, None)])
    return told == done


def _tells(text: str, hidden: Iterable[str], redaction: Redaction) -> bool:
    if redaction.text(text) != text:
        return True
    return any(
        spelt in text
        for secret in hidden
        for whole in (secret, json.dumps(secret)[1:-1], secret.replace("'", "''"))
        for spelt in whole.splitlines()
        if spelt.strip()
    )
