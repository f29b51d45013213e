"""The failure-analysis document of two apps: template-level findings told by the lines of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from repair.api import Options, report
from repair.cdk.assembly import Stack
from repair.cdk.cause import Cause
from repair.cdk.excerpt import excerpt, leaned_on
from repair.cdk.form import differs_in
from repair.cdk.judge import spots_of
from repair.cdk.loading import Loaded, paired, unpaired
from repair.cdk.noise import provided
from repair.cdk.shown import redaction_of, shown
from repair.cdk.source import App, Call, SourceFile, Span
from repair.cdk.source_failures import SourceFailure, source_failures
from repair.cdk.told import SYNTHESIS
from repair.report.composing.compose import document_of as template_document
from repair.report.composing.counts import summary_of
from repair.report.composing.words import MAX_NAMES, listed, quoted
from repair.report.document import (
    Change,
    Document,
    File,
    Impact,
    Item,
    Place,
    Sameness,
    Severity,
    Snippet,
    Spot,
)
from repair.report.redaction import Redaction
from repair.rules.load import library

MAX_CHANGES = 6
"""Pairs of snippets of one finding; what is alike at more constructs is not shown again."""


@dataclass(frozen=True)
class _Pair:
    """Two apps, and what to call their files."""

    mine: Loaded
    theirs: Loaded
    left: str
    right: str
    redaction: Redaction

    def shown(self, text: str) -> str:
        """A text without secrets."""
        return shown(self.redaction, text)


def document_of(mine: Loaded, theirs: Loaded, options: Options) -> Document:
    """Everything that the document of two apps says.

    An app that does not synthesise is a finding; then templates are not compared.
    """
    left, right = _labels(mine.name, theirs.name)
    pair = _Pair(mine, theirs, left, right, redaction_of((*mine.stacks, *theirs.stacks)))
    items: list[Item] = [
        _cause_item(pair, one, one.cause, label)
        for one, label in ((mine, left), (theirs, right))
        if one.cause
    ]
    documents = []
    for stack, other in paired(mine, theirs):
        result = report(stack.template, other.template, options=options)
        wanted = tuple(finding for finding in result.findings if any(spots_of(mine, stack, finding)))
        made = template_document(replace(result, findings=wanted), options)
        documents.append(made)
        for item in made.items:
            items.extend(_in_source(pair, stack, other, part) for part in _parts(stack, other, item))
    alone: dict[str, list[SourceFailure]] = {}
    for one in source_failures(mine.app, theirs.app):
        alone.setdefault(one.title, []).append(one)
    items.extend(_source_item(pair, group) for group in alone.values())
    rank = {"critical": 0, "high": 1, "medium": 2, "low": 3}
    items.sort(key=lambda item: rank[item.severity])
    numbered = tuple(replace(item, number=number) for number, item in enumerate(items, 1))
    summary = summary_of(numbered)
    sameness = _sameness(pair) if not items else None
    weights = [(document.similarity or 0.0, document.generated.lines) for document in documents]
    total = sum(weight for _, weight in weights)
    return Document(
        title=f"Failure analysis of the CDK app {left}",
        generated=_file(pair.left, mine),
        ideal=_file(pair.right, theirs),
        verdict=sameness.verdict if sameness is not None else _verdict(pair, summary.items, summary.places),
        summary=summary,
        items=numbered,
        sameness=sameness,
        right=documents[0].right if len(documents) == 1 else (),
        similarity=sum(part * weight for part, weight in weights) / total if total else None,
        failures=tuple(one for document in documents for one in document.failures),
        coarse=(
            *(one for document in documents for one in document.coarse),
            *unpaired(mine, theirs),
            *mine.app.unread,
        ),
    )


def _labels(mine: str, theirs: str) -> tuple[str, str]:
    names = Path(mine).resolve().name, Path(theirs).resolve().name
    return names if names[0] != names[1] else ("generated", "ideal")


def _parts(stack: Stack, other: Stack, item: Item) -> Iterator[Item]:
    """The finding without helpers of the CDK; one that gathers small differences in one for each sort of them."""
    places = [
        place
        for place in item.places
        if not provided(stack.constructs.get(place.name, "") or other.constructs.get(place.name, ""))
        and not place.property.startswith("DependsOn")
    ]
    groups: dict[tuple[tuple[str, bool, bool], ...], list[Place]] = {}
    by_name: dict[str, list[Place]] = {}
    for place in places:
        by_name.setdefault(place.name, []).append(place)
    for mine in by_name.values():
        sort = tuple((one.property, one.generated.present, one.ideal is not None) for one in mine)
        groups.setdefault(sort, []).extend(mine)
    if item.id in {rule.id for rule in library()} and places:
        yield replace(item, places=tuple(places))
        return
    for number, (sort, mine) in enumerate(groups.items()):
        names = tuple(dict.fromkeys(one.name for one in mine))
        failure = _sort_words(sort)
        yield replace(
            item,
            anchor=f"{item.anchor}-{number}",
            title=f"{failure}: {listed([quoted(name) for name in names], MAX_NAMES)}",
            failure=failure,
            resources=names,
            places=tuple(mine),
            issue=" ".join(dict.fromkeys(one.message for one in mine[:MAX_NAMES] if one.message)),
            remedy="See the lines of the ideal app.",
            steps=(),
        )


def _sort_words(sort: tuple[tuple[str, bool, bool], ...]) -> str:
    """`GlueVersion` and `NumberOfWorkers` differ; `Export` missing."""
    if sort == (("", False, True),):
        return "Missing"
    if sort == (("", True, False),):
        return "Not in the ideal app"
    words = []
    for said, present, wanted in (
        ("differs", True, True),
        ("missing", False, True),
        ("too much", True, False),
    ):
        names = [quoted(name) for name, *where in sort if where == [present, wanted] and name]
        if names:
            words.append(
                f"{listed(names, MAX_NAMES)} {'differ' if said == 'differs' and len(names) > 1 else said}"
            )
    return "; ".join(words) or "Different"


def _in_source(pair: _Pair, stack: Stack, other: Stack, item: Item) -> Item:
    """The finding with the source's places and lines in place of the templates'."""
    places = []
    calls: list[tuple[Call | None, Call | None]] = []
    for place in item.places:
        name = place.name.split(".", 1)[1] if place.name.startswith("Outputs.") else place.name
        left, right = pair.mine.site(stack, name), pair.theirs.site(other, name)
        mine = left.call if left is not None else None
        theirs = right.call if right is not None else None
        mine = mine or _counterpart(pair.mine.app, theirs)
        calls.append((mine, theirs))
        places.append(
            replace(
                place,
                generated=_spot(pair.left, pair.mine.app, mine)
                if mine is not None
                else replace(place.generated, file=pair.left, line=1, present=False),
                ideal=_spot(pair.right, pair.theirs.app, theirs) if theirs is not None else None,
            )
        )
    changes = list(_changes(pair, calls))
    return replace(
        item,
        anchor=f"{item.anchor}-{stack.name.replace('/', '-')}",
        places=tuple(places),
        changes=tuple(changes[:MAX_CHANGES]) or item.changes,
        more_changes=max(len(changes) - MAX_CHANGES, 0),
        standing_text=_standing(item),
    )


def _counterpart(app: App, call: Call | None) -> Call | None:
    """The call of an app that makes the construct of the same name, where that is plain."""
    if call is None or call.id is None:
        return None
    wanted = (call.owner, call.name, call.id.pattern)
    return next(
        (one for one in app.calls if one.id is not None and (one.owner, one.name, one.id.pattern) == wanted),
        None,
    )


def _standing(item: Item) -> str:
    return (
        "A person has to decide."
        if item.standing == "person"
        else "`repair APP --ideal IDEAL -o FOLDER` tries it in the source."
    )


def _spot(label: str, app: App, call: Call) -> Spot:
    file = app.file_of(call)
    return Spot(f"{label}/{call.file}", "", call.line, call.column, file.line(call.span[1] - 1), present=True)


def _changes(pair: _Pair, calls: Iterable[tuple[Call | None, Call | None]]) -> Iterator[Change]:
    """The lines of each pair of calls, each pair once."""
    seen: set[tuple[object, object]] = set()
    for number, (mine, theirs) in enumerate(calls):
        key = ((mine.file, mine.span) if mine else None, (theirs.file, theirs.span) if theirs else None)
        if key in seen or key == (None, None):
            continue
        seen.add(key)
        left = _side(pair.left, pair.mine, mine, pair.theirs, theirs)
        right = _side(pair.right, pair.theirs, theirs, pair.mine, mine)
        yield _change(pair, number, left, right)


def _change(pair: _Pair, number: int, *sides: Snippet | None) -> Change:
    left, right = (one and replace(one, text=pair.shown(one.text)) for one in sides)
    return Change("", (number,), left, right)


def _side(label: str, own: Loaded, call: Call | None, other: Loaded, their: Call | None) -> Snippet | None:
    if call is None:
        return None
    app = own.app
    file = app.file_of(call)
    against = (other.app.file_of(their), their) if their is not None else None
    parts = [(call.span[0], excerpt(file, call, against))]
    parts += [(span[0], one.snippet(span)) for one, span in leaned_on(app, call, other.app, own.makers)]
    text = "\n\n".join(part for _, part in sorted(parts))
    return Snippet(text, file.language, f"{label}/{call.file}", file.line(min(start for start, _ in parts)))


def _source_item(pair: _Pair, failures: Sequence[SourceFailure]) -> Item:
    places, changes = [], []
    for number, one in enumerate(failures):
        left, right = _source_side(pair.left, one.generated), _source_side(pair.right, one.ideal)
        spot = _source_spot(pair.left, one.generated) or Spot(pair.left, "", 1, 1, 1, present=False)
        places.append(Place(None, None, one.name, "", spot, _source_spot(pair.right, one.ideal), one.message))
        changes.append(_change(pair, number, left, right))
    return _item(
        failures[0].id,
        failures[0].title,
        [one.name for one in failures],
        "low",
        tuple(places),
        tuple(changes),
        (" ".join(f"{one.message}." for one in failures), " ".join(f"{one.remedy}." for one in failures)),
        failures[0].cause,
    )


def _cause_item(pair: _Pair, app: Loaded, cause: Cause, label: str) -> Item:
    file = app.app.files.get(cause.file)
    spot = Spot(
        f"{label}/{cause.file}" if cause.file else label,
        "",
        cause.line or 1,
        cause.column or 1,
        cause.line or 1,
        present=bool(cause.file),
    )
    change: tuple[Change, ...] = ()
    if file is not None and cause.line:
        lines = pair.shown("\n".join(file.lines[max(cause.line - 3, 0) : cause.line + 2]))
        change = (
            Change(
                "", (0,), Snippet(lines, file.language, spot.file, max(cause.line - 2, 1)), undecided=True
            ),
        )
    place = Place(None, None, cause.file or label, "", spot, None, pair.shown(cause.sentence))
    remedy = f"{cause.meant} in place of {cause.wrong}." if cause.meant else ""
    return _item(
        SYNTHESIS,
        "The app does not synthesise",
        [cause.file or label],
        "critical",
        (place,),
        change,
        (f"{pair.shown(cause.sentence)}.", remedy),
        "The source uses something that this release of the CDK does not have, or fails when it runs.",
    )


def _item(
    id_: str,
    title: str,
    names: Sequence[str],
    severity: Severity,
    places: tuple[Place, ...],
    changes: tuple[Change, ...],
    said: tuple[str, str],
    cause: str,
) -> Item:
    return Item(
        number=0,
        anchor=f"{id_}-{names[0]}",
        id=id_,
        fingerprint="",
        title=f"{title}: {listed([f'`{one}`' for one in names], MAX_NAMES)}",
        failure=title,
        resources=tuple(names),
        severity=severity,
        category="source",
        category_title="Source",
        kind=id_,
        kind_title=title,
        places=places,
        changes=changes[:MAX_CHANGES],
        more_changes=max(len(changes) - MAX_CHANGES, 0),
        issue=said[0],
        remedy=said[1],
        steps=(),
        root_cause=cause,
        impact=(Impact("operations", cause),),
        fix=said[1] or "Mend the line that is named.",
        effect="",
        standing="person",
        standing_text="It is for a person: no template shows it.",
        deployment="",
        references=(),
        aliases=(),
    )


def _source_side(label: str, at: tuple[SourceFile, Span] | None) -> Snippet | None:
    if at is None:
        return None
    file, span = at
    return Snippet(file.snippet(span), file.language, f"{label}/{file.file}", file.line(span[0]))


def _source_spot(label: str, at: tuple[SourceFile, Span] | None) -> Spot | None:
    if at is None:
        return None
    file, span = at
    return Spot(f"{label}/{file.file}", "", file.line(span[0]), 1, file.line(span[1]), present=True)


def _file(label: str, app: Loaded) -> File:
    languages = {file.language for file in app.app.files.values()}
    return File(
        name=label,
        format="python" if "python" in languages else "typescript",
        resources=sum(len(stack.template.resources) for stack in app.stacks),
        lines=sum(len(file.lines) for file in app.app.files.values()),
    )


def _sameness(pair: _Pair) -> Sameness | None:
    if pair.mine.cause or pair.theirs.cause or unpaired(pair.mine, pair.theirs):
        return None
    form = differs_in(pair.mine.app, pair.theirs.app)
    what = f"`{pair.left}` and `{pair.right}` synthesise to templates that mean the same"
    if form is None:
        return Sameness(False, ("source",), f"{what}; their sources differ in more than form.")
    if not form:
        return Sameness(True, (), f"{what}, and their sources are equal.")
    return Sameness(
        False, form, f"{what}: there is no failure. Their sources differ in {' and '.join(form)} only."
    )


def _verdict(pair: _Pair, items: int, places: int) -> str:
    if not items:
        return f"`{pair.left}` has no finding when compared with `{pair.right}`."
    many = "finding" if items == 1 else "findings"
    where = "place" if places == 1 else "places"
    return (
        f"The CDK app `{pair.left}` has {items} {many} at {places} {where} when compared with `{pair.right}`."
    )
