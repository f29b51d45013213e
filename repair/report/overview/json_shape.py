"""The overview as JSON, and an earlier one read back to compare with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from repair.document.files import read_text, shown
from repair.errors import InputError
from repair.report.overview.overview import Comparison, Earlier, Overview, Pair, Shift, Tally, kinds_in
from repair.version import __version__

SCHEMA_VERSION = 1


def as_json(overview: Overview) -> str:
    """The text of `overview.json`, in the shape of `docs/schemas/overview.schema.json`."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "repair", "version": __version__},
        "profiles": list(overview.chosen_profiles),
        "summary": {
            "pairs": len(overview.pairs),
            "alike": overview.alike,
            "unread": len(overview.unread),
            "findings": overview.findings,
            "places": overview.places,
        },
        "by_kind": _tallies(overview.kinds),
        "by_category": _tallies(overview.categories),
        "by_severity": _tallies(overview.severities),
        "by_service": _tallies(overview.services),
        "by_profile": _tallies(overview.profiles),
        "pairs": [_pair(pair) for pair in overview.pairs],
        "unread": [{"name": one.name, "reason": one.reason} for one in overview.unread],
        "against": None if overview.against is None else _comparison(overview.against),
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def read_earlier(path: str | Path) -> Earlier:
    """What the `overview.json` of an earlier run says.

    Raises:
        InputError: It cannot be read, or is none.
    """
    return earlier(read_text(path), shown(path))


def earlier(text: str, name: str) -> Earlier:
    """What an earlier `overview.json` says.

    Raises:
        InputError: It is none, or of another version.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"is not JSON: {error}; give the overview.json of an earlier run", name=name
        ) from None
    if not isinstance(value, dict) or value.get("schema_version") != SCHEMA_VERSION:
        raise InputError("is no overview.json of this version of repair; make it anew", name=name)
    try:
        return Earlier(
            pairs={
                str(pair["name"]): {str(kind): int(count) for kind, count in pair["kinds"].items()}
                for pair in value["pairs"]
            },
            titles={str(tally["id"]): str(tally["title"]) for tally in value["by_kind"]},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(
            "is no overview.json: its pairs and their kinds cannot be read; give that of an earlier run",
            name=name,
        ) from None


def _tallies(tallies: tuple[Tally, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": tally.id,
            "title": tally.title,
            "findings": tally.findings,
            "places": tally.places,
            "pairs": tally.pairs,
        }
        for tally in tallies
    ]


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "name": pair.name,
        "generated": pair.generated,
        "ideal": pair.ideal,
        "document": pair.document,
        "similarity": pair.similarity,
        "findings": len(pair.facts),
        "places": pair.places,
        "severity": {severity: pair.severity(severity) for severity in ("critical", "high", "medium", "low")},
        "kinds": kinds_in(pair),
    }


def _comparison(against: Comparison) -> dict[str, Any]:
    return {
        "pairs": against.pairs,
        "before": against.total.before,
        "now": against.total.now,
        "kinds": [_shift(shift) for shift in against.kinds],
        "changed": [_shift(shift) for shift in against.changed],
        "new": list(against.new),
        "gone": list(against.gone),
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {"id": shift.id, "title": shift.title, "before": shift.before, "now": shift.now}
