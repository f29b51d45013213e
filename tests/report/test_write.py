import locale
import os
import subprocess
import sys

import pytest
from made_up import finding, result

from repair.errors import UsageError
from repair.report.write import KINDS, OF_SEVERAL, kind_of, render


@pytest.mark.parametrize(
    ("path", "option", "kind"),
    [
        ("a.md", None, "md"),
        ("a.JSON", None, "json"),
        ("a.html", None, "html"),
        ("a.sarif", None, "sarif"),
        ("a.sarif.json", None, "sarif"),
        ("a.b.json", None, "json"),
        ("results.xml", None, "junit"),
        ("a.txt", "markdown", "md"),
        ("a.md", "json", "json"),
        ("gl-code-quality-report.json", "gitlab", "gitlab"),
        ("a.json", "codeclimate", "gitlab"),
        ("-", "github", "github"),
        ("-", "text", "text"),
        ("-", "md", "md"),
        ("-.md", None, "md"),
    ],
)
def test_kind_follows_the_option_then_the_suffix(path, option, kind):
    assert kind_of(path, option) == kind


@pytest.mark.parametrize(
    ("path", "option", "named"),
    [
        ("a.gif", None, [".md", ".sarif", ".xml", "--format"]),
        ("report", None, ["report", ".md", "--format"]),
        ("a.md", "xml", ["xml", "junit", "codeclimate"]),
        ("a.md", "yaml", ["yaml", "sarif", "github"]),
    ],
)
def test_a_kind_that_does_not_exist_is_refused_in_one_sentence_that_names_those_that_do(path, option, named):
    with pytest.raises(UsageError) as refused:
        kind_of(path, option)
    message = str(refused.value)
    assert all(word in message for word in named)
    assert message.count(". ") == 0
    assert message.endswith(".")


def test_render_writes_each_kind():
    starts = {
        "md": "# Failure analysis",
        "html": "<!DOCTYPE html>",
        "json": "{",
        "sarif": "{",
        "junit": "<?xml",
        "github": "::notice ",
        "gitlab": "[",
        "text": "stack.yaml",
    }
    assert set(starts) == set(KINDS)
    for kind, start in starts.items():
        assert render(result(finding()), kind).startswith(start)


def test_only_some_kinds_tell_of_several_files():
    two = [result(finding()), result(finding(), name="other.yaml")]
    for kind in KINDS:
        if kind in OF_SEVERAL:
            text = render(two, kind)
            assert "stack.yaml" in text
            assert "other.yaml" in text
        else:
            with pytest.raises(UsageError, match="tells of one file"):
                render(two, kind)


PROGRAM = """
import sys; sys.path.insert(0, {folder!r})
from made_up import finding, result, UNSAFE
from repair.report.write import KINDS, render
from repair.report.terminal import summary
run = result(finding(), finding(fix=UNSAFE, category="b"), finding(category="c"))
print(*(render(run, kind) for kind in KINDS), summary(run, colour=True, width=90))
"""


def test_a_report_does_not_change_with_the_hash_seed():
    folder = os.path.dirname(__file__)  # noqa: PTH120
    texts = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM.format(folder=folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_a_report_does_not_change_with_the_locale():
    before = [render(result(finding()), kind) for kind in KINDS]
    old = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "")
        assert [render(result(finding()), kind) for kind in KINDS] == before
    finally:
        locale.setlocale(locale.LC_ALL, old)


def test_the_summary_needs_no_heavy_module():
    program = "import sys, repair.report.terminal; print([m for m in ('pydantic', 'rich', 'difflib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
