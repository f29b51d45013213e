"""What a report may show: values, operations and sentences of one result without its secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from repair.document.pointer import Path, from_pointer
from repair.errors import RepairError
from repair.template.secrets import REDACTED, redacted, secret_spans, secrets, secrets_in

if TYPE_CHECKING:
    from repair.engine.finding import Place
    from repair.engine.result import Repair

_DISTINCT = 6
"""Shortest secret that is looked for everywhere; `admin` would hide every user name."""


class Redaction:
    """Hides the secrets of some templates.

    A value is judged by where it stands in any of them. A secret that is distinctive is hidden wherever it
    turns up as well: in a sentence, under a misspelt property, inside another text. Without templates every
    default of a parameter is hidden.
    """

    def __init__(self, *templates: Any) -> None:
        self.templates = tuple(data for data in templates if isinstance(data, dict))

    @classmethod
    def of(cls, result: Repair) -> Redaction:
        """The redaction for a result: its input, the repaired template and the ideal."""
        repaired = result.repaired if result.changed else None
        return cls(result.template.data, repaired, result.ideal.data if result.ideal is not None else None)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every secret of the templates."""
        first = self.templates[0] if self.templates else {}
        states = [first, *(_fresh(data, first) for data in self.templates[1:])]
        return frozenset(text for data in states for texts in secrets(data).values() for text in texts)

    @cached_property
    def _distinctive(self) -> re.Pattern[str] | None:
        """A pattern for the secrets that are looked for everywhere."""
        names = {name for data in self.templates for section in data.values() for name in _keys(section)}
        wanted = sorted(
            (text for text in self._known - names if is_distinctive(text)), key=lambda s: (-len(s), s)
        )
        return re.compile("|".join(map(re.escape, wanted))) if wanted else None

    def text(self, text: str) -> str:
        """A sentence or any other text without secrets."""
        for start, end in reversed(secret_spans(text)):
            text = text[:start] + REDACTED + text[end:]
        return self._swept(text)

    def value(
        self, value: Any, path: Path, other_path: Path | None = None, known: Iterable[str] | None = None
    ) -> Any:
        """A value without secrets, read as what stands at `path` (in the ideal template at `other_path`)."""
        before = None if known is None else frozenset(known)
        for data in self.templates or (_unknown(path),):
            value = redacted(value, path, data, before)
            if other_path is not None and other_path != path:
                value = redacted(value, other_path, data, before)
        return self._swept_value(value)

    def place(self, place: Place) -> tuple[Any, Any]:
        """A place's values before and after."""
        return self.pair(place.before, place.after, place.path, place.ideal_path)

    def pair(self, before: Any, after: Any, path: Path, ideal_path: Path | None = None) -> tuple[Any, Any]:
        """Two values of one place; a secret that is another one after says that it changed."""
        known = set(self._secrets(before, path, ideal_path))
        return self.value(before, path, ideal_path), self.value(after, path, ideal_path, known)

    def message(self, place: Place) -> str:
        """A place's sentence; it may quote the place's own secrets, distinctive or not."""
        text = place.message
        quoted = [secret for secret in self._known if secret in text]
        for value in (place.before, place.after) if quoted else ():
            for secret in self._secrets(value, place.path, place.ideal_path):
                text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", REDACTED, text)
        return self.text(text)

    def operations(self, ops: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """RFC 6902 operations without secrets in their values. They show what happens; the patch file does it."""
        return [
            {**op, "value": self.value(op["value"], self._path(str(op["path"])))}
            if "value" in op
            else dict(op)
            for op in ops
        ]

    def _secrets(self, value: Any, path: Path, ideal_path: Path | None) -> Iterator[str]:
        """The secrets in a value, as any of the templates sees it."""
        for data in self.templates or (_unknown(path),):
            for at in (path,) if ideal_path in (None, path) else (path, ideal_path):
                for texts in secrets_in(value, at or (), data).values():
                    yield from texts

    def _path(self, pointer: str) -> Path:
        try:
            return from_pointer(pointer, self.templates[0] if self.templates else None)
        except RepairError:
            return tuple(pointer.split("/")[1:])

    def _swept(self, text: str) -> str:
        return self._distinctive.sub(REDACTED, text) if self._distinctive is not None else text

    def _swept_value(self, value: Any) -> Any:
        if self._distinctive is None:
            return value
        if isinstance(value, dict):
            return {key: self._swept_value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._swept_value(item) for item in value]
        return self._swept(value) if isinstance(value, str) else value


def is_distinctive(secret: str) -> bool:
    """Whether a secret cannot be mistaken for an ordinary word: long enough, and of more than one kind of character."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda char: not char.isalnum())
    return len(secret) >= _DISTINCT and sum(any(map(kind, secret)) for kind in kinds) > 1


def _unknown(path: Path) -> dict[str, Any]:
    """A template of which nothing is known: any parameter may be a NoEcho one."""
    return {"Parameters": {path[1]: {"NoEcho": True}}} if len(path) > 1 else {}


def _fresh(data: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The entries of `data` that are not the very same in `other`."""
    fresh: dict[str, Any] = {}
    for section, entries in data.items():
        theirs = other.get(section)
        if isinstance(entries, dict) and isinstance(theirs, dict):
            entries = {name: body for name, body in entries.items() if theirs.get(name) is not body}
        if entries is not theirs:
            fresh[section] = entries
    return fresh


def _keys(section: Any) -> Iterable[str]:
    return section if isinstance(section, dict) else ()
