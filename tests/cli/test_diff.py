"""`repair diff` as a user meets it."""

import json

import pytest

BUCKET = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: {}\n"


@pytest.fixture
def pair(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "generated.yaml").write_text(BUCKET.format("one"))
    (tmp_path / "ideal.yaml").write_text(BUCKET.format("two"))
    return "generated.yaml", "ideal.yaml"


FORMS = [
    ("text", "generated.yaml → ideal.yaml\n"),
    ("json", "{\n"),
    ("md", "## `generated.yaml` and `ideal.yaml`\n"),
    ("html", "<!DOCTYPE html>\n"),
]


@pytest.mark.parametrize(("kind", "start"), FORMS)
def test_the_format_can_be_named(repair, pair, kind, start):
    ran = repair("diff", *pair, "--format", kind)
    assert ran.code == 1
    assert ran.out.startswith(start)
    assert not ran.err


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("d.json", "json"),
        ("d.md", "md"),
        ("d.MARKDOWN", "md"),
        ("d.html", "html"),
        ("d.htm", "html"),
        ("d.txt", "text"),
        ("d", "text"),
        ("d.diff", "text"),
    ],
)
def test_the_suffix_says_the_format(repair, pair, tmp_path, name, kind):
    ran = repair("diff", *pair, "-o", name)
    assert (ran.code, ran.out) == (1, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(dict(FORMS)[kind])


def test_the_format_wins_over_the_suffix(repair, pair, tmp_path):
    assert repair("diff", *pair, "-o", "d.html", "--format", "json").code == 1
    assert json.loads((tmp_path / "d.html").read_text())["schema_version"] == 1


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(repair, pair):
    ran = repair("diff", *pair, "--format", "pdf")
    assert ran.code == 2
    assert ran.err == "error: repair diff has no format pdf; it has text, json, md and html.\n"


def test_templates_that_mean_the_same_end_with_0(repair, pair, tmp_path):
    (tmp_path / "ideal.yaml").write_text(
        '{"Resources": {"Bucket": {"Properties": {"BucketName": "one"}, "Type": "AWS::S3::Bucket"}}}'
    )
    ran = repair("diff", *pair)
    assert (ran.code, ran.out) == (0, "The two templates mean the same.\n")
    assert repair("diff", *pair, "--format", "html").code == 0


def test_a_template_that_cannot_be_read_ends_with_2(repair, pair):
    ran = repair("diff", "nowhere.yaml", "ideal.yaml", "-o", "d.html")
    assert ran.code == 2
    assert "nowhere.yaml" in ran.err


def test_a_file_that_cannot_be_written_ends_with_2(repair, pair):
    ran = repair("diff", *pair, "-o", "no/such/folder/d.html")
    assert ran.code == 2
    assert "its folder does not exist" in ran.err


def test_spelling_is_shown_only_with_exact(repair, pair, tmp_path):
    source = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: {}\n"
    (tmp_path / "generated.yaml").write_text(source.format("5"))
    (tmp_path / "ideal.yaml").write_text(source.format('"5"'))
    assert "means the same" not in repair("diff", *pair).out
    ran = repair("diff", *pair, "--exact")
    assert ran.code == 0
    assert 'DelaySeconds: 5 → "5"  [means the same]' in ran.out


def test_what_goes_to_no_terminal_has_no_colour(repair, pair):
    assert "\x1b" not in repair("diff", *pair).out
    assert "\x1b" not in repair("diff", *pair, "-o", "-").out


def test_the_help_teaches_signs_formats_and_exit_codes(repair):
    ran = repair("diff", "--help")
    assert ran.code == 0
    words = " ".join(ran.out.split())
    for part in (
        "= renamed",
        "--format",
        "text, json, md or html",
        "Exit code 0",
        "Secrets are hidden",
        "-o diff.html",
    ):
        assert part in words
