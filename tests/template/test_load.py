import io

import pytest

from repair.errors import InputError
from repair.template import Template, from_text, load


def test_a_json_template_is_read():
    template = from_text('{"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}', "t.json")
    assert template.resources["B"].type == "AWS::S3::Bucket"


def test_a_template_without_resources_in_its_section_is_accepted():
    assert from_text("Resources: {}\n").resources == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("[1, 2]", "its top level must be a mapping"),
        ("just text", "its top level must be a mapping"),
        ("a: 1\n", "has no Resources section"),
        ("Outputs: {}\nResources: [1]\n", "its Resources section must be a mapping"),
        ("Resources:\n", "its Resources section must be a mapping"),
        ('{"Resources": {"A": ' + "[" * 151 + "]" * 151 + "}}", "nest deeper than 100 levels"),
    ],
)
def test_what_is_no_template_is_refused_with_a_sentence(text, told):
    with pytest.raises(InputError) as error:
        from_text(text, "t.yaml")
    assert told in str(error.value)
    assert str(error.value).startswith("t.yaml:")


def test_a_refusal_points_at_the_section():
    with pytest.raises(InputError) as error:
        from_text("Outputs: {}\nResources: [1]\n")
    assert (error.value.line, error.value.column) == (2, 1)


def test_a_file_and_standard_input_are_read(tmp_path, monkeypatch):
    path = tmp_path / "t.yaml"
    path.write_text("Resources: {A: {Type: T}}\n")
    assert load(path).data == {"Resources": {"A": {"Type": "T"}}}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert load("-").data == load(path).data


def test_positions_are_those_of_the_text_also_after_the_data_changed():
    template = from_text("Resources:\n  A:\n    Type: T\n")
    changed = template.with_data({"Resources": {}})
    position = changed.position(("Resources", "A"))
    assert position is not None
    assert (position.line, position.column) == (2, 3)
    assert Template({}).position(("Resources",)) is None
