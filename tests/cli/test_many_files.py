"""Folders, globs and names become files."""

import pytest

from repair.cli.files import each_once, expand
from repair.errors import InputError

TEMPLATE = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("b.yaml", "a.json", "deep/c.yml", "deep/d.template", "node_modules/x.yaml", "built/y.yaml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEMPLATE)
    (tmp_path / "notes.yaml").write_text("a: 1\n")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "deep" / "readme.md").write_text(TEMPLATE)
    return tmp_path


def paths(*arguments, **options):
    return [file.path for file in expand(arguments, **options)]


def test_a_folder_gives_its_templates_sorted(folder):
    assert paths(".") == ["a.json", "b.yaml", "built/y.yaml", "deep/c.yml", "deep/d.template"]


def test_gitignore_is_respected_at_every_level(folder):
    (folder / ".gitignore").write_text("/built/\n")
    (folder / "deep" / ".gitignore").write_text("*.yml\n")
    assert paths(".") == ["a.json", "b.yaml", "deep/d.template"]


def test_the_gitignore_of_a_folder_above_counts_too(folder):
    (folder / ".gitignore").write_text("deep/c.yml\n")
    assert paths("deep") == ["deep/d.template"]


def test_excluded_patterns_are_left_out_of_folders_and_globs(folder):
    assert paths(".", exclude=["deep/", "b.*"]) == ["a.json", "built/y.yaml"]
    assert paths("**/*.y*ml", exclude=["deep/", "built/", "node_modules/"]) == ["b.yaml"]


def test_a_named_file_is_taken_whatever_it_is(folder):
    (folder / ".gitignore").write_text("b.yaml\n")
    files = expand(["notes.yaml", "b.yaml"])
    assert [(file.path, file.named) for file in files] == [("notes.yaml", True), ("b.yaml", True)]


def test_a_file_that_two_arguments_mean_is_taken_once(folder):
    assert paths("a.json", ".", "*.json") == [
        "a.json",
        "b.yaml",
        "built/y.yaml",
        "deep/c.yml",
        "deep/d.template",
    ]


def test_a_folder_without_a_template_is_named(folder):
    (folder / "empty").mkdir()
    with pytest.raises(InputError, match=r"empty: there is no CloudFormation template here"):
        expand(["empty"])


def test_a_glob_that_matches_nothing_is_named(folder):
    with pytest.raises(InputError, match="no CloudFormation template"):
        expand(["*.nothing"])


def test_standard_input_stays_what_it_is(folder):
    assert paths("-") == ["-"]


def test_a_nearer_gitignore_takes_back_what_one_above_leaves_out(folder):
    (folder / ".gitignore").write_text("*.yml\nbuilt/\n")
    (folder / "deep" / ".gitignore").write_text("!c.yml\n")
    (folder / "built" / ".gitignore").write_text("!y.yaml\n")  # git does not look into what is left out
    assert paths(".") == ["a.json", "b.yaml", "deep/c.yml", "deep/d.template"]


def test_gitignore_is_respected_by_globs_too(folder):
    (folder / ".gitignore").write_text("/built/\ndeep/*\n!deep/c.yml\n")
    assert paths("**/*.y*ml") == ["b.yaml", "deep/c.yml"]
    assert paths("deep/*") == ["deep/c.yml"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*", ["a.json", "b.yaml"]),
        ("**", ["a.json", "b.yaml", "built/y.yaml", "deep/c.yml", "deep/d.template"]),
        ("*/*", ["built/y.yaml", "deep/c.yml", "deep/d.template"]),
        ("d??p/*.yml", ["deep/c.yml"]),
        ("**/[a-c].*", ["a.json", "b.yaml", "deep/c.yml"]),
        ("**/deep/**/d.*", ["deep/d.template"]),
        ("deep/../*.json", ["deep/../a.json"]),
    ],
)
def test_a_glob_means_what_it_means_in_a_shell(folder, pattern, found):
    assert paths(pattern) == found


def test_links_to_folders_are_not_followed(folder):
    (folder / "loop").symlink_to(".")
    (folder / "deep" / "up").symlink_to("..")
    assert paths("**/a.json") == ["a.json"]
    assert paths("deep") == ["deep/c.yml", "deep/d.template"]


def test_where_patterns_leave_nothing_the_sentence_says_so(folder):
    (folder / ".gitignore").write_text("built/\n")
    with pytest.raises(InputError, match=r"built: no CloudFormation template is left here: a \.gitignore"):
        expand(["built"])
    assert paths("built/y.yaml") == ["built/y.yaml"]


def test_a_file_is_written_once_by_whatever_names(folder):
    (folder / "0.yaml").symlink_to("b.yaml")
    (folder / "z.yaml").symlink_to("b.yaml")
    assert each_once(["0.yaml", "b.yaml", "z.yaml", "-"]) == ["b.yaml", "-"]
    assert each_once(["0.yaml", "z.yaml"]) == ["z.yaml"]
