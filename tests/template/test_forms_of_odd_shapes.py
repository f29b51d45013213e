"""Normal forms of functions whose arguments are odd: folded as far as certain, else exactly what was written."""

import pytest

from repair.document.number import WrittenFloat
from repair.template.values import concatenated, concatenation, may_vanish, normal, same_value

A, B = {"Ref": "A"}, {"Ref": "B"}
NOTHING = {"Ref": "AWS::NoValue"}
MAYBE = {"Fn::If": ["C", "x", NOTHING]}
FOLDED = {"Fn::Sub": "x"}


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ({"Fn::Sub": [FOLDED, {}]}, "x"),
        ({"Fn::Sub": {"Fn::Sub": "${A}"}}, {"Fn::Sub": A}),
        ({"Fn::Sub": {"Fn::Sub": "a${!A}"}}, {"Fn::Join": ["", ["a", A]]}),
        ({"Fn::Sub": [1, FOLDED]}, {"Fn::Sub": [1, "x"]}),
        ({"Fn::Sub": ["${v}${w.x}${w}", {"v": FOLDED, "w.x": NOTHING, "w": MAYBE}]}, {"Fn::Join": ["", ["x", MAYBE]]}),
        ({"Fn::Sub": ["${v}", {"v": MAYBE}]}, {"Fn::Join": ["", [MAYBE]]}),
        ({"Fn::Sub": ["${v}", {"v": NOTHING}]}, ""),
        ({"Fn::Sub": ["${v}", {"v": [1]}]}, {"Fn::Join": ["", [[1]]]}),
        ({"Fn::Sub": ["${v}", {"v": WrittenFloat(5.1, "5.10")}]}, "5.10"),
        ({"Fn::Sub": ""}, ""),
        ({"Fn::Join": ["-", [A, "", B]]}, {"Fn::Join": ["", [A, "--", B]]}),
        ({"Fn::Join": ["", [A, "", B]]}, {"Fn::Join": ["", [A, B]]}),
        ({"Fn::Join": ["-", [MAYBE, 1, True, A]]}, {"Fn::Join": ["-", [MAYBE, "1", "true", A]]}),
        ({"Fn::Join": ["-", [MAYBE, NOTHING, "a"]]}, {"Fn::Join": ["-", [MAYBE, "a"]]}),
        ({"Fn::Join": ["-", [NOTHING]]}, ""),
        ({"Fn::Join": ["-", {"Fn::Split": ["-", A]}]}, A),
        ({"Fn::Join": ["-", {"Fn::Split": [",", A]}]}, {"Fn::Join": ["-", {"Fn::Split": [",", A]}]}),
        ({"Fn::Join": ["", {"Fn::Split": ["", A]}]}, {"Fn::Join": ["", {"Fn::Split": ["", A]}]}),
        ({"Fn::Join": ["-", {"Fn::Split": ["-", A], "x": 1}]}, {"Fn::Join": ["-", {"Fn::Split": ["-", A], "x": 1}]}),
        ({"Fn::Join": ["-", {"Fn::Split": ["-", [1]]}]}, {"Fn::Join": ["-", {"Fn::Split": ["-", [1]]}]}),
        ({"Fn::Join": ["-", {"Fn::Split": ["-", A, 1]}]}, {"Fn::Join": ["-", {"Fn::Split": ["-", A, 1]}]}),
        ({"Fn::Join": ["-", {"Fn::Split": "-"}]}, {"Fn::Join": ["-", {"Fn::Split": "-"}]}),
        ({"Fn::Join": ["-", [FOLDED], 1]}, {"Fn::Join": ["-", ["x"], 1]}),
        ({"Fn::Join": {"a": FOLDED}}, {"Fn::Join": {"a": "x"}}),
        ({"Fn::Join": "x"}, {"Fn::Join": "x"}),
        ({"Fn::Join": ["", [{"Fn::Join": ["-", A]}]]}, {"Fn::Join": ["-", A]}),
        ({"Fn::Join": ["", ["a", {"Fn::Join": ["", A]}]]}, {"Fn::Join": ["", ["a", {"Fn::Join": ["", A]}]]}),
        ({"Fn::Select": [1, ["a", FOLDED, MAYBE]]}, "x"),
        ({"Fn::Select": [2, ["a", "b", MAYBE]]}, {"Fn::Select": [2, ["a", "b", MAYBE]]}),
        ({"Fn::Select": [0, [MAYBE]]}, {"Fn::Select": [0, [MAYBE]]}),
        ({"Fn::Select": ["1", [NOTHING, "a"]]}, {"Fn::Select": [1, [NOTHING, "a"]]}),
        ({"Fn::Select": [True, ["a", "b"]]}, {"Fn::Select": [True, ["a", "b"]]}),
        ({"Fn::Select": [1.0, ["a", "b"]]}, {"Fn::Select": [1.0, ["a", "b"]]}),
        ({"Fn::Select": ["0x", ["a"]]}, {"Fn::Select": ["0x", ["a"]]}),
        ({"Fn::Select": ["1234567890", ["a"]]}, {"Fn::Select": ["1234567890", ["a"]]}),
        ({"Fn::Select": [0, ["a"], FOLDED]}, {"Fn::Select": [0, ["a"], "x"]}),
        ({"Fn::Select": "a"}, {"Fn::Select": "a"}),
        ({"Fn::Select": [0, {"Fn::Split": ["-", {"Fn::Sub": "a-b-${A}"}]}]}, "a"),
        ({"Fn::Select": [1, {"Fn::Split": ["-", {"Fn::Sub": "a-b-${A}"}]}]}, "b"),
        ({"Fn::Select": [2, {"Fn::Split": ["-", {"Fn::Sub": "a-b-${A}"}]}]}, {"Fn::Select": [2, {"Fn::Split": ["-", {"Fn::Join": ["", ["a-b-", A]]}]}]}),
        ({"Fn::Select": [0, {"Fn::Split": ["-", {"Fn::Sub": "a${A}"}]}]}, {"Fn::Select": [0, {"Fn::Split": ["-", {"Fn::Join": ["", ["a", A]]}]}]}),
        ({"Fn::Select": [0, {"Fn::Split": ["-", A]}]}, {"Fn::Select": [0, {"Fn::Split": ["-", A]}]}),
        ({"Fn::Select": [0, {"Fn::Split": ["", {"Fn::Sub": "a${A}"}]}]}, {"Fn::Select": [0, {"Fn::Split": ["", {"Fn::Join": ["", ["a", A]]}]}]}),
        ({"Fn::Select": [0, {"Fn::Split": [A, "a-b"]}]}, {"Fn::Select": [0, {"Fn::Split": [A, "a-b"]}]}),
        ({"Fn::Select": [0, {"Fn::Split": ["-", "a-b", 1]}]}, {"Fn::Select": [0, {"Fn::Split": ["-", "a-b", 1]}]}),
        ({"Fn::Split": [",", 1]}, {"Fn::Split": [",", 1]}),
        ({"Fn::Split": [",", FOLDED, "a"]}, {"Fn::Split": [",", "x", "a"]}),
        ({"Fn::Split": ",a"}, {"Fn::Split": ",a"}),
        ({"Fn::If": ["C", [1, FOLDED], [1, "x"]]}, [1, "x"]),
        ({"Fn::If": ["C", 1, True]}, {"Fn::If": ["C", 1, True]}),
        ({"Fn::If": ["C", 1, 1, 1]}, {"Fn::If": ["C", 1, 1, 1]}),
        ({"Fn::If": "C"}, {"Fn::If": "C"}),
        ({"Fn::Base64": [FOLDED]}, {"Fn::Base64": ["x"]}),
        ({"Fn::Base64": "é"}, "w6k="),
        ({"Fn::Cidr": [FOLDED, "2"]}, {"Fn::Cidr": ["x", 2]}),
        ({"Fn::Cidr": ["10.0.0.0/16", "2x", 8]}, {"Fn::Cidr": ["10.0.0.0/16", "2x", 8]}),
        ({"Fn::Cidr": ["10.0.0.0/16", 2.0, 8]}, {"Fn::Cidr": ["10.0.0.0/16", 2.0, 8]}),
        ({"Fn::Cidr": ["10.0.0.0/8", 256, 16]}, [f"10.{n}.0.0/16" for n in range(256)]),
        ({"Fn::Cidr": ["10.0.0.0/8", 1, 0]}, ["10.0.0.0/32"]),
        ({"Fn::Cidr": ["0.0.0.0/7", 1, 0]}, {"Fn::Cidr": ["0.0.0.0/7", 1, 0]}),
        ({"Fn::Cidr": ["10.0.0.0/24", 2, 7]}, ["10.0.0.0/25", "10.0.0.128/25"]),
        ({"Fn::Cidr": ["10.0.0.1/24", 2, 7]}, {"Fn::Cidr": ["10.0.0.1/24", 2, 7]}),
        ({"Fn::Cidr": ["2001:db8::/56", 1, 64]}, {"Fn::Cidr": ["2001:db8::/56", 1, 64]}),
        ({"Fn::Cidr": "10.0.0.0/24"}, {"Fn::Cidr": "10.0.0.0/24"}),
        ({"Fn::Length": [MAYBE]}, {"Fn::Length": [MAYBE]}),
        ({"Fn::Length": []}, 0),
        ({"Fn::Length": "ab"}, {"Fn::Length": "ab"}),
        ({"Fn::FindInMap": [1, 2, True, 3]}, {"Fn::FindInMap": ["1", "2", "true", 3]}),
        ({"Fn::FindInMap": [1.5, 1, "k"]}, {"Fn::FindInMap": ["1.5", "1", "k"]}),
        ({"Fn::FindInMap": ["M", A, 1]}, {"Fn::FindInMap": ["M", A, "1"]}),
        ({"Fn::FindInMap": "M"}, {"Fn::FindInMap": "M"}),
        ({"Fn::FindInMap": ["M", "a", "k"]}, {"Fn::FindInMap": ["M", "a", "k"]}),
        ({"Fn::Sub": ["${Ref}", {"Ref": "A"}]}, "A"),
        ({"Fn::GetAtt": [1, "b"]}, {"Fn::GetAtt": [1, "b"]}),
        ({"Fn::GetAtt": []}, {"Fn::GetAtt": []}),
        ({"Fn::GetAtt": {"a": FOLDED}}, {"Fn::GetAtt": {"a": "x"}}),
        ({"Fn::GetAZs": FOLDED}, {"Fn::GetAZs": "x"}),
        ({"Fn::GetAZs": []}, {"Fn::GetAZs": []}),
        ({"a": FOLDED, "b": [FOLDED, 1]}, {"a": "x", "b": ["x", 1]}),
        ({"Ref": FOLDED}, {"Ref": "x"}),
    ],
    ids=str,
)  # fmt: skip
def test_a_function_is_folded_as_far_as_is_certain(written, form):
    assert normal(written) == form
    assert repr(normal(written)) == repr(form)
    if written == form:
        assert normal(written) is written


@pytest.mark.parametrize(
    ("value", "vanishes"),
    [
        (NOTHING, True),
        (MAYBE, True),
        ({"Fn::If": ["C", {"Fn::If": ["D", "a", NOTHING]}, "b"]}, True),
        ({"Fn::If": ["C", "a", "b"]}, False),
        ({"Fn::If": "C"}, True),
        ({"Fn::If": ["C", "a", "b"], "x": 1}, True),
        ({"x": NOTHING}, False),
        (A, False),
        ("a", False),
    ],
)
def test_a_value_may_vanish_where_a_branch_can_be_nothing(value, vanishes):
    assert may_vanish(value) is vanishes


def test_parts_are_put_together_as_flat_as_can_be():
    assert concatenation([]) == ""
    assert concatenation(["", "a", 1, True]) == "a1true"
    assert concatenation([A]) is A
    assert concatenation([A, "", "b", {"Fn::Join": ["", ["c", B]]}]) == {"Fn::Join": ["", [A, "bc", B]]}
    assert concatenation([[1]]) == {"Fn::Join": ["", [[1]]]}
    assert concatenation([MAYBE]) == {"Fn::Join": ["", [MAYBE]]}
    for value in ("a", A, MAYBE, {"Fn::Join": ["-", [A]]}):
        assert concatenated(value) == [value]
    assert concatenated({"Fn::Join": ["", [A, "b"]]}) == [A, "b"]
    assert concatenated(5) == ["5"]
    assert concatenated(NOTHING) == []


def test_values_are_compared_by_their_forms():
    assert same_value({"a": FOLDED}, {"a": "x"})
    assert not same_value({"a": FOLDED}, {"a": "y"})
    assert not same_value([1], [True])
