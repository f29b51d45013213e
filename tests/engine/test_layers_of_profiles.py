"""How profiles are laid over one another, and what a file of a team may say."""

from dataclasses import replace

import pytest

from repair.engine.profile import LIMITS, Profile, is_file, over, profile_of
from repair.engine.select import OVERLAYS, PROFILES, Choices, Selection, selected_rules
from repair.errors import InputError, UsageError
from repair.rules.load import library, rule
from repair.rules.model import Safety, Severity

LOW, HIGH = Severity.LOW, Severity.HIGH


def made(base="baseline", layers=(), on=(), off=(), safe=(), severities=None, values=None, limits=()):
    choices = Choices(tuple(layers), frozenset(on), frozenset(off), frozenset(safe), severities or {})
    return Profile(base, values or {}, frozenset(limits), choices)


def test_the_upper_layer_has_the_last_word_on_each_rule():
    lower = made(on=["a", "b"], off=["c", "d", "e"], safe=["f", "g"])
    upper = made(on=["c"], off=["a", "f"], safe=["d"])
    choices = over(lower, upper).choices
    assert choices.on == {"b", "c"}
    assert choices.off == {"a", "e", "f"}
    assert choices.safe == {"d", "g"}
    assert over(lower, made(off=["a"], on=["a"], safe=["a"])).choices.off == {"a", "c", "d", "e"}


def test_severities_and_values_of_the_upper_layer_win_but_for_limits_of_the_lower():
    lower = made(severities={"a": LOW, "b": LOW}, values={"x": 1, "y": 1, "z": 1}, limits=["x", "z"])
    upper = made(severities={"b": HIGH}, values={"x": 2, "y": 2, "z": 2}, limits=["z"])
    both = over(lower, upper)
    assert both.choices.severities == {"a": LOW, "b": HIGH}
    assert both.values == {"x": 1, "y": 2, "z": 2}
    assert both.limits == {"x", "z"}


def test_a_kind_of_environment_stays_unless_another_is_named_and_overlays_follow_it_once():
    test, emulator = made("test", ["test"]), made(layers=["emulator"])
    assert over(test, emulator).base == over(emulator, test).base == "test"
    assert over(over(emulator, test), emulator).choices.layers == ("test", "emulator")
    assert over(made(), made()).choices.layers == ("baseline",)
    assert over(emulator, made(layers=["compliance"])).choices.layers == (
        "baseline",
        "emulator",
        "compliance",
    )


def test_limits_are_laid_over_last_whatever_the_order():
    for words in (["restricted-account", "test", "compliance"], ["compliance", "test", "restricted-account"]):
        profile = profile_of(words)
        assert profile.names == tuple(words)
        assert profile.base == "test"
        assert set(profile.choices.layers) == set(words)
        assert profile.limits == frozenset(profile_of(["restricted-account"]).values)
    assert sorted(LIMITS) == ["emulator", "restricted-account"]
    assert profile_of([]) == Profile(choices=Choices(("baseline",)))


@pytest.mark.parametrize("word", [*PROFILES, *OVERLAYS])
def test_every_bundled_profile_is_read_and_is_a_layer_of_its_own_name(word):
    profile = profile_of([word])
    assert profile.base == (word if word in PROFILES else "baseline")
    assert word in profile.choices.layers
    assert profile.limits == (frozenset(profile.values) if word in LIMITS else frozenset())


def test_two_kinds_of_environment_are_named_in_the_refusal():
    with pytest.raises(UsageError) as caught:
        profile_of(["production", "emulator", "test"])
    assert str(caught.value) == "production and test exclude each other; choose one of them."


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("tset", "there is no profile called tset; the profiles are baseline, test, production, emulator, restricted-account, compliance. Did you mean test?"),
        ("qqqqqqqq", "there is no profile called qqqqqqqq; the profiles are baseline, test, production, emulator, restricted-account, compliance. A file ends in .yaml, .yml or .json."),
    ],
)  # fmt: skip
def test_a_profile_that_there_is_not_is_refused_in_words(word, says):
    with pytest.raises(UsageError) as caught:
        profile_of([word])
    assert str(caught.value) == says


def test_a_word_with_a_slash_or_the_ending_of_a_file_is_a_file():
    files = ["a.yaml", "a.yml", "a.json", "a/b", "./test"]
    assert [word for word in [*files, "test", "a.toml", "yaml", "a.yaml.txt"] if is_file(word)] == files


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a", "1:1: a mapping is expected here"),
        ("valeus: {}", "1:1: there is no key called valeus. Did you mean values?"),
        ("zzzzzz: {}", "1:1: there is no key called zzzzzz."),
        ("values: 1", "1:1: a mapping is expected here"),
        ("values:\n  zzzzzz: 1", "2:3: there is no value called zzzzzz."),
        ("values: {removal: keep}", "1:10: removal takes destroy or protect"),
        ("rules: {of: []}", "1:9: there is no key called of."),
        ("rules: {off: s3-versioning}", "1:9: a list of names is expected here"),
        ("rules: {off: [1]}", "1:9: a list of names is expected here"),
        ("rules: {on: [s3-versioning, zzzzzz]}", "1:29: there is no rule called zzzzzz."),
        (
            "rules: {safe: [s3-versionin]}",
            "1:16: there is no rule called s3-versionin. Did you mean s3-versioning?",
        ),
        ("severities: [low]", "1:1: a mapping is expected here"),
        (
            "severities: {s3-versionin: low}",
            "1:14: there is no rule called s3-versionin. Did you mean s3-versioning?",
        ),
        ("severities: {s3-versioning: worst}", "1:14: a severity is one of critical, high, medium, low"),
        ("values: {}\nextends: [1]", "2:1: a list of names is expected here"),
        ("extends: prodution", "1:1: there is no profile called prodution. Did you mean production?"),
    ],
)
def test_what_a_file_cannot_say_is_refused_with_its_place_and_in_words(tmp_path, text, says):
    file = tmp_path / "team.yaml"
    file.write_text(text + "\n")
    with pytest.raises(InputError) as caught:
        profile_of([str(file)])
    assert str(caught.value).endswith(f"team.yaml:{says}")


def test_a_file_may_leave_everything_empty(tmp_path):
    file = tmp_path / "team.yaml"
    file.write_text("extends:\nvalues:\nrules:\nseverities:\n")
    assert profile_of([str(file)]) == replace(profile_of([]), names=(str(file),))


def test_a_file_that_extends_several_is_laid_over_them_in_their_order(tmp_path):
    for name, days in (("a", 7), ("b", 14)):
        (tmp_path / f"{name}.yaml").write_text(
            f"values: {{log-retention-days: {days}, image-count: {days}}}\n"
        )
    file = tmp_path / "team.yaml"
    file.write_text(
        "extends: [a.yaml, ./b.yaml, emulator]\nvalues: {image-count: 3}\nrules: {on: [s3-access-logs]}\n"
    )
    profile = profile_of([str(file)])
    assert (profile.values["log-retention-days"], profile.values["image-count"]) == (14, 3)
    assert profile.choices.layers == ("baseline", "emulator")
    assert profile.choices.on >= {"s3-access-logs"}


def test_two_files_that_extend_each_other_are_refused(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n")
    with pytest.raises(UsageError, match=r"the profile .*a\.yaml extends itself\."):
        profile_of([str(tmp_path / "a.yaml")])


BASELINE = next(one for one in library() if "baseline" in one.profiles)
OTHER = next(one for one in library() if one.profiles == ("production",))


def test_a_rule_runs_by_profile_or_by_name_and_what_is_off_does_not():
    assert Choices().runs(BASELINE, ())
    assert Choices().runs(OTHER, ("test",)) is False
    assert Choices().runs(OTHER, ("test", "production"))
    for name in ("on", "safe"):
        assert Choices(**{name: frozenset({OTHER.id})}).runs(OTHER, ())
        assert not Choices(off=frozenset({OTHER.id}), **{name: frozenset({OTHER.id})}).runs(OTHER, ())
    assert Choices(off=frozenset({BASELINE.id})).runs(BASELINE, ("production",)) is False


def test_a_rule_is_as_safe_as_it_was_asked_to_be_and_as_severe():
    unsafe = replace(BASELINE, safety=Safety.UNSAFE, safe_in=("test",), unsafe_in=("production",))
    shown = replace(unsafe, safety=Safety.DISPLAY_ONLY)
    assert Choices().adapted(unsafe, ()) is unsafe
    assert Choices().adapted(unsafe, ("baseline",)) is unsafe
    assert Choices().adapted(shown, ("baseline", "production")).safety is Safety.UNSAFE
    assert Choices().adapted(shown, ("production", "test")).safety is Safety.SAFE
    assert Choices(safe=frozenset({shown.id})).adapted(shown, ()).safety is Safety.SAFE
    assert Choices(severities={shown.id: HIGH}).adapted(shown, ()).severity is HIGH
    assert Choices(severities={"other": HIGH}).adapted(shown, ()) is shown


@pytest.mark.parametrize(
    ("select", "ignore", "picked"),
    [
        ((), (), True), (("id",), (), True), (("cat",), (), True), (("low",), (), True), (("other",), (), False),
        (("other", "id"), (), True), ((), ("id",), False), ((), ("cat",), False), ((), ("low",), False),
        ((), ("other",), True), (("id",), ("low",), False),
    ],
)  # fmt: skip
def test_a_finding_is_picked_by_any_of_its_marks_and_ignored_by_any(select, ignore, picked):
    assert Selection(select, ignore).includes("id", "cat", "low") is picked


def test_words_that_name_nothing_are_refused_in_select_and_in_ignore():
    for selection in (Selection(("qqqqqq",)), Selection((), ("qqqqqq",))):
        with pytest.raises(UsageError) as caught:
            selection.check(["a"])
        assert str(caught.value) == (
            "there is no rule, kind, category or severity called qqqqqq. `repair rules` lists the rules by category."
        )
    Selection(("a", "high"), ("low",)).check(["a"])


def test_rules_in_force_are_those_of_the_layers_or_of_the_profile():
    with pytest.raises(UsageError) as caught:
        selected_rules("tset", Selection())
    assert str(caught.value) == (
        "there is no profile called tset; the profiles are baseline, test, production, emulator, restricted-account, compliance."
    )
    ids = {one.id for one in selected_rules("baseline", Selection())}
    assert ids == {one.id for one in library() if "baseline" in one.profiles}
    layered = Selection(choices=Choices(("baseline", "production")))
    assert (
        {one.id for one in selected_rules("baseline", layered)}
        == {one.id for one in selected_rules("production", Selection())}
        > ids
    )


def test_the_bundled_test_profile_asks_for_the_fixes_that_make_a_stack_go_away():
    assert profile_of(["test"]).values["removal"] == "destroy"
    assert rule("lifecycle-kept-after-delete").safety_in("test") >= rule("lifecycle-kept-after-delete").safety


def test_of_two_files_the_later_one_wins_and_the_limits_over_both(tmp_path):
    files = []
    for name, days in (("a", 7), ("b", 14)):
        file = tmp_path / f"{name}.yaml"
        file.write_text(f"values: {{log-retention-days: {days}}}\nrules: {{on: [lambda-tracing]}}\n")
        files.append(str(file))
    assert profile_of(files).values == {"log-retention-days": 14}
    assert profile_of(files[::-1]).values == {"log-retention-days": 7}
    for words in ([*files, "emulator"], ["emulator", *files]):
        assert "lambda-tracing" in profile_of(words).choices.off
    assert "lambda-tracing" in profile_of(["compliance", *files]).choices.on
