"""`repair report FOLDER -o OUT`: a document for each pair and the overview, the same with any number of processes."""

import json

import pytest

from repair.cli.limits import Cost
from repair.cli.report_folder import Work, pairs_in, run
from repair.errors import InputError, UsageError

GENERATED = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: {}\n"
IDEAL = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 5\n"


@pytest.fixture
def folder(tmp_path):
    here = tmp_path / "pairs"
    for name, delay in (("b", 7), ("a/deep", 9), ("same", 5)):
        write(here / name / "generated.yaml", GENERATED.format(delay))
        write(here / name / "ideal.yaml", IDEAL)
    write(here / "wrong" / "generated.json", "{")
    write(here / "wrong" / "ideal.json", "{}")
    write(here / "half" / "ideal.yaml", IDEAL)
    write(here / "two" / "generated.yaml", IDEAL)
    write(here / "two" / "generated.json", "{}")
    write(here / "two" / "ideal.yaml", IDEAL)
    write(here / ".git" / "generated.yaml", IDEAL)
    write(here / "notes" / "readme.md", "nothing")
    return here


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def work(folder, out, **changes):
    from repair.api import Options

    allowed = Cost(changes.pop("size", "1M"), 100, 1_000, 1_000, 60).bounds
    return Work(folder, out, changes.pop("kind", "md"), Options(), allowed, **{"jobs": 1, **changes})


def texts(out):
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}


def test_every_pair_gets_a_document_and_the_overview_tells_of_all(folder, tmp_path):
    out = tmp_path / "out"
    assert run(work(folder, out)) == 2
    written = texts(out)
    assert set(written) == {
        "a/deep/FAILURES.md",
        "b/FAILURES.md",
        "same/FAILURES.md",
        *(f"overview.{kind}" for kind in ("md", "html", "json", "csv")),
    }
    overview = json.loads(written["overview.json"])
    assert [pair["name"] for pair in overview["pairs"]] == ["a/deep", "b", "same"]
    assert [pair["findings"] for pair in overview["pairs"]] == [1, 1, 0]
    reasons = {one["name"]: one["reason"] for one in overview["unread"]}
    assert reasons["half"] == "has no generated"
    assert reasons["two"] == "has 2 files called generated: generated.json, generated.yaml"
    assert reasons["wrong"].startswith("generated.json:1:")
    assert str(tmp_path) not in written["overview.json"].decode()


def test_the_number_of_processes_changes_nothing(folder, tmp_path):
    assert run(work(folder, tmp_path / "one", kind="html")) == 2
    assert run(work(folder, tmp_path / "three", kind="html", jobs=3)) == 2
    assert texts(tmp_path / "one") == texts(tmp_path / "three")


def test_the_exit_code_is_that_of_the_worst_pair(folder, tmp_path):
    for name in ("wrong", "half", "two"):
        for file in (folder / name).iterdir():
            file.unlink()
    assert run(work(folder, tmp_path / "out")) == 1
    assert run(work(folder / "same", tmp_path / "alone")) == 0
    assert "same/FAILURES.md" in texts(tmp_path / "alone")


def test_against_an_earlier_overview_it_says_what_has_improved(folder, tmp_path, capsys):
    run(work(folder, tmp_path / "then"))
    write(folder / "b" / "generated.yaml", IDEAL)
    run(work(folder, tmp_path / "now", against=tmp_path / "then" / "overview.json"))
    against = json.loads((tmp_path / "now" / "overview.json").read_text())["against"]
    assert (against["pairs"], against["before"], against["now"]) == (3, 2, 1)
    assert "2 findings then, 1 now, 1 fewer" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["sarif", "junit", "text"])
def test_a_kind_that_is_no_document_is_refused(folder, tmp_path, kind):
    with pytest.raises(UsageError, match="markdown, html or json"):
        run(work(folder, tmp_path / "out", kind=kind))


def test_results_never_go_among_the_templates_or_over_a_file(folder, tmp_path):
    with pytest.raises(UsageError, match="is the folder that is read"):
        run(work(folder, folder / "." / "b" / ".."))
    write(tmp_path / "file", "x")
    with pytest.raises(UsageError, match="is a file"):
        run(work(folder, tmp_path / "file"))


def test_a_folder_without_pairs_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="has no pairs"):
        run(work(tmp_path / "empty", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_earlier_overview_that_is_none_is_refused_before_anything_is_written(folder, tmp_path):
    write(tmp_path / "no.json", "{}")
    with pytest.raises(InputError, match="no overview"):
        run(work(folder, tmp_path / "out", against=tmp_path / "no.json"))
    assert not (tmp_path / "out").exists()


def test_pairs_are_found_by_name_and_hidden_folders_are_left_alone(folder):
    assert [one.name for one in pairs_in(folder) if not one.fault] == ["a/deep", "b", "same", "wrong"]


def test_a_defect_in_one_pair_costs_the_others_nothing(folder, tmp_path, monkeypatch):
    from repair.report.composing import compose

    real = compose.document_of

    def broken(result, options):
        if "deep" in result.template.document.name:
            raise KeyError("x")
        return real(result, options)

    monkeypatch.delenv("REPAIR_DEBUG", raising=False)
    monkeypatch.setattr(compose, "document_of", broken)
    assert run(work(folder, tmp_path / "out")) == 2
    overview = json.loads((tmp_path / "out" / "overview.json").read_text())
    reasons = {one["name"]: one["reason"] for one in overview["unread"]}
    assert reasons["a/deep"] == "internal error (KeyError: 'x'): a defect of repair, please report it"
    assert "b/FAILURES.md" in texts(tmp_path / "out")


def test_a_pair_beyond_the_limits_is_told_and_the_others_go_on(folder, tmp_path):
    (folder / "b" / "ideal.yaml").write_text(IDEAL + "#" * 200)
    run(work(folder, tmp_path / "out", size="200"))
    overview = json.loads(texts(tmp_path / "out")["overview.json"])
    assert "--max-size allows more" in {one["name"]: one["reason"] for one in overview["unread"]}["b"]
    assert "same" in {pair["name"] for pair in overview["pairs"]}
