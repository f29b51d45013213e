"""From a difference to what is shown of it: whose change each delta is, where it stands, what it does.

Secrets are hidden here, before anything is cut or laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from repair.diff.delta import Delta, Kind, worst
from repair.report import difference_words as words
from repair.report.difference_path import Paths
from repair.report.difference_stack import outcomes, permissions, stack
from repair.report.difference_values import Notation, Shown, swapped, visible
from repair.report.difference_view import KINDS, Change, Entry, Share, View
from repair.report.difference_words import Note
from repair.report.json_report import shown_name
from repair.report.redaction import Redaction
from repair.template.data import MISSING, Data, Path, value_at

if TYPE_CHECKING:
    from repair.diff.alignment.align import Alignment
    from repair.diff.difference import Diff
    from repair.template.template import Template

TOP = 5
"""What lowers the similarity most: so many are named."""
MAX_REMARKS = 12
"""Sentences on what could not be told apart or is coarse."""

_SECTIONS = ("", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs")
_WHOLE = frozenset({"AWSTemplateFormatVersion", "Description", "Transform", "Hooks"})


def view(diff: Diff, *templates: Template) -> View:
    """The view of a difference; `templates` are the generated and the ideal one, for names, lines and secrets."""
    return _Viewer(diff, *templates).view()


_Side = Literal["both", "ideal"]
_EntryKey = tuple[str, str, _Side]


class _Viewer:
    def __init__(self, diff: Diff, generated: Template | None = None, ideal: Template | None = None) -> None:
        self.diff = diff
        self.templates = (generated, ideal)
        given = [template for template in self.templates if template is not None]
        self.redaction = Redaction(*(template.data for template in given))
        formats = {template.document.format for template in given if template.document is not None}
        self.notation = Notation("json" if formats == {"json"} else "yaml")
        self.paths = tuple(
            Paths(template.data if template is not None else MISSING, self.redaction)
            for template in self.templates
        )
        self.replaced = outcomes(diff.deltas, generated)
        self.certain = frozenset(name for name, how in self.replaced.items() if how == "will")
        self.pairs: dict[str, Alignment] = {
            pair.generated: pair for pair in diff.alignment if pair.generated is not None
        }

    def view(self) -> View:
        names = [
            shown_name(template) if template is not None else fallback
            for template, fallback in zip(self.templates, ("generated", "ideal"), strict=True)
        ]
        sections = tuple(self.sections())
        kinds = Counter(delta.kind for delta in self.diff.deltas)
        return View(
            names=(visible(names[0]), visible(names[1])),
            equal=self.diff.equal,
            counts={kind: kinds[kind] for kind in KINDS},
            sections=sections,
            similarity=words.percent(self.diff.similarity),
            shares=tuple(self.shares(entry for _, entries in sections for entry in entries)),
            stack=stack(self.diff.deltas, self.replaced),
            permissions=permissions(self.diff.deltas),
            remarks=tuple(self.remarks()),
        )

    def remarks(self) -> Iterator[str]:
        """Where the answer is not sure or not fine, as far as a person reads on."""
        every = [*map(words.ambiguous, self.diff.ambiguous), *self.diff.coarse]
        for sentence in every[:MAX_REMARKS]:
            yield visible(self.redaction.text(sentence))
        if len(every) > MAX_REMARKS:
            yield f"The JSON has {len(every) - MAX_REMARKS} more remarks of this kind."

    def sections(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Sections in the usual order; entries as the generated template has them, then those of one side only."""
        grouped: dict[_EntryKey, list[tuple[str, Delta]]] = {}
        for number, delta in enumerate(self.diff.deltas, start=1):
            grouped.setdefault(_entry_of(delta), []).append((str(number), delta))
        entries: dict[str, list[Entry]] = {}
        for key, deltas in grouped.items():
            entries.setdefault(key[0], []).append(self.entry(key, deltas))
        known = [section for section in _SECTIONS if section in entries]
        for section in (*known, *(section for section in entries if section not in known)):
            yield section, tuple(sorted(entries[section], key=_rank))

    def entry(self, key: _EntryKey, deltas: list[tuple[str, Delta]]) -> Entry:
        section, name, side = key
        own = next((one for one in deltas if _is_own(one[1], key)), None)
        delta = own[1] if own is not None else None
        kind: Kind = "changed"
        if delta is not None:
            kind = delta.kind
        elif all(one.kind == "moved" for _, one in deltas):
            kind = "moved"
        renamed = next((part for _, one in deltas for part in one.flat if _renames(part, key)), None)
        pair = self.pairs.get(name) if section == "Resources" and side == "both" else None
        old_type = next((one.resource_type or "" for _, one in deltas), "")
        new_name = visible(str(renamed.after)) if renamed is not None else ""
        retyped = pair is not None and delta is not None and delta.kind == "changed" and pair.type != old_type
        where: Path = (name,) if not section else (section, name)
        new_where = where if renamed is None or renamed.ideal_path is None else renamed.ideal_path
        return Entry(
            kind=kind,
            section=section,
            name=visible(name),
            new_name=new_name,
            type=visible(old_type),
            new_type=visible(pair.type) if pair is not None and retyped else "",
            line=None if kind == "added" else self.line(0, where),
            new_line=None if kind == "removed" else self.line(1, new_where),
            matched=words.matched(pair) if renamed is not None or retyped else "",
            references=len(renamed.claims) if renamed is not None else 0,
            contents=tuple(map(visible, _contents(delta))) if kind in ("added", "removed") else (),
            own=self.change(own[0], own[1], where) if own is not None else None,
            changes=tuple(self.change(number, one, where) for number, one in deltas if one is not delta),
            notes=self.safe(self.impact(kind, [one for _, one in deltas])),
            weight=sum(one.weight for _, one in deltas),
        )

    def change(self, number: str, delta: Delta, where: Path) -> Change:
        parts = tuple(
            self.change(f"{number}.{index}", part, where) for index, part in enumerate(delta.parts, start=1)
        )
        moved = delta.kind == "moved"
        old_path = None if delta.path is None else self.path(0, delta.path, where, by_index=moved)
        new_path = None if delta.ideal_path is None else self.path(1, delta.ideal_path, where, by_index=moved)
        if old_path is None:
            old_path, new_path = self.added_path(delta, where), None
        return Change(
            number=number,
            kind=delta.kind,
            path=old_path,
            new_path=new_path if moved and new_path is not None and new_path != old_path else "",
            line=None if delta.path is None else self.line(0, delta.path),
            new_line=None if delta.ideal_path is None else self.line(1, delta.ideal_path),
            shown=Shown() if parts else self.shown(delta),
            notes=self.safe(words.notes(delta, self.certain)),
            weight=delta.weight,
            parts=parts,
        )

    def impact(self, kind: Kind, deltas: Sequence[Delta]) -> Iterator[Note]:
        """The worst that an entry's differences do."""
        inside = any(delta.resource is not None for delta in deltas)
        effect = worst(delta.deployment for delta in deltas)
        return words.impact(effect, self.certain, inside=inside, deleted=kind == "removed")

    def safe(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """Notes without secrets and control characters: they quote names, of exports too."""
        return tuple(Note(note.kind, visible(self.redaction.text(note.text))) for note in notes)

    def shown(self, delta: Delta) -> Shown:
        if delta.kind == "renamed":
            return self.notation.pair(delta.before, delta.after)
        path = delta.path or delta.ideal_path or ()
        before, after = self.redaction.pair(delta.before, delta.after, path, delta.ideal_path)
        if delta.kind == "added":
            return swapped(self.notation.one(after))
        if delta.kind == "removed" or (delta.kind == "moved" and delta.path != delta.ideal_path):
            return self.notation.one(before)
        return self.notation.pair(before, after)

    def path(self, side: int, path: Path, where: Path, *, by_index: bool) -> str:
        """The path below the entry; the whole path for what stands elsewhere, as parts of a change may."""
        here = path[: len(where)] == where or self._is_here(side, path, where)
        start = min(len(where), len(path)) if here else 0
        return self.paths[side].text(path, start, by_index=by_index)

    def added_path(self, delta: Delta, where: Path) -> str:
        """Where something new belongs, by the names that the generated template has; its own is the ideal's."""
        path, target = delta.ideal_path or (), delta.target or ()
        if len(target) <= len(where) or target[: len(where)] != where or len(path) != len(target):
            return self.path(1, path, where, by_index=False)
        above = self.paths[0].text(target[:-1], len(where))
        step = self.paths[1].text(path, len(path) - 1)
        return f"{above}{step}" if step.startswith("[") or not above else f"{above}.{step}"

    def _is_here(self, side: int, path: Path, where: Path) -> bool:
        """Whether a path of the ideal template leads into the entry that has another name there."""
        pair = self.pairs.get(str(where[-1])) if where[0] == "Resources" else None
        if side == 1 and pair is not None:
            return path[:2] == ("Resources", pair.ideal)
        return side == 1 and where[0] != "Resources" and len(path) > 2 and path[0] == where[0]

    def line(self, side: int, path: Path) -> int | None:
        template = self.templates[side]
        position = template.position(path) if template is not None else None
        return None if position is None else position.line

    def shares(self, entries: Iterable[Entry]) -> Iterator[Share]:
        total = self.diff.total_weight
        ranked = sorted((entry for entry in entries if entry.weight), key=lambda entry: -entry.weight)
        if not total:
            return
        for entry in ranked[:TOP]:
            name = f"{entry.section}.{entry.name}" if entry.section else entry.name
            yield Share(name, entry.weight, entry.weight / total, entry)
        rest = sum(entry.weight for entry in ranked[TOP:])
        if rest:
            count = len(ranked) - TOP
            yield Share(f"{count} {words.plural(count, 'other')}", rest, rest / total)


def _entry_of(delta: Delta) -> _EntryKey:
    """The entry that a delta belongs to, by the generated template's names; one that is only in the ideal apart."""
    target = delta.target if delta.path is None and delta.target is not None else None
    if delta.resource is not None:
        return "Resources", delta.resource, "ideal" if target is not None and len(target) == 2 else "both"
    where = delta.path or target or delta.ideal_path or ("",)
    if len(where) == 1 or where[0] in _WHOLE:
        return "", str(where[0]), "both"
    return str(where[0]), str(where[1]), "ideal" if target is not None and len(target) == 2 else "both"


def _is_own(delta: Delta, key: _EntryKey) -> bool:
    """Whether a delta is about the entry as a whole."""
    section, name, side = key
    if side == "ideal":
        return True
    where: Path = (section, name) if section else (name,)
    return (
        delta.path == where
        and (delta.kind in ("renamed", "removed") or bool(delta.parts))
        and (delta.kind != "moved")
    )


def _renames(delta: Delta, key: _EntryKey) -> bool:
    return delta.kind == "renamed" and delta.path == key[:2]


def _rank(entry: Entry) -> int:
    whole = entry.own is not None
    return ("added", "removed").index(entry.kind) + 1 if whole and entry.kind in ("added", "removed") else 0


def _contents(delta: Delta | None) -> Iterable[str]:
    """The names of an entry's properties, or of what else it holds."""
    body: Data = None if delta is None else delta.before if delta.kind == "removed" else delta.after
    if not isinstance(body, dict):
        return ()
    properties = value_at(body, ("Properties",))
    return properties if isinstance(properties, dict) else [key for key in body if key != "Type"]
