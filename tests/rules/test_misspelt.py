import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.rules.misspelt import meant
from repair.rules.model import Safety


@pytest.mark.parametrize(
    ("name", "candidates", "found"),
    [
        ("uploadBucket", {"UploadBucket", "Queue"}, "UploadBucket"),
        ("UploadBuckets", {"UploadBucket"}, "UploadBucket"),
        ("UplaodBucket", {"UploadBucket", "DownloadBucket"}, "UploadBucket"),
        ("AmiID ami-123", {"AmiID", "AmiName"}, "AmiID"),
        ("AWS::Acountid", {"AWS::AccountId", "AWS::Region"}, "AWS::AccountId"),
    ],
)
def test_case_number_and_slips_leave_one_reading(name, candidates, found):
    assert meant(name, candidates) == (found, Safety.SAFE)


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("PublicSubnet3", "PublicSubnet2"),
        ("SubnetA", "SubnetB"),
        ("IngressRule", "EgressRule"),
        ("DBSubnetGroup", "DBSecurityGroup"),
        ("Role", "Topic"),
        ("", "Topic"),
    ],
)
def test_another_thing_is_not_a_misspelling(name, candidate):
    found = meant(name, {candidate})
    assert found is None or found[1] is not Safety.SAFE


def test_a_word_more_is_only_likely():
    assert meant("LambdaFunctionExecutionRole", {"LambdaExecutionRole"}) == (
        "LambdaExecutionRole",
        Safety.UNSAFE,
    )


def test_two_equally_near_names_leave_no_reading():
    assert meant("uploadbucket", {"UploadBucket", "UPLOADBUCKET"}) is None


@given(st.text(max_size=12), st.sets(st.text("abAB12", min_size=1, max_size=8), max_size=5))
def test_what_is_meant_is_a_candidate(name, candidates):
    found = meant(name, candidates)
    assert found is None or found[0] in candidates
