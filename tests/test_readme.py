"""The README and its sisters say what is so: commands parse, shown output is today's, named files exist.

REPAIR_UPDATE_GOLDEN=1 pytest tests/test_readme.py    puts today's output into README.md; read the difference
before you commit it.
"""

import contextlib
import importlib
import io
import os
import re
import shlex
import shutil
import textwrap
from pathlib import Path

import pytest
import yaml

from repair.cli.main import COMMANDS, main
from repair.engine.loop import mend
from repair.rules.context import Context
from repair.rules.file import RuleFile
from repair.rules.load import read_rule
from repair.template.template import Template

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/diff.md",
    "docs/formats.md",
    "docs/profiles.md",
    "bench/README.md",
    "corpus/README.md",
]
COLUMNS = "100"
ELIDED = "…"
"""A line of shown output that stands for any number of lines."""

BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def page_text(page):
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page, language):
    return [textwrap.dedent(text) for found, text in BLOCK.findall(page_text(page)) if found == language]


def exchanges(block):
    """(command, the lines shown after it) of a console block."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def shown(lines, like):
    """`lines` with the middle left out where `like` leaves it out: as many lines before and after it."""
    if ELIDED not in like:
        return lines
    head = like.index(ELIDED)
    tail = len(like) - head - 1
    return [*lines[:head], ELIDED, *lines[len(lines) - tail :]]


class Shell:
    """A terminal without colour in a copy of the clone's corpus; it knows `repair`, `cd`, `cat` and `echo $?`."""

    def __init__(self, folder):
        self.folder = folder
        self.code = 0

    def run(self, line):
        """What the command prints, standard output and standard error as they come."""
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return []
        if words[0] == "cat":
            return (self.folder / words[1]).read_text(encoding="utf-8").splitlines()
        if words == ["echo", "$?"]:
            return [str(self.code)]
        assert words[0] == "repair", f"the README's shell cannot run {line}"
        both = io.BytesIO()
        stream = io.TextIOWrapper(both, encoding="utf-8", write_through=True)
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(stream),
            contextlib.redirect_stderr(stream),
            environment(COLUMNS=COLUMNS, NO_COLOR="1"),
        ):
            self.code = main(words[1:])
        return both.getvalue().decode("utf-8").splitlines()


@contextlib.contextmanager
def environment(**values):
    kept = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def clone(folder):
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


def replayed(block, folder):
    """The block as it would be shown now."""
    shell = Shell(folder)
    lines = []
    for command, like in exchanges(block):
        lines += [f"$ {command}", *shown(shell.run(command), like)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("number", range(len(blocks("README.md", "console"))))
def test_the_output_shown_is_what_the_commands_print_now(number, tmp_path):
    block = blocks("README.md", "console")[number]
    # A diff shows an empty line with a space in front; a page cannot keep that.
    now = "\n".join(line.rstrip() for line in replayed(block, clone(tmp_path)).split("\n"))
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        README.write_text(README.read_text(encoding="utf-8").replace(block, now), encoding="utf-8")
    else:
        assert now == block, "see the first lines of this file"


@pytest.mark.parametrize("number", range(len(blocks("README.md", "python"))))
def test_the_python_shown_runs(number, tmp_path):
    clone(tmp_path)
    with contextlib.chdir(tmp_path):
        exec(compile(blocks("README.md", "python")[number], "README.md", "exec"), {})


def test_the_rule_shown_is_the_one_in_the_library():
    (text,) = blocks("README.md", "yaml")
    rule = yaml.safe_load(text)
    folder, _, stem = rule["id"].partition("-")
    file = ROOT / "patches" / folder / f"{stem.replace('-', '_')}.yaml"
    assert {name: yaml.safe_load(file.read_text(encoding="utf-8"))[name] for name in rule} == rule


def test_the_rule_that_contributing_adds_is_one(tmp_path):
    (text,) = blocks("CONTRIBUTING.md", "yaml")
    raw = yaml.safe_load(text)
    RuleFile.model_validate(raw)
    file = tmp_path / "rule.yaml"
    file.write_text(text, encoding="utf-8")
    rule = read_rule(file)

    def template_of(body):
        return {"Resources": {"Example": {"Type": raw["resource"], **body}}}

    for example in raw["examples"]:
        before, after = template_of(example["before"]), template_of(example.get("after", example["before"]))
        assert mend(Context(Template(before)), [rule], unsafe=example.get("unsafe", False)).data == after


def commands(page):
    """The words of every command in the page's shell and console blocks."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    lines += [command for block in blocks(page, "console") for command, _ in exchanges(block)]
    for line in lines:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.wordchars += "$@:,%"
        words = []
        for word in [*lexer, ";"]:
            if word in ("&&", "||", "|", ";"):
                if words:
                    yield words
                words = []
            else:
                words.append(word)


def parse(words):
    """Let the command read its arguments without acting on them."""
    arguments = words[: words.index(">")] if ">" in words else list(words)
    name = arguments.pop(0) if arguments[:1] and arguments[0] in COMMANDS else "mend"
    if arguments == ["--version"]:
        return
    try:
        importlib.import_module(f"repair.cli.{name}").command().make_context("repair", arguments)
    except Exception as error:
        if getattr(error, "exit_code", None) != 0:  # --help ends with 0
            raise


PAGE_COMMANDS = [
    pytest.param(words[1:], id=" ".join(words))
    for page in PAGES
    for words in commands(page)
    if words[0] == "repair"
]


@pytest.mark.parametrize("words", PAGE_COMMANDS)
def test_every_command_parses(words):
    parse(words)


def test_a_command_that_does_not_parse_would_be_seen():
    with pytest.raises(Exception, match="no-such-option"):
        parse(["corpus/order-processing/generated.yaml", "--no-such-option"])


def test_the_readme_tells_how_to_run_the_tests_as_ci_does():
    tests = [block.strip() for block in blocks("README.md", "sh") if "pytest" in block]
    assert tests == ["pip install '.[test]' && pytest -n auto"]
    run = [line.strip() for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()]
    assert tests[0] in run


def test_contributing_names_what_ci_runs():
    assert [".ci/run"] in list(commands("CONTRIBUTING.md"))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page_text(page))
    missing = [
        target
        for target in targets
        if "://" not in target and not (ROOT / page).parent.joinpath(target).exists()
    ]
    assert not missing


ELSEWHERE = {"repair/_library", "patches/efs/backup.yaml", "patches/efs/backup.py"}
"""In the wheel only; and what CONTRIBUTING.md has the reader write."""


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_the_project_that_is_named_exists(page):
    named = re.findall(r"`((?:repair|patches|tests|bench|docs|corpus|\.ci)/[\w./-]*)`", page_text(page))
    assert not [name for name in named if not (ROOT / name).exists() and name not in ELSEWHERE]
