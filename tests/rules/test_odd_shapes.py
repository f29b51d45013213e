"""A rule is total: whatever stands where, it finds something or nothing, and what it plans comes to rest."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.load import examples, library
from repair.template.template import Template

FOLDERS = ("cycles", "references", "unused", "runtimes", "engines", "constraints")
RULES = [one for one in library() if one.source.parent.name in FOLDERS]
BEFORE = [example.before for one in RULES for example in examples(one.id)]
ODD = [
    None, 0, True, 1.5, "", "x", "${A}", "${A.B}", [], {}, [None], [[]], [{}], {"a": None},
    {"Ref": 1}, {"Fn::GetAtt": []}, {"Fn::GetAtt": "a"}, {"Fn::GetAtt": [1, 2]}, {"Fn::Sub": []}, {"Fn::Sub": ["${x}", 1]},
    {"Fn::If": []}, {"Fn::If": [{"Condition": 1}, 2, 3]}, {"Fn::If": [{"Fn::Equals": []}, 2, 3]}, {"Fn::FindInMap": []},
    {"Fn::Transform": 1}, {"Fn::ForEach::x": [1, 2, 3]},
]  # fmt: skip


def paths(value, path=()):
    if path:
        yield path
    for step, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from paths(item, (*path, step))


def put(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy


@st.composite
def odd_templates(draw):
    data = draw(st.sampled_from(BEFORE))
    for _ in range(draw(st.integers(1, 3))):
        data = put(data, draw(st.sampled_from(list(paths(data)))), draw(st.sampled_from(ODD)))
    return data if isinstance(data.get("Resources"), dict) else {**data, "Resources": {}}


@settings(max_examples=150, deadline=None)
@given(odd_templates(), st.booleans())
def test_no_shape_makes_a_rule_fail_or_go_on_for_ever(data, unsafe):
    context = Context(Template(data), Settings(as_of=datetime.date(2026, 11, 1)))
    assert not mend(context, RULES, unsafe=unsafe).failures
