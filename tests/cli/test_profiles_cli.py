"""`--profile` and `--requirements` as a user sees them."""

import json

import pytest

TABLE = {
    "Resources": {
        "T": {"Type": "AWS::SNS::Topic", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
    }
}


@pytest.fixture
def template(tmp_path):
    file = tmp_path / "t.json"
    file.write_text(json.dumps(TABLE))
    return file


def test_profiles_may_be_repeated_or_listed(repair, template):
    for words in (["--profile", "test", "--profile", "emulator"], ["--profile", "emulator,test"]):
        ran = repair(template, "-o", "-", *words)
        assert json.loads(ran.out)["Resources"]["T"]["DeletionPolicy"] == "Delete"


def test_an_unknown_profile_is_bad_usage(repair, template):
    ran = repair("check", template, "--profile", "tset")
    assert ran.code == 2
    assert "Did you mean test?" in ran.err


def test_a_fault_in_a_file_is_said_with_its_place(repair, template, tmp_path):
    team = tmp_path / "team.yaml"
    team.write_text("values:\n  log-retention-days: many\n")
    ran = repair(template, "--profile", team)
    assert ran.code == 2
    assert f"{team}:2:3: log-retention-days takes" in ran.err


def test_requirements_are_counted_and_shown_when_asked(repair, template, tmp_path):
    document = tmp_path / "wishes.md"
    document.write_text("- All resources must be destroyable\n- The business grows fast\n")
    ran = repair(template, "-o", "-", "--requirements", document)
    assert "1 requirement understood, 1 not." in ran.err
    assert "not understood" not in ran.err
    assert json.loads(ran.out)["Resources"]["T"]["DeletionPolicy"] == "Delete"
    ran = repair("check", template, "--requirements", document, "--verbose")
    assert "1: destroyable: removal = destroy" in ran.err
    assert "2: not understood: The business grows fast" in ran.err


def test_a_document_that_is_not_there_is_bad_input(repair, template):
    assert repair(template, "--requirements", "nowhere.md").code == 2


def test_no_result_is_written_over_the_files_that_choices_come_from(repair, template, tmp_path):
    team, wishes = tmp_path / "team.yaml", tmp_path / "wishes.md"
    team.write_text("extends: [test]\n")
    wishes.write_text("- All resources must be destroyable\n")
    for option, place, more in (
        ("-o", team, ("--profile", f"test,{team}")),
        ("--report", wishes, ("--requirements", wishes)),
    ):
        before = place.read_text()
        ran = repair(template, option, place, *more)
        assert ran.code == 2
        assert "would overwrite a file that is read" in ran.err
        assert place.read_text() == before
