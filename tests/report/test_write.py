import json
import locale
import os
import subprocess
import sys

import pytest
from made_up import finding, result

from repair.errors import UsageError
from repair.report.write import kind_of, render


@pytest.mark.parametrize(
    ("path", "option", "kind"),
    [
        ("a.md", None, "md"),
        ("a.JSON", None, "json"),
        ("a.txt", "markdown", "md"),
        ("a.md", "json", "json"),
        ("-", "md", "md"),
        ("-.md", None, "md"),
    ],
)
def test_kind_follows_the_option_then_the_suffix(path, option, kind):
    assert kind_of(path, option) == kind


@pytest.mark.parametrize(
    ("path", "option"), [("a.html", None), ("a.sarif", None), ("a.md", "xml"), ("report", None)]
)
def test_a_kind_that_does_not_exist_is_refused_in_one_sentence_that_names_those_that_do(path, option):
    with pytest.raises(UsageError) as refused:
        kind_of(path, option)
    message = str(refused.value)
    assert ".md and .json" in message
    assert message.count(". ") == 0
    assert message.endswith(".")


def test_render_writes_each_kind():
    assert render(result(finding()), "md").startswith("# Failure analysis of stack.yaml\n")
    assert json.loads(render(result(finding()), "json"))["schema_version"] == 1


PROGRAM = """
import sys; sys.path.insert(0, {folder!r})
from made_up import finding, result, UNSAFE
from repair.report.write import render
from repair.report.terminal import summary
run = result(finding(), finding(fix=UNSAFE, category="b"), finding(category="c"))
print(render(run, "json"), render(run, "md"), summary(run, colour=True, width=90))
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
    before = render(result(finding()), "md"), render(result(finding()), "json")
    old = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "")
        assert (render(result(finding()), "md"), render(result(finding()), "json")) == before
    finally:
        locale.setlocale(locale.LC_ALL, old)


def test_the_summary_needs_no_heavy_module():
    program = "import sys, repair.report.terminal; print([m for m in ('pydantic', 'rich', 'difflib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
