"""Entries that two templates write alike become one object, and nothing else tells."""

from copy import deepcopy
from json import dumps

from hypothesis import given
from hypothesis import strategies as st

from repair.document.number import written
from repair.template import Template
from repair.template.sharing import sharing

BUCKET = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "Name"}}}


def resources(**bodies):
    return {"Resources": bodies}


def test_equal_entries_of_one_name_are_one_object():
    mine, theirs = resources(A=BUCKET, B={"Type": "T"}), resources(A=deepcopy(BUCKET), C={"Type": "T"})
    shared = sharing(theirs, mine)
    assert shared == theirs
    assert shared["Resources"]["A"] is mine["Resources"]["A"]
    assert shared["Resources"]["C"] is theirs["Resources"]["C"]
    assert sharing(shared, mine) is shared


def test_the_order_of_keys_types_and_written_numbers_make_a_difference():
    for one, other in (
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": written(5.1, "5.10")}, {"a": 5.1}),
        ({"a": written(5.1, "5.10")}, {"a": written(5.1, "5.100")}),
    ):
        assert sharing(resources(A=one), resources(A=other))["Resources"]["A"] is one


def test_sections_of_any_shape_are_let_be():
    odd = {"Resources": [], "Outputs": None, "Parameters": {"P": "text"}}
    assert sharing(odd, {"Resources": {}, "Outputs": {}, "Parameters": {"P": "text"}}) is odd


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-2, 2, width=16) | st.sampled_from("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("abc"), JSON), st.dictionaries(st.sampled_from("abc"), JSON))
def test_sharing_never_changes_what_is_written(mine, theirs):
    assert dumps(sharing({"Resources": mine}, {"Resources": theirs})) == dumps({"Resources": mine})


def test_references_of_shared_entries_are_found_once_and_are_the_same():
    mine = Template(resources(A=BUCKET, B={"DependsOn": "A"}))
    theirs = Template(resources(B={"DependsOn": ["A"]}, A=deepcopy(BUCKET)))
    shared = theirs.sharing(mine)
    assert shared.references.references == theirs.references.references
    assert shared.references.of("A") is mine.references.of("A")


def test_another_state_of_a_template_finds_only_the_references_of_what_changed():
    before = Template(resources(A=BUCKET, B={"Properties": {"P": {"Ref": "A"}}}))
    assert before.references.of("B")
    after = before.with_data(resources(A=BUCKET, B={"Properties": {"P": {"Ref": "C"}}}))
    assert after.references.of("A") is before.references.of("A")
    assert [ref.target for ref in after.references.references] == ["Name", "C"]


def test_what_only_sam_reads_as_an_attribute_is_found_anew():
    body = {"Properties": {"P": {"Ref": "F.Version"}}}
    mine = Template({"Transform": "AWS::Serverless-2016-10-31", **resources(A=body)})
    theirs = Template(resources(A=deepcopy(body)))
    assert [ref.target for ref in theirs.sharing(mine).references.references] == ["F.Version"]
    assert [ref.target for ref in mine.references.references] == ["F"]
