from hypothesis import given
from hypothesis import strategies as st

from repair.template.near import clear, distance, nearest

words = st.text(alphabet="abAB", max_size=6)


def best(name, *candidates):
    return clear(nearest(name, candidates))


def test_a_name_in_another_case_is_clear():
    assert best("bucketname", "BucketName", "BucketNames") == "BucketName"


def test_singular_and_plural_are_near():
    assert best("SecurityGroupId", "SecurityGroupIds", "SubnetIds") == "SecurityGroupIds"
    assert best("Policy", "Policies", "Principal") == "Policies"


def test_one_more_word_is_near():
    known = ("TargetTrackingScalingPolicyConfiguration", "StepScalingPolicyConfiguration", "ScalingTargetId")
    assert best("TargetTrackingScalingConfiguration", *known) == known[0]


def test_words_in_another_order_are_near():
    assert (
        best("ConfigurationVersioning", "VersioningConfiguration", "LoggingConfiguration")
        == "VersioningConfiguration"
    )


def test_swapped_letters_are_near():
    assert best("Enviroment", "Environment", "EnvironmentFiles") == "Environment"
    assert best("Proeprties", "Properties", "Type") == "Properties"


def test_two_readings_are_not_clear():
    assert best("SubnetI", "SubnetId", "SubnetIp") is None


def test_what_is_like_nothing_has_no_match():
    assert nearest("Colour", ["BucketName", "Tags"]) == []


def test_ties_stand_in_alphabetical_order_and_tell_no_margin():
    matches = nearest("Subx", ["Subz", "Suby"])
    assert [match.name for match in matches] == ["Suby", "Subz"]
    assert matches[0].margin == 0


@given(words, words)
def test_distance_is_symmetric_and_zero_only_for_equals(a, b):
    full = distance(a, b, 10)
    assert full == distance(b, a, 10)
    assert (full == 0) == (a == b)
    assert full <= max(len(a), len(b))


@given(words, words, st.integers(0, 6))
def test_a_cutoff_changes_only_what_lies_beyond_it(a, b, most):
    full = distance(a, b, 10)
    assert distance(a, b, most) == (full if full <= most else None)


@given(words, st.lists(words, max_size=5))
def test_a_known_name_is_its_own_nearest(name, others):
    assert nearest(name, [name, *others])[0].name == name
