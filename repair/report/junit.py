"""JUnit XML: a suite a file, a test case a finding, for CI systems that show test results.

Source: the XML Schema of the Jenkins JUnit plugin (junit-10), the form that other systems read too. What has been
mended passes; a file without findings is one test that passes, since many systems take an empty run for a fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from repair.report.annotation import Annotation, annotated, file_name
from repair.report.redaction import Redaction
from repair.report.standing import Standing

if TYPE_CHECKING:
    from repair.engine.result import Repair

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0, section 2.2."""


def as_junit(results: Sequence[Repair], root: str = "") -> str:
    """The findings as XML; the same results give the same text, so it has no times."""
    suites = [_suite(result, root) for result in results]
    whole = ET.Element("testsuites", name="repair")
    for name in ("tests", "failures", "errors"):
        whole.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    whole.extend(suites)
    ET.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(whole, encoding="unicode")}\n'


def _suite(result: Repair, root: str) -> ET.Element:
    file = _clean(file_name(result.template, root))
    found = annotated(result, root)
    redaction = Redaction.of(result)
    cases = [_case(one) for one in found]
    for failure in result.failures:
        case = _named(file, f"rule {failure.rule_id} runs")
        ET.SubElement(
            case, "error", type="rule-failed", message=_clean(redaction.text(failure.error))
        ).text = "The rule raised an error and judged nothing: a defect of the rule, not of the template."
        cases.append(case)
    suite = ET.Element(
        "testsuite",
        name=file,
        tests=str(max(len(cases), 1)),
        failures=str(sum(one.standing is not Standing.MENDED for one in found)),
        errors=str(len(result.failures)),
    )
    suite.extend(cases or [_named(file, "no findings")])
    return suite


def _case(one: Annotation) -> ET.Element:
    finding = one.finding
    case = _named(one.file, f"{finding.id}: {finding.title} ({one.resources}) {finding.fingerprint}")
    if one.standing is Standing.MENDED:
        ET.SubElement(case, "system-out").text = _clean(_body(one))
    else:
        message = one.messages[0]
        ET.SubElement(case, "failure", type=finding.severity.value, message=_clean(message)).text = _clean(
            _body(one)
        )
    return case


def _named(file: str, name: str) -> ET.Element:
    return ET.Element(
        "testcase", name=_clean(name), classname=str(PurePosixPath(_clean(file)).with_suffix(""))
    )


def _body(one: Annotation) -> str:
    places = [
        f"{one.file}:{region.start_line}:{region.start_column}: {message}"
        for region, message in zip(one.regions, one.messages, strict=True)
    ]
    finding = one.finding
    return "\n".join([*places, "", finding.root_cause, finding.impact, one.next, *finding.references])


def _clean(text: str) -> str:
    """The text with the replacement character for what XML cannot say."""
    return _FORBIDDEN.sub("\ufffd", text)
