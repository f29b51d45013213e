"""`repair report`: styles, requirements and the referee from the command line."""

import pytest

from repair.cli.main import main

GENERATED = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 7\n"


@pytest.fixture
def pair(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "generated.yaml").write_text(GENERATED)
    (tmp_path / "ideal.yaml").write_text(GENERATED.replace("7", "5"))
    return tmp_path


def report(*arguments):
    return main(["report", "generated.yaml", "ideal.yaml", *arguments])


def test_a_style_is_chosen_by_name(pair, capsys):
    assert report("--style", "catalogue") == 1
    assert "- **Issue**: `Queue` sets `DelaySeconds` to `7` seconds." in capsys.readouterr().out


def test_a_style_of_ones_own_is_chosen_by_its_path(pair, capsys):
    (pair / "ours.md.jinja").write_text("# {{ document.summary.items }} for us\n")
    assert report("--style", "ours.md.jinja") == 1
    assert capsys.readouterr().out == "# 1 for us\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--style", "nice"], "there is no style called nice"),
        (["--style", "errors", "-o", "x.json"], "--style goes with a Markdown document"),
        (["--referee", "-o", "x.json"], "--referee goes with Markdown and HTML"),
        (["--against", "x.json"], "--against goes with a folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(pair, capsys, arguments, words):
    assert report(*arguments) == 2
    assert words in capsys.readouterr().err
    assert not (pair / "x.json").exists()


def test_a_fault_in_ones_own_style_is_told_with_its_line(pair, capsys):
    (pair / "ours.md.jinja").write_text("one\n{{ document.nothing }}\n")
    assert report("--style", "ours.md.jinja", "-o", "out.md") == 2
    assert "ours.md.jinja:2: this style fails" in capsys.readouterr().err
    assert not (pair / "out.md").exists()


def test_the_document_is_not_written_over_the_style(pair, capsys):
    (pair / "ours.md.jinja").write_text("x")
    assert report("--style", "ours.md.jinja", "--format", "md", "-o", "ours.md.jinja") == 2
    assert (pair / "ours.md.jinja").read_text() == "x"


def test_requirements_are_answered_in_the_document(pair, capsys):
    (pair / "wishes.md").write_text("SQS queues must be encrypted at rest.\n")
    assert report("--requirements", "wishes.md") == 1
    assert "## Compliance with the requirements" in capsys.readouterr().out


def test_templates_that_differ_in_a_comment_have_no_failure(pair, capsys):
    (pair / "ideal.yaml").write_text("# the same\n" + GENERATED)
    assert report() == 0
    assert "They differ only in comments. There is no failure to report." in capsys.readouterr().out


def test_the_referee_is_heard_when_it_is_asked(pair, capsys):
    pytest.importorskip("cfnlint")
    assert report("--referee") == 1
    assert "| cfn-lint finds no error | yes: cfn-lint " in capsys.readouterr().out


def test_help_does_not_load_the_engine_nor_jinja(pair):
    import subprocess
    import sys

    code = (
        "import sys; from repair.cli.main import main\n"
        "try: main(['report', '--help'])\n"
        "except SystemExit: pass\n"
        "assert not {'jinja2', 'repair.engine.guided'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
