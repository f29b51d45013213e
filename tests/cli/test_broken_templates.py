"""Templates that do not parse, through the command."""

import json

PLAIN = '{\n  // the queue\n  "Resources": {"Queue": {"Type": "AWS::SNS::Topic"},}\n}\n'
DOUBTFUL = '{\n  "Resources": {\n    "Topic": {"Type": "AWS::SNS::Topic"},\n    "Queue": {"Type": "AWS::SQS'
HOPELESS = '{"Resources": {"A": {{"Ref": "B"}: 1}}}'


def test_syntax_with_one_reading_is_mended(repair, tmp_path):
    file, out = tmp_path / "in.json", tmp_path / "out.json"
    file.write_text(PLAIN)
    report = tmp_path / "report.json"
    done = repair(str(file), "-o", str(out), "--report", str(report))
    assert done.code in (0, 1)
    assert json.loads(out.read_text())["Resources"]["Queue"]["Type"] == "AWS::SNS::Topic"
    found = {one["id"]: one for one in json.loads(report.read_text())["findings"]}
    assert found["syntax-comment"]["fix"]["status"] == "applied"
    assert found["syntax-comment"]["places"][0]["line"] == 2
    assert file.read_text() == PLAIN


def test_a_guess_needs_unsafe_fixes_and_the_refusal_says_so(repair, tmp_path):
    file, out = tmp_path / "in.json", tmp_path / "out.json"
    file.write_text(DOUBTFUL)
    done = repair(str(file), "-o", str(out))
    assert done.code == 2
    assert "in.json:4:" in done.err
    assert "--unsafe-fixes would mend it" in done.err
    assert not out.exists()
    assert repair(str(file), "-o", str(out), "--unsafe-fixes").code in (0, 1)
    assert list(json.loads(out.read_text())["Resources"]) == ["Topic"]


def test_what_nobody_can_read_is_refused_with_its_place(repair, tmp_path):
    file = tmp_path / "in.json"
    file.write_text(HOPELESS)
    done = repair(str(file), "-o", str(tmp_path / "out.json"), "--unsafe-fixes")
    assert done.code == 2
    assert "in.json:1:" in done.err
    assert "Traceback" not in done.err


def test_check_lists_what_is_amiss_with_the_syntax(repair, tmp_path):
    file = tmp_path / "in.json"
    file.write_text(DOUBTFUL)
    done = repair("check", str(file), "--format", "json")
    assert done.code == 1
    found = {one["id"]: one for one in json.loads(done.out)["findings"]}
    assert found["syntax-cut-off"]["fix"]["status"] == "available"
    assert found["syntax-cut-off"]["fix"]["safety"] == "unsafe"


def test_the_diff_begins_with_the_text_as_it_was_given(repair, tmp_path):
    file = tmp_path / "in.json"
    file.write_text(PLAIN)
    done = repair(str(file), "--diff")
    assert done.code == 1
    assert "-  // the queue" in done.out
