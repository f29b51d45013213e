"""JUnit XML: valid, and green exactly when nothing is left to do."""

from hypothesis import given, settings
from lxml import etree
from machine import PUBLISHED, checked, compared
from made_up import FINDINGS, NO_FIX, finding, place, result

from repair.report import junit
from repair.report.write import render
from repair.rules.model import Severity

VALID = etree.XMLSchema(etree.parse(str(PUBLISHED / "junit.xsd")))


def read(*results):
    return parsed(render(results, "junit"))


def parsed(text):
    tree = etree.fromstring(text.encode("utf-8", "backslashreplace"))
    VALID.assertValid(tree)
    return tree


@settings(max_examples=30, deadline=None)
@given(FINDINGS)
def test_any_findings_make_a_valid_file_whose_counts_add_up(found):
    tree = read(result(*found))
    (suite,) = tree
    assert int(suite.get("tests")) == len(suite) == max(len(found), 1)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert tree.get("failures") == suite.get("failures")


def test_each_file_is_a_suite():
    tree = read(checked(), compared())
    assert [suite.get("name") for suite in tree] == ["stacks/queue.yaml", "generated.yaml"]
    assert int(tree.get("tests")) == sum(int(suite.get("tests")) for suite in tree)


def test_what_has_been_mended_passes_and_what_is_left_fails():
    tree = read(result(finding(), finding(id="left", fix=NO_FIX)))
    first, second = tree[0]
    assert first.find("failure") is None
    assert "It has been mended." in first.findtext("system-out")
    assert second.find("failure").get("type") == "high"
    assert "stack.yaml:4:5: RawBucket keeps no versions." in second.findtext("failure")


def test_a_file_without_findings_is_one_test_that_passes():
    tree = read(result())
    assert [(case.get("name"), len(case)) for case in tree[0]] == [("no findings", 0)]


def test_a_rule_that_failed_is_an_error():
    tree = read(result(failures=[("s3-x", "KeyError")]))
    assert tree.get("errors") == "1"
    assert tree[0][0].find("error").get("message") == "KeyError"


def test_characters_that_xml_cannot_say_are_replaced():
    message = "a\x00b\ud800c\ufffe <&> ]]>"
    tree = read(result(finding(fix=NO_FIX, places=(place(message=message),))))
    assert tree[0][0].find("failure").get("message") == "a\ufffdb\ufffdc\ufffd <&> ]]>"


def test_test_names_are_unique_within_a_file():
    tree = read(checked())
    names = [case.get("name") for case in tree[0]]
    assert len(set(names)) == len(names) > 3


def test_a_file_over_the_size_limit_loses_reasons_first_and_the_least_severe_then():
    found = [
        finding(id=f"{level.value}-{n}", severity=level, fix=NO_FIX) for level in Severity for n in range(20)
    ]
    whole = render([result(*found)], "junit")
    short = junit.joined([junit.part_of(result(*found))], largest=len(whole) - 1)
    assert len(short) < len(whole)
    assert parsed(short).get("tests") == "80"
    cut = junit.joined([junit.part_of(result(*found))], largest=len(short) // 2)
    assert len(cut.encode()) <= len(short) // 2
    tree = parsed(cut)
    assert {one.get("type") for one in tree.iter("failure")} == {"critical"}
    assert tree.find(".//skipped") is not None
