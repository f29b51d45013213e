import pytest

from repair.document.document import parse
from repair.template.dialect import CLOUDFORMATION, key_tag, tag_key


@pytest.mark.parametrize(
    ("tag", "key"),
    [("!Ref", "Ref"), ("!Condition", "Condition"), ("!Sub", "Fn::Sub"), ("!GetAZs", "Fn::GetAZs")],
)
def test_tags_and_keys_go_both_ways(tag, key):
    assert tag_key(tag) == key
    assert key_tag(key) == tag


@pytest.mark.parametrize(
    "key", ["Fn::Transform", "Fn::ForEach::Loop", "Type", "Fn::", "Fn::Ref", "Fn::Condition"]
)
def test_keys_without_a_short_form_have_no_tag(key):
    assert key_tag(key) is None


def test_short_and_long_get_att_mean_the_same():
    text = "a: !GetAtt R.Out.X\nb: {'Fn::GetAtt': R.Out.X}\nc: !GetAtt [R, Out.X]\n"
    data = parse(text, dialect=CLOUDFORMATION).data
    assert data["a"] == data["b"] == data["c"] == {"Fn::GetAtt": ["R", "Out.X"]}
