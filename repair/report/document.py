"""Everything that a failure-analysis document says, as plain values: no format, secrets already hidden.

`document_of` in `repair/report/composing/compose.py` makes one from a result; styles, pages and machine forms are
made from it. Text is plain text; names and values of the templates stand in single backticks, and nothing else is
markup. Lines and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["critical", "high", "medium", "low"]
Area = Literal["security", "reliability", "cost", "operations"]
Standing = Literal["mended", "fixable", "unsafe", "person"]
Status = Literal["not met", "partly checked", "met", "not checked", "not understood"]


@dataclass(frozen=True, slots=True)
class File:
    """A template of the document.

    Attributes:
        name: The file's name as reports show it: without the directories of this machine.
        format: "json" or "yaml".
        resources: How many resources it has.
        lines: How many lines.
    """

    name: str
    format: str
    resources: int
    lines: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands in a file.

    Attributes:
        file: The file's name.
        pointer: JSON pointer of the value.
        line: The line that its entry begins on; of what would hold it where it is absent.
        column: The column of the same.
        end_line: The last line of the value; equals `line` where it is absent.
        present: Whether it stands there; if not, the line is that of what would hold it.
    """

    file: str
    pointer: str
    line: int
    column: int
    end_line: int
    present: bool

    @property
    def lines(self) -> str:
        """The lines as "12" or "12-18"."""
        return str(self.line) if self.end_line <= self.line else f"{self.line}-{self.end_line}"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a finding.

    Attributes:
        resource: Logical id, or None outside Resources.
        resource_type: Its type, or None.
        name: What a person calls the place: `RawBucket`, or `Parameters.Stage`.
        property: The dotted path under the resource's Properties or the section's entry; "" for all of it.
        generated: Where in the generated template; `present` says whether it stands there.
        ideal: Where in the ideal template; None without one, or where it has nothing of this.
        message: What is wrong here in one sentence; "" when the title says it all.
    """

    resource: str | None
    resource_type: str | None
    name: str
    property: str
    generated: Spot
    ideal: Spot | None
    message: str


@dataclass(frozen=True, slots=True)
class Site:
    """The places of a finding in one resource or other entry.

    Attributes:
        name: The entry; see `Place.name`.
        resource_type: Its type, or None.
        places: The places in it; at least one.
    """

    name: str
    resource_type: str | None
    places: tuple[Place, ...]

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties, each once; empty where the whole entry is meant."""
        return tuple(dict.fromkeys(place.property for place in self.places if place.property))

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines in each file, as ("generated.json", "12-18, 30"); a file that has nothing of it is left out."""
        mine = [place.generated for place in self.places if place.generated.present]
        theirs = [place.ideal for place in self.places if place.ideal is not None]
        return tuple((spots[0].file, line_list(spots)) for spots in (mine, theirs) if spots)


def line_list(spots: Iterable[Spot]) -> str:
    """The lines of several spots of a file in rising order, those that touch in one range: "12-18, 30"."""
    ranges: list[list[int]] = []
    for first, last in sorted((spot.line, max(spot.line, spot.end_line)) for spot in spots):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1][1] = max(ranges[-1][1], last)
        else:
            ranges.append([first, last])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some lines to show, in the format of the file that they come from, cut to what differs.

    Attributes:
        text: The lines; no line break at the end, never empty.
        language: "json", "yaml", or "diff" for changed lines of a long text.
        file: The file that has them, or "" for what no file has yet.
        line: The line of the file that the snippet begins at, or 0.
        note: What was left out, as a clause ("equal parts left out"), or "".
    """

    text: str
    language: str
    file: str = ""
    line: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a finding, shown once for all places where it is the same.

    Attributes:
        name: The entry that changes (`VersioningConfiguration`), or "".
        places: Indices into `Item.places`.
        generated: What the generated template has; None: nothing of this.
        ideal: What the ideal template has, or the fix would make; None: nothing of this.
        difference: In place of the two where a long text differs: its changed lines.
        note: What there is to say in words ("`A` is called `B` in the ideal template."), or "".
        undecided: Nobody knows what should stand there: then `ideal` is None and says nothing.
    """

    name: str
    places: tuple[int, ...]
    generated: Snippet | None = None
    ideal: Snippet | None = None
    difference: Snippet | None = None
    note: str = ""
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Impact:
    """What a failure costs in one area. `area` is None where the text does not say which."""

    area: Area | None
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding of the document.

    Attributes:
        number: Its place in the document, from 1, through all groups.
        anchor: The fragment to link it by: stays the same while the rule and the places do; unique.
        id: The rule's id, or the structural kind.
        fingerprint: Twelve hex digits; see `Finding.fingerprint`.
        title: Names the failure and the resources.
        failure: The failure alone.
        resources: The resources or other entries that it is about, each once, in the order of places.
        severity: How bad it is.
        category: Id of the taxonomy's category.
        category_title: The same for a heading.
        kind: Id of the taxonomy's kind.
        kind_title: The same for a heading.
        places: Where; at least one, in the order of the template.
        changes: What stands there and what should; at most `MAX_CHANGES` of composing.
        more_changes: How many more there are.
        issue: What the generated template does, in one or two sentences.
        remedy: What the ideal template does, or the fix would do, in one or two sentences.
        steps: What is to be done, a sentence for all places where it is the same; empty when nobody knows.
        root_cause: Why it happened.
        impact: What it costs, by area; at least one.
        fix: How to fix it, in words.
        effect: What the failure or its fix brings with it, such as a cost; "" when nothing is known.
        standing: What has to happen for it to go away.
        standing_text: The same as a sentence.
        deployment: What the fix does to a running stack, as a sentence; "" when nothing to speak of.
        references: Public documentation.
        aliases: Ids of the same check in other tools: (tool, ids), sorted.
    """

    number: int
    anchor: str
    id: str
    fingerprint: str
    title: str
    failure: str
    resources: tuple[str, ...]
    severity: Severity
    category: str
    category_title: str
    kind: str
    kind_title: str
    places: tuple[Place, ...]
    changes: tuple[Change, ...]
    more_changes: int
    issue: str
    remedy: str
    steps: tuple[str, ...]
    root_cause: str
    impact: tuple[Impact, ...]
    fix: str
    effect: str
    standing: Standing
    standing_text: str
    deployment: str
    references: tuple[str, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def sites(self) -> tuple[Site, ...]:
        """The places by resource or other entry, in the order in which each comes first."""
        groups: dict[str, list[Place]] = {}
        for place in self.places:
            groups.setdefault(place.name, []).append(place)
        return tuple(Site(name, places[0].resource_type, tuple(places)) for name, places in groups.items())

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """All lines of the finding in each file; see `Site.lines`."""
        return Site("", None, self.places).lines


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings, at how many places, are of one severity, category or standing.

    Attributes:
        id: Of the severity, category or standing.
        title: The same for a heading.
        items: Findings.
        places: Their places.
        by_severity: The findings of each severity, worst first; they add up to `items`.
    """

    id: str
    title: str
    items: int
    places: int
    by_severity: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts. Each group adds up to the totals; severities without a finding are in it, others are not."""

    items: int
    places: int
    by_severity: tuple[Count, ...]
    by_category: tuple[Count, ...]
    by_standing: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Sameness:
    """What there is to say when the two templates mean the same.

    Attributes:
        identical: Whether they are equal byte for byte.
        differs_in: In what they differ though they mean the same: "formatting", "key order", "comments" …
        verdict: The same as a sentence.
    """

    identical: bool
    differs_in: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Right:
    """Something that the generated template does as a rule asks, and the ideal too.

    Attributes:
        category: Id of the taxonomy's category.
        category_title: The same for a heading.
        rule: The rule's id.
        property: The entry that satisfies it.
        value: The entry's value on one line, or "" when it is long or not everywhere the same.
        resources: Where.
    """

    category: str
    category_title: str
    rule: str
    property: str
    value: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One sentence of the requirements and what became of it.

    Attributes:
        line: Where it stands in the requirements.
        text: The sentence.
        status: Whether the generated template meets it; "partly checked": what of it could be checked is met.
        words: What was checked, or what is against it.
        items: Numbers of the findings that say how it is not met.
    """

    line: int
    text: str
    status: Status
    words: str
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Compliance:
    """The requirements, sentence by sentence; `collisions` are wishes that exclude each other."""

    requirements: tuple[Requirement, ...]
    by_status: tuple[tuple[Status, int], ...]
    collisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found in one file: None when it could not be told; `words` says what, or why not."""

    file: str
    holds: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was really verified, for each file that it was verified of."""

    id: str
    title: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class PatchStatistics:
    """How large the patch is that turns the generated template into what the document asks for.

    Attributes:
        operations: RFC 6902 operations.
        size: Bytes of the patch as compact JSON.
        lines_added: Lines that the text gains.
        lines_removed: Lines that it loses; a changed line is one of each.
    """

    operations: int
    size: int
    lines_added: int
    lines_removed: int


@dataclass(frozen=True, slots=True)
class Document:
    """A failure-analysis document.

    Attributes:
        title: "Failure analysis of generated.json".
        generated: The template that it is about.
        ideal: The template that it is compared with; None for a document about one template alone.
        verdict: The outcome in one or two sentences.
        summary: The counts.
        items: The findings, worst first.
        sameness: Set when the two mean the same.
        right: What the generated template got right.
        compliance: How it meets the requirements; None when none were given.
        verification: What was verified.
        similarity: From 0 to 1, of what the two templates mean; None without an ideal.
        patch: How large the repair is; None where it could not be made.
        failures: Rules that raised an error and judged nothing: (rule id, error).
        coarse: Where the comparison is coarser than it could be, in sentences.
    """

    title: str
    generated: File
    ideal: File | None
    verdict: str
    summary: Summary
    items: tuple[Item, ...]
    sameness: Sameness | None = None
    right: tuple[Right, ...] = ()
    compliance: Compliance | None = None
    verification: tuple[Check, ...] = ()
    similarity: float | None = None
    patch: PatchStatistics | None = None
    failures: tuple[tuple[str, str], ...] = ()
    coarse: tuple[str, ...] = ()
