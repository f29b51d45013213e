"""How what a user says in several places becomes one choice."""

import pytest

from repair.engine.chosen import chosen
from repair.engine.profile import Profile
from repair.engine.result import Options
from repair.engine.select import Choices, Selection
from repair.rules.context import Settings

OPTIONS = Options(Settings(stack="existing", values={"image-count": 5}), Selection(("naming",)), unsafe=True)


def test_a_profile_gives_the_base_its_rules_and_values_and_the_rest_stays():
    made = chosen(OPTIONS, ["test", "emulator"])
    assert (made.settings.profile, made.settings.stack) == ("test", "existing")
    assert made.settings.values["removal"] == "destroy"
    assert made.settings.values["image-count"] == 5
    assert made.selection.select == ("naming",)
    assert made.selection.choices.layers == ("test", "emulator")
    assert (made.unsafe, made.requirements) == (True, None)


def test_a_teams_settings_are_laid_over_the_profile_and_single_values_over_all():
    team = Profile(
        values={"removal": "protect", "image-count": 9, "task-retries": 2},
        choices=Choices(on=frozenset({"a"})),
    )
    made = chosen(OPTIONS, ["test"], team=team)
    assert made.settings.values == {"removal": "protect", "image-count": 5, "task-retries": 2}
    assert (made.settings.profile, made.selection.choices.on) == ("test", frozenset({"a"}))
    alone = chosen(Options(), [], team=team)
    assert (alone.settings.profile, alone.selection.choices.layers) == ("baseline", ("baseline",))


def test_a_requirements_document_is_laid_over_the_profile(tmp_path):
    file = tmp_path / "wishes.md"
    file.write_text("Keep logs for 7 days.\n\nKeep it short and simple.\n", encoding="utf-8")
    made = chosen(OPTIONS, ["test"], file)
    assert made.settings.values == {"removal": "destroy", "image-count": 5, "log-retention-days": 7}
    assert made.settings.profile == "test"
    assert made.selection.choices.safe >= {"logs-retention"}
    assert made.requirements is not None
    assert made.requirements.summary == "1 requirement understood, 1 not."


@pytest.mark.parametrize("profiles", [[], ["baseline"], ()])
def test_who_says_nothing_gets_the_same_options_back(profiles):
    assert chosen(OPTIONS, profiles) is OPTIONS
    assert chosen(OPTIONS, profiles, "") is OPTIONS
