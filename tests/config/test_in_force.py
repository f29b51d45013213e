"""The command line over the nearest configuration over the defaults."""

import pickle

import pytest

from repair.config.explain import settings_for
from repair.config.force import Chooser
from repair.errors import InputError
from repair.rules.model import Severity

CONFIG = """
profile = "test"
stack = "new"
exclude = ["built/"]
[values]
log-retention-days = 14
[severities]
s3-versioning = "high"
[rules]
off = ["s3-encryption"]
[[paths]]
match = "prod/"
profile = "production"
fail-on = "high"
[paths.values]
log-retention-days = 90
[[paths]]
match = "*-mine.yaml"
[paths.rules]
on = ["s3-encryption"]
[[suppress]]
rule = "s3-versioning"
path = "prod/*.yaml"
resource = "Log*"
reason = "they are logs"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prod").mkdir()
    (tmp_path / "repair.toml").write_text(CONFIG)
    return tmp_path


def test_a_configuration_sets_profile_values_rules_and_severities(folder):
    options = Chooser()("a.yaml").options
    assert (options.settings.profile, options.settings.stack) == ("test", "new")
    assert options.settings.values["log-retention-days"] == 14
    assert options.settings.values["removal"] == "destroy"  # from the profile
    assert options.selection.choices.off >= {"s3-encryption"}
    assert options.selection.choices.severities == {"s3-versioning": Severity.HIGH}


def test_settings_of_a_path_win_over_those_for_all(folder):
    force = Chooser()("prod/a.yaml")
    assert (force.options.settings.profile, force.fail_on) == ("production", "high")
    assert force.options.settings.values["log-retention-days"] == 90
    assert Chooser()("prod/a-mine.yaml").options.selection.choices.on >= {"s3-encryption"}
    assert Chooser()("a.yaml").fail_on == "low"


def test_the_command_line_wins_key_by_key(folder):
    options = Chooser({"profile": ("baseline",), "stack": "existing"})("prod/a.yaml").options
    assert (options.settings.profile, options.settings.stack) == ("baseline", "existing")
    assert options.settings.values["log-retention-days"] == 90


def test_suppressions_hold_where_their_path_says(folder):
    (one,) = Chooser()("prod/a.yaml").options.suppressions
    assert (one.id, one.resource, one.reason, one.sole) == ("s3-versioning", "Log*", "they are logs", False)
    assert Chooser()("a.yaml").options.suppressions == ()


def test_without_a_configuration_nothing_of_it_holds(folder):
    options = Chooser(without=True)("a.yaml").options
    assert options == Chooser().start


def test_a_named_configuration_counts_wherever_the_template_lies(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "t.yaml"
    assert Chooser()(str(elsewhere)).options.settings.profile == "baseline"
    assert Chooser(config="repair.toml")(str(elsewhere)).options.settings.profile == "test"
    with pytest.raises(InputError, match="cannot be read"):
        Chooser(config="nowhere.toml")("a.yaml")


def test_what_is_left_out_of_folders_is_seen_from_the_configuration(folder):
    assert Chooser().exclude("prod") == (str(folder), ("built/",))
    assert Chooser(without=True).exclude("prod") is None


def test_templates_of_which_the_same_is_said_share_their_options(folder):
    chosen = Chooser()
    assert chosen("a.yaml") is chosen("b.yaml")
    assert chosen("a.yaml") is not chosen("prod/a.yaml")


def test_what_chooses_can_be_sent_to_another_process(folder):
    chosen = Chooser()
    assert pickle.loads(pickle.dumps(chosen))("prod/a.yaml") == chosen("prod/a.yaml")


def test_every_setting_is_shown_with_where_it_is_said(folder):
    found = {
        one.key: (one.value, one.origin)
        for one in settings_for(Chooser({"stack": "existing"}), "prod/a.yaml")
    }
    assert found["profile"] == (["production"], "repair.toml:13")
    assert found["values.log-retention-days"] == (90, "repair.toml:16")
    assert found["values.removal"] == ("protect", "profile production")
    assert found["rules.s3-encryption"] == ("off", "repair.toml:10")
    assert found["severities.s3-versioning"] == ("high", "repair.toml:8")
    assert found["stack"] == ("existing", "command line")
    assert found["unsafe-fixes"] == (False, "default")
    assert found["suppress"][1] == "repair.toml:21"


def test_a_setting_of_the_requirements_names_them(folder):
    (folder / "R.md").write_text("- Logs must be kept for 30 days in CloudWatch.\n")
    (folder / "repair.toml").write_text('requirements = "R.md"\n')
    found = {one.key: one.origin for one in settings_for(Chooser(), "a.yaml")}
    assert found["requirements"] == "repair.toml:1"
    assert found["values.log-retention-days"] == "requirements R.md"
