"""JUnit XML: a suite a file, a test case a finding, for CI systems that show test results.

Source: the XML Schema of the Jenkins JUnit plugin (junit-10), the form that other systems read too. What has been
mended passes; a file without findings is one test that passes, since many systems take an empty run for a fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from repair.report.annotation import Annotation, annotated, file_name
from repair.report.redaction import Redaction
from repair.report.standing import Standing
from repair.rules.model import Severity

if TYPE_CHECKING:
    from repair.engine.result import Repair

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0, section 2.2."""


MAX_BYTES = 30_000_000
"""Size of a file that GitLab reads, the least of those who name one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is told of one file: its findings, and the rules that failed with their errors; secrets are hidden."""

    file: str
    found: tuple[Annotation, ...]
    failures: tuple[tuple[str, str], ...]


def part_of(result: Repair, root: str = "") -> Part:
    """What is told of one file; absolute paths are given relative to `root`."""
    redaction = Redaction.of(result)
    failures = tuple((one.rule_id, redaction.text(one.error)) for one in result.failures)
    return Part(_clean(file_name(result.template, root)), tuple(annotated(result, root)), failures)


def joined(parts: Sequence[Part], *, largest: int = MAX_BYTES) -> str:
    """The findings as XML; the same parts give the same text, so it has no times.

    A text that would be larger than `largest` bytes loses what explains the findings first, then the findings that are
    the least severe, and says so in a test that is skipped.
    """
    text = _text(parts, _Told())
    if not _fits(text, largest):
        text = _text(parts, _Told(explained=False))
    for least in (Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL):
        if _fits(text, largest):
            break
        text = _text(parts, _Told(explained=False, least=least))
    return text


@dataclass(frozen=True, slots=True)
class _Told:
    """How much is told: with reasons and references or places only, and of which severities."""

    explained: bool = True
    least: Severity = Severity.LOW


def _fits(text: str, largest: int) -> bool:
    return len(text.encode("utf-8", "backslashreplace")) <= largest


def _text(parts: Sequence[Part], told: _Told) -> str:
    suites = [_suite(part, told) for part in parts]
    if told.least is not Severity.LOW:
        suites.append(_cut(told.least))
    whole = ET.Element("testsuites", name="repair")
    for name in ("tests", "failures", "errors"):
        whole.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    whole.extend(suites)
    ET.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(whole, encoding="unicode")}\n'


def _cut(least: Severity) -> ET.Element:
    """A suite that says that the report would have been too large."""
    suite = ET.Element("testsuite", name="repair", tests="1", failures="0", errors="0")
    case = _named("repair", f"findings less severe than {least.value} are left out")
    words = "The report would be too large: run repair on fewer files to see them."
    ET.SubElement(case, "skipped").text = words
    suite.append(case)
    return suite


def _suite(part: Part, told: _Told) -> ET.Element:
    found = [one for one in part.found if one.finding.severity.rank <= told.least.rank]
    cases = [_case(one, told) for one in found]
    for rule_id, error in part.failures:
        case = _named(part.file, f"rule {rule_id} runs")
        ET.SubElement(
            case, "error", type="rule-failed", message=_clean(error)
        ).text = "The rule raised an error and judged nothing: a defect of the rule, not of the template."
        cases.append(case)
    suite = ET.Element(
        "testsuite",
        name=part.file,
        tests=str(max(len(cases), 1)),
        failures=str(sum(one.standing is not Standing.MENDED for one in found)),
        errors=str(len(part.failures)),
    )
    suite.extend(cases or [_named(part.file, "no findings")])
    return suite


def _case(one: Annotation, told: _Told) -> ET.Element:
    finding = one.finding
    case = _named(one.file, f"{finding.id}: {finding.title} ({one.resources}) {finding.fingerprint}")
    if one.standing is Standing.MENDED:
        ET.SubElement(case, "system-out").text = _clean(_body(one, told))
    else:
        message = one.messages[0]
        ET.SubElement(case, "failure", type=finding.severity.value, message=_clean(message)).text = _clean(
            _body(one, told)
        )
    return case


def _named(file: str, name: str) -> ET.Element:
    return ET.Element(
        "testcase", name=_clean(name), classname=str(PurePosixPath(_clean(file)).with_suffix(""))
    )


def _body(one: Annotation, told: _Told) -> str:
    places = [
        f"{one.file}:{region.start_line}:{region.start_column}: {message}"
        for region, message in zip(one.regions, one.messages, strict=True)
    ]
    if not told.explained:
        return "\n".join([*places, one.next])
    finding = one.finding
    return "\n".join([*places, "", finding.root_cause, finding.impact, one.next, *finding.references])


def _clean(text: str) -> str:
    """The text with the replacement character for what XML cannot say."""
    return _FORBIDDEN.sub("\ufffd", text)
