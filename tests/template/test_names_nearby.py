"""How near two names are, as a number, and which of several is meant."""

import pytest

from repair.template.near import Match, clear, distance, nearest


def score(name, other, cutoff=0.6):
    found = nearest(name, [other], cutoff=cutoff)
    return round(found[0].score, 4) if found else None


@pytest.mark.parametrize(
    ("name", "other", "likeness"),
    [
        ("BucketName", "BucketName", 1.0),
        ("", "", 1.0),
        ("bucketname", "BucketName", 0.98),
        ("bucket-name", "BucketName", 0.96),
        ("Bucket_Name", "bucketname", 0.96),
        ("SecurityGroups", "SecurityGroup", 0.86),
        ("Policy", "Policies", 0.86),
        ("Boxes", "Box", 0.86),
        ("Classes", "Class", 0.86),
        ("Matches", "Match", 0.86),
        ("Hashes", "Hash", 0.86),
        ("Tags", "Tag", 0.86),
        ("SubnetIds", "SubnetId", 0.7556),
        ("Bus", "Bu", None),
        ("Ties", "Tie", 0.86),
        ("Ties", "Ty", None),
        ("Pass", "Pas", 0.6375),
        ("ConfigurationVersioning", "VersioningConfiguration", 0.85),
        ("AccessLogBucket", "AccessLog", 0.6375),
        ("LoggingTargetBucket", "TargetBucket", 0.6581),
        ("Environmen", "Environment", 0.7727),
        ("Enviromnent", "Environment", 0.7727),
        ("Environnent", "Environment", 0.7727),
        ("abcde", "abcxy", None),
        ("ab", "ba", None),
        ("abcd", "abdc", 0.6375),
        ("A", "B", None),
    ],
)
def test_two_names_are_as_like_as_this(name, other, likeness):
    assert score(name, other) == likeness
    assert score(other, name) == likeness


def test_what_is_less_like_than_asked_for_does_not_count():
    assert score("Environmen", "Environment", cutoff=0.77) == 0.7727
    assert score("Environmen", "Environment", cutoff=0.78) is None
    assert score("abcde", "abcxy", cutoff=0.5) == 0.51
    assert score("a", "b", cutoff=0.0) == 0.0


def test_a_word_counts_once():
    assert score("OneAlpha", "AlphaTwo", cutoff=0.4) is None
    assert score("-", "_") is None
    assert score("ListList", "ListItem", cutoff=0.4) == 0.425
    assert score("KeyKeyName", "KeyName", cutoff=0.5) == round(0.85 * 2 * 7 / 17, 4)


def test_matches_stand_in_order_with_the_margin_to_the_best_other():
    assert nearest("Tags", ["Tag", "TAGS", "Tags", "tags", "Other"], limit=2) == [
        Match("Tags", 1.0, pytest.approx(0.02)),
        Match("TAGS", 0.98, pytest.approx(-0.02)),
    ]
    assert nearest("Tags", ["TAGS"]) == [Match("TAGS", 0.98, 0.98)]
    assert [match.name for match in nearest("Tags", ["TAGS", "tags", "tAgs", "taGs"])] == [
        "TAGS",
        "tAgs",
        "taGs",
    ]
    assert nearest("Tags", []) == []


@pytest.mark.parametrize(
    ("best", "margin", "name"), [(0.7, 0.1, "a"), (0.69, 0.1, None), (0.7, 0.09, None), (1.0, 1.0, "a")]
)
def test_the_best_is_clear_when_it_is_good_and_better_than_the_next(best, margin, name):
    assert clear([Match("a", best, margin), Match("b", best - margin, -margin)]) == name
    assert clear([]) is None
    assert clear([Match("a", 0.5, 0.05)], least=0.5, margin=0.05) == "a"


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "abc", 0),
        ("abc", "ab", 1),
        ("abc", "xbc", 1),
        ("abc", "acb", 1),
        ("abc", "cab", 2),
        ("ca", "abc", 3),
        ("kitten", "sitting", 3),
        ("abcd", "badc", 2),
    ],
)
def test_edits_between_two_texts_are_counted_up_to_a_bound(a, b, edits):
    for most in range(5):
        expected = edits if edits <= most else None
        assert distance(a, b, most) == distance(b, a, most) == expected
