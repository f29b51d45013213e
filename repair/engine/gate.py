"""The gate: what must hold before a repaired text may leave the engine.

It trusts nothing that the loop or the text layer say: the text is read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from repair.document import parse
from repair.document.pointer import Path, to_pointer
from repair.errors import RepairError
from repair.patch.same import differing, same
from repair.patch.transaction import Claims
from repair.rules.detect import Detected
from repair.template.template import Template


class GateError(RepairError):
    """The repaired text did not pass; nothing may be written. A defect of a rule or of the text layer."""


def check_text(template: Template, data: Any, text: str) -> None:
    """The text reads as exactly `data`.

    Raises:
        GateError: It does not.
    """
    document = template.document
    if document is None:
        return
    again = parse(
        text, name=document.name, dialect=document.dialect, format=document.format, limits=document.limits
    )
    if not same(again.data, data):
        where = to_pointer(next(differing(data, again.data)))
        raise GateError(f"the repaired text does not say what was planned at {where}; nothing was written")


def check_plan(before: Any, after: Any, planned: Iterable[Path]) -> None:
    """Nothing changed outside the planned paths.

    Raises:
        GateError: Something did.
    """
    claims = Claims(planned)
    for path in differing(before, after):
        if not claims.conflict([path]):
            raise GateError(
                f"the repair would change {to_pointer(path)}, which no fix planned; nothing was written"
            )


def check_validity(
    before: Iterable[Detected], after: Iterable[Detected], allowed: Iterable[Detected] = ()
) -> None:
    """No rule of validity finds more in an entry of the template than it found before, or than `allowed` has there.

    Raises:
        GateError: One does; the message names it.
    """
    for one in new_faults(before, after, allowed):
        raise GateError(
            f"the repair would make {to_pointer(one.detection.path[:2])} break {one.rule.id}, "
            "which it does not now; nothing was written"
        )


def new_faults(
    before: Iterable[Detected], after: Iterable[Detected], allowed: Iterable[Detected] = ()
) -> list[Detected]:
    """What rules of validity find `after` in entries where they found less `before`, and less is `allowed`."""
    after = tuple(after)
    had, may, has = _validity(before), _validity(allowed), _validity(after)
    return [
        one
        for one in after
        if one.rule.validity and has[_entry(one)] > max(had[_entry(one)], may[_entry(one)])
    ]


def _validity(found: Iterable[Detected]) -> Counter[tuple[str, Path]]:
    return Counter(_entry(one) for one in found if one.rule.validity)


def _entry(one: Detected) -> tuple[str, Path]:
    return one.rule.id, one.detection.path[:2]
