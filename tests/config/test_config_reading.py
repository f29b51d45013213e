"""What configuration files say, and how they are refused."""

import pytest

from repair.config.file import read_file
from repair.config.find import nearest_file
from repair.config.read import config_of
from repair.errors import InputError

TOML = """profile = "test"
ignore = ["s3-versioning", "low"]
[rules]
off = ["s3-encryption"]
safe = ["sqs-encryption"]
[[paths]]
match = ["prod/"]
stack = "existing"
[[suppress]]
rule = "CKV_AWS_18"
reason = "no logs"
"""
YAML = """profile: test
ignore: [s3-versioning, low]
rules: {off: [s3-encryption], safe: [sqs-encryption]}
paths:
  - match: [prod/]
    stack: existing
suppress:
  - rule: CKV_AWS_18
    reason: no logs
"""


def config(folder, name, text):
    (folder / name).write_text(text)
    return config_of(read_file(str(folder / name)))


def plain(section):
    return {key: one.value for key, one in section.stated.items()}


def test_toml_yaml_and_pyproject_say_the_same(tmp_path):
    indented = TOML.replace("[[", "[[tool.repair.").replace("[rules]", "[tool.repair.rules]")
    read = [
        config(tmp_path, "repair.toml", TOML),
        config(tmp_path, ".repair.yaml", YAML),
        config(tmp_path, "pyproject.toml", "[project]\nname = 'x'\n[tool.repair]\n" + indented),
    ]
    for one in read:
        assert plain(one.top) == {
            "profile": ("test",),
            "ignore": ("s3-versioning", "low"),
            "rules.s3-encryption": "off",
            "rules.sqs-encryption": "safe",
        }
        ((match, block),) = one.paths
        assert (match, plain(block)) == (("prod/",), {"stack": "existing"})
        (suppress,) = one.top.suppress
        assert (suppress.rule, suppress.reason) == ("CKV_AWS_18", "no logs")
    assert [one.top.stated["rules.s3-encryption"].origin.rpartition(":")[2] for one in read] == [
        "4",
        "3",
        "7",
    ]


def test_an_empty_file_says_nothing(tmp_path):
    for name in ("repair.toml", ".repair.yaml"):
        assert plain(config(tmp_path, name, "").top) == {}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('profil = "test"', "1:1", "no key called profil. Did you mean profile?"),
        ('profile = "tets"', "1:1", "no profile called tets. Did you mean test?"),
        ('select = ["high", "hihg"]', "1:19", "Did you mean high?"),
        ("\n[values]\nlog-retention-day = 1", "3:1", "Did you mean log-retention-days?"),
        ("[values]\nlog-retention-days = 2", "2:1", "log-retention-days takes one of"),
        ('[rules]\noff = ["s3-encryptio"]', "2:8", "Did you mean s3-encryption?"),
        ("[rules]\nunsafe = []", "2:1", "no key called unsafe"),
        ('[severities]\ns3-versioning = "worst"', "2:1", "a severity is one of critical"),
        ('stack = "old"', "1:1", "stack is one of new, existing, unstated"),
        ('fail-on = "bad"', "1:1", "fail-on is one of critical, high, medium, low, never"),
        ('unsafe-fixes = "yes"', "1:1", "true or false"),
        ("baseline = 1", "1:1", "a text is expected"),
        ("suppress = 1", "1:1", "a list is expected"),
        ('[[suppress]]\npath = "x"', "1:1", "rule is missing"),
        ('[[suppress]]\nrule = "x"\n', "2:1", "no rule called x"),
        ('[[suppress]]\nrule = "s3-versioning"\nfile = "x"\n', "3:1", "no key called file"),
        ('[[paths]]\nprofile = "test"', "1:1", "match is missing"),
        ('[[paths]]\nmatch = "x"\nexclude = ["y"]', "3:1", "exclude holds for a whole run"),
        ("a = = 1", "1:5", "invalid value"),
        ("a = [1", "1:7", "the file ends here"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_place(text, place, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        config(tmp_path, "repair.toml", text)
    assert str(caught.value).startswith(f"repair.toml:{place}: ")
    assert words in str(caught.value)


def test_yaml_is_refused_with_its_place_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        InputError, match=r"^\.repair\.yml:2:3: there is no value called tag\. Did you mean tags\?"
    ):
        config(tmp_path, ".repair.yml", "values:\n  tag: {}\n")
    with pytest.raises(InputError, match=r"a mapping is expected"):
        config(tmp_path, ".repair.yml", "- profile\n")


def test_the_nearest_file_wins_and_the_repository_is_the_limit(tmp_path):
    inner = tmp_path / "repository" / "infra" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "repair.toml").touch()
    assert nearest_file(str(inner / "t.yaml")) == str(tmp_path / "repair.toml")
    (tmp_path / "repository" / ".git").mkdir()
    assert nearest_file(str(inner / "t.yaml")) is None
    (inner.parent / ".repair.yaml").touch()
    assert nearest_file(str(inner / "t.yaml")) == str(inner.parent / ".repair.yaml")
    (inner.parent / "repair.toml").touch()
    assert nearest_file(str(inner)) == str(inner.parent / "repair.toml")


def test_the_home_folder_is_the_limit_too(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (tmp_path / "home" / "work").mkdir(parents=True)
    (tmp_path / "repair.toml").touch()
    assert nearest_file(str(tmp_path / "home" / "work" / "t.yaml")) is None


def test_a_pyproject_counts_only_with_our_table(tmp_path):
    (tmp_path / ".git").mkdir()
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "repair-shop"\n')
    assert nearest_file(str(tmp_path)) is None
    file.write_text('[tool]\nrepair = {profile = "test"}\n')
    assert nearest_file(str(tmp_path)) == str(file)
    file.write_text("[tool.repair]\nx = = 1\n")
    assert nearest_file(str(tmp_path)) == str(file)


@pytest.mark.parametrize("name", ["repair.toml", ".repair.yaml"])
@pytest.mark.parametrize("data", [b"a = " + b"[" * 5000 + b"]" * 5000, b"\xff\xfe", b"a\0", b"\x80 = 1"])
def test_a_file_that_no_person_wrote_is_refused_in_one_sentence(name, data, tmp_path):
    (tmp_path / name).write_bytes(data.replace(b" =", b":") if name.endswith("yaml") else data)
    with pytest.raises(InputError) as caught:
        config_of(read_file(str(tmp_path / name)))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_misspelt_match_gets_a_suggestion(tmp_path):
    with pytest.raises(
        InputError, match=r"repair\.toml:2:1: there is no key called mtch\. Did you mean match\?"
    ):
        config(tmp_path, "repair.toml", '[[paths]]\nmtch = "x"\n')


def test_a_misspelt_category_gets_a_suggestion(tmp_path):
    with pytest.raises(InputError, match=r"called validty\. Did you mean validity\?"):
        config(tmp_path, "repair.toml", 'select = ["validty"]\n')


def test_a_name_where_a_name_or_a_list_stands_may_be_no_number(tmp_path):
    with pytest.raises(InputError, match="a name or a list of names is expected here"):
        config(tmp_path, "repair.toml", "profile = 3\n")
