"""Every form of the report of real pairs: valid, and fixes that mend what they say."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
from html_page import Page
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree
from machine import PUBLISHED, schema

from repair.api import Options, check, report
from repair.document.spans import Edit, apply_edits
from repair.errors import InputError
from repair.patch.rfc6902 import apply
from repair.report.composing.compose import document_of
from repair.report.pages.document_page import as_html
from repair.report.write import render
from repair.template.load import from_text

CORPUS = os.environ.get("REPAIR_CORPUS")
STEP = 40
"""One pair in so many: the whole corpus takes minutes."""
PAIRS = sorted(Path(CORPUS).iterdir())[7::STEP] if CORPUS else []

pytestmark = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS names no folder of pairs")
SARIF = Draft4Validator(schema("sarif-2.1.0.schema.json"))
QUALITY = Draft202012Validator(schema("code_quality.schema.json"))


@pytest.fixture(params=PAIRS, ids=lambda folder: folder.name)
def results(request):
    try:
        return results_of(request.param)
    except InputError as error:
        pytest.skip(str(error))


@cache
def results_of(folder):
    """What differs in a pair, and what a check finds in its generated template."""
    generated, ideal = (next(folder.glob(f"{name}.*")) for name in ("generated", "ideal"))
    return report(generated, ideal, options=Options(operations=True)), check(generated)


def test_every_form_is_valid_and_tells_every_finding(results):
    junit = etree.XMLSchema(etree.parse(str(PUBLISHED / "junit.xsd")))
    for result in results:
        count = len(result.findings)
        log = json.loads(render([result], "sarif"))
        SARIF.validate(log)
        assert len(log["runs"][0]["results"]) == count
        tree = etree.fromstring(render([result], "junit").encode())
        junit.assertValid(tree)
        assert int(tree.get("failures")) == count
        issues = json.loads(render([result], "gitlab"))
        QUALITY.validate(issues)
        assert len({issue["fingerprint"] for issue in issues}) == count
        page = Page(as_html(document_of(result)))
        page.check()
        assert len([one for one in page.all("details") if one.get("class") == "entry"]) == count


def test_every_fix_in_sarif_mends_its_finding_alone(results):
    for result in results:
        document = result.template.document
        lines = document.text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        if "\r" in document.text or document.text.startswith("\ufeff"):
            pytest.skip("its columns are counted otherwise than here")
        findings = {one.fingerprint: one for one in result.findings}
        for told in json.loads(render([result], "sarif"))["runs"][0]["results"]:
            for fix in told.get("fixes", ()):
                edits = []
                for one in fix["artifactChanges"][0]["replacements"]:
                    region = one["deletedRegion"]
                    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
                    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
                    edits.append(Edit(start, end, one.get("insertedContent", {}).get("text", "")))
                mended = from_text(apply_edits(document.text, edits)).data
                ops = findings[told["partialFingerprints"]["repairFinding/v1"]].fix.ops
                assert mended == apply(ops, result.template.data)
