"""Values with unknown parts, piece by piece: what settles it, what leaves it open, and on which side a word is looked up."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.comparison import Comparison
from repair.diff.meaning.place import CONDITION, NAMES, STRICT, TEXT, Place
from repair.diff.meaning.typed_place import place_at, properties_place
from repair.diff.meaning.verdict import Answer, verdict
from repair.knowledge.list_meaning import ListMeaning
from repair.template.template import Template

NO_VALUE = {"Ref": "AWS::NoValue"}
MACRO = {"Fn::Transform": {"Name": "T"}}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def choice(condition: str, yes: Any, no: Any) -> dict[str, Any]:
    return {"Fn::If": [condition, yes, no]}


# "Mine" is a parameter of the one and "Theirs" of the other, so that words tell which template was asked.
GENERATED = Template({"Parameters": {"Mine": {"Type": "String"}, "P": {"Type": "String"}, "Names": {"Type": "CommaDelimitedList"}},
                      "Conditions": {"C": {"Fn::Equals": [ref("P"), "x"]}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})  # fmt: skip
IDEAL = Template({"Parameters": {"Theirs": {"Type": "String"}, "P": {"Type": "String"}, "Names": {"Type": "CommaDelimitedList"}},
                  "Conditions": {"C": {"Fn::Equals": [ref("P"), "x"]}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})  # fmt: skip
SETS, COUNTED, KEYED = (
    Place(lists=ListMeaning(kind, keys), children={"*": Place(text=True)})
    for kind, keys in (("set", ()), ("multiset", ()), ("keyed", ("K",)))
)
LIST = Place(children={"*": TEXT})
FUNCTION = properties_place("AWS::Lambda::Function")
POLICY = place_at("AWS::IAM::Role", ("AssumeRolePolicyDocument",))
OPEN = None


def compared(mine: Any, theirs: Any, place: Place) -> tuple[bool | None, set[str]]:
    outcome, words = Comparison(GENERATED, IDEAL).of(mine, theirs, place)
    swapped = Comparison(IDEAL, GENERATED).of(theirs, mine, place)
    assert swapped == (outcome, words)
    return outcome, set(words)


@pytest.mark.parametrize(
    ("mine", "theirs", "place", "outcome", "words"),
    [
        ("a", "a", TEXT, True, set()),
        ("a", "b", TEXT, False, set()),
        ("1", 1, TEXT, True, set()),
        ("1", 1, STRICT, OPEN, set()),  # whether the service makes a difference is not known
        ("1", 2, STRICT, False, set()),
        (None, "null", STRICT, False, set()),
        (None, "null", TEXT, False, set()),
        (None, ref("Theirs"), TEXT, False, set()),
        (ref("Mine"), None, TEXT, False, set()),
        (ref("Mine"), "a", TEXT, OPEN, {"parameter Mine"}),
        ("a", ref("Theirs"), TEXT, OPEN, {"parameter Theirs"}),
        (ref("Mine"), ref("Theirs"), TEXT, OPEN, {"parameter Mine", "parameter Theirs"}),
        (ref("Theirs"), ref("Mine"), TEXT, OPEN, {"name Theirs", "name Mine"}),
        (NO_VALUE, "a", TEXT, False, set()),
        (NO_VALUE, ref("Theirs"), TEXT, False, set()),
        (NO_VALUE, MACRO, TEXT, OPEN, {"transform T"}),
        (MACRO, NO_VALUE, TEXT, OPEN, {"transform T"}),
        (MACRO, "a", TEXT, OPEN, {"transform T"}),
        ({"a": 1}, MACRO, TEXT, OPEN, {"transform T"}),
        ([1], choice("U", 1, 2), LIST, OPEN, {"condition U"}),
        ({"a": 1, "Fn::ForEach::X": []}, {"a": 2}, STRICT, OPEN, set()),
        # A mapping or a list against something else.
        ({"a": 1}, "a", STRICT, False, set()),
        ([1], "a", STRICT, False, set()),
        ({"a": 1}, [1], STRICT, False, set()),
        ({"a": 1}, ref("Theirs"), STRICT, False, set()),
        ({"a": 1}, {"Fn::GetAtt": ["R", "Arn"]}, STRICT, OPEN, {"attribute R.Arn"}),
        ({"Fn::GetAtt": ["R", "Arn"]}, {"a": 1}, STRICT, OPEN, {"attribute R.Arn"}),
        ({"a": 1}, {"Fn::Join": ["", [ref("Theirs"), "x"]]}, STRICT, False, set()),
        ({"a": 1}, {"Fn::Split": [",", ref("Theirs")]}, STRICT, False, set()),
        (["a"], ref("Theirs"), LIST, OPEN, {"parameter Theirs"}),
        (ref("Mine"), ["a"], LIST, OPEN, {"parameter Mine"}),
        (["a"], {"Fn::Split": [",", ref("Theirs")]}, LIST, OPEN, {"parameter Theirs"}),
        (["a"], {"Fn::Join": ["", [ref("Theirs"), "x"]]}, LIST, False, set()),
        (["a"], ref("AWS::Region"), LIST, False, set()),
        (["a"], ref("AWS::NotificationARNs"), LIST, OPEN, {"AWS::NotificationARNs"}),
        # Mappings.
        ({"a": ref("Mine"), "b": 1}, {"a": "x", "b": 1}, STRICT, OPEN, {"parameter Mine"}),
        ({"a": ref("Mine"), "b": 1}, {"a": "x", "b": 2}, STRICT, False, set()),
        ({"a": ref("Mine"), "b": "x"}, {"a": "x", "b": ref("Theirs")}, STRICT, OPEN, {"parameter Mine", "parameter Theirs"}),
        ({"a": ref("Mine")}, {"a": "x", "b": 1}, STRICT, False, set()),
        ({"a": ref("Mine"), "b": NO_VALUE}, {"a": "x"}, STRICT, OPEN, {"parameter Mine"}),
        ({"a": ref("Mine")}, {"a": "x", "b": NO_VALUE, "c": NO_VALUE}, STRICT, OPEN, {"parameter Mine"}),
        ({"a": ref("Mine")}, {"a": "x", **dict.fromkeys("bcdefghijklmn", NO_VALUE)}, STRICT, OPEN, {"parameter Mine"}),
        ({"a": "x"}, {"a": "x", "b": MACRO}, STRICT, OPEN, {"transform T"}),
        ({"a": "x", "b": MACRO}, {"a": "x"}, STRICT, OPEN, {"transform T"}),
        ({"a": "x", "b": ref("Mine")}, {"a": "x"}, STRICT, False, set()),
        ({"a": ref("Topic")}, {"a": {"Fn::GetAtt": ["Topic", "TopicArn"]}}, STRICT, True, set()),
        ([ref("Topic"), 1], [{"Fn::GetAtt": ["Topic", "TopicArn"]}, 1], LIST, True, set()),
        ({"a": ref("Topic"), "b": NO_VALUE, "c": 1}, {"a": {"Fn::GetAtt": ["Topic", "TopicArn"]}, "c": 1}, STRICT, True, set()),
        # Lists in order.
        (["a", ref("Mine")], ["a", "b"], LIST, OPEN, {"parameter Mine"}),
        (["b", "a"], ["b", ref("Theirs")], LIST, OPEN, {"parameter Theirs"}),
        (["c", ref("Mine")], ["a", "b"], LIST, False, set()),
        (["a", ref("Mine")], ["a"], LIST, False, set()),
        (["a", ref("Mine"), NO_VALUE], ["a", "b"], LIST, OPEN, {"parameter Mine"}),
        (["a", MACRO], ["a"], LIST, OPEN, {"transform T"}),
        # Sets, where one may stand for several.
        (["a", ref("Mine")], ["b", "a"], SETS, OPEN, {"parameter Mine"}),
        ([ref("Mine")], ["b", "a"], SETS, False, set()),
        ([ref("Mine"), ref("P")], ["a"], SETS, OPEN, {"parameter Mine", "parameter P"}),
        (["a", ref("Mine")], ["a"], SETS, OPEN, {"parameter Mine"}),
        (["a"], ["a", ref("Theirs")], SETS, OPEN, {"parameter Theirs"}),
        (["a", {"Fn::Join": ["", ["x", ref("Mine")]]}], ["a"], SETS, False, set()),
        (["a"], ["a", {"Fn::Join": ["", ["x", ref("Theirs")]]}], SETS, False, set()),
        (["a", "a", ref("Mine")], ["a"], SETS, OPEN, {"parameter Mine"}),
        # Multisets, where each stands for one.
        (["a", ref("Mine")], ["b", "a"], COUNTED, OPEN, {"parameter Mine"}),
        (["a", ref("Mine")], ["a"], COUNTED, False, set()),
        (["a", "a", ref("Mine")], ["b", "a", "c"], COUNTED, False, set()),
        (["a", "a", ref("Mine")], ["a", "b", {"Fn::Join": ["", ["x", ref("Theirs")]]}], COUNTED, False, set()),
        (["a", "a", ref("Mine")], ["b", "a", "a"], COUNTED, OPEN, {"parameter Mine"}),
        (["a", ref("P"), ref("Mine")], ["b", "a", "c"], COUNTED, OPEN, {"parameter Mine", "parameter P"}),
        (["b", "d", ref("Mine")], ["b", ref("Theirs"), "c"], COUNTED, OPEN, {"parameter Mine", "parameter Theirs"}),
        (["x", ref("Mine")], [ref("Theirs"), ref("P")], COUNTED, OPEN, {"parameter Mine", "parameter Theirs", "parameter P"}),
        (["x", "y", "z", "w"], ["b", ref("Theirs"), "c", ref("P")], COUNTED, False, set()),
        (["x", "y"], [ref("Theirs"), {"Fn::Join": ["", ["a", ref("P")]]}], COUNTED, False, set()),
        ([{"Fn::Join": ["", ["x", ref("Mine")]]}, ref("P")], ["a", "b"], COUNTED, False, set()),
        (["a", "b"], [{"Fn::Join": ["", ["x", ref("Theirs")]]}, ref("P")], COUNTED, False, set()),
        # Keyed lists; without mappings in them they are in order.
        ([{"K": "a"}, {"K": ref("Mine")}], [{"K": "b"}, {"K": "a"}], KEYED, OPEN, {"parameter Mine"}),
        (["a", ref("Mine")], ["b", "a"], KEYED, False, set()),
        # One or many.
        (ref("Mine"), ["a", "b"], NAMES, False, set()),
        (ref("Mine"), ["a"], NAMES, OPEN, {"parameter Mine"}),
        ("a", [ref("Theirs")], NAMES, OPEN, {"parameter Theirs"}),
        ([ref("Mine")], "a", NAMES, OPEN, {"parameter Mine"}),
        ("a", ["b", ref("Theirs")], NAMES, False, set()),
        (ref("Names"), ["a", "b"], NAMES, OPEN, {"parameter Names"}),
        (["a", "b"], ref("Names"), NAMES, OPEN, {"parameter Names"}),
        (["a", "b"], {"Fn::Split": [",", ref("Theirs")]}, NAMES, OPEN, {"parameter Theirs"}),
        (["a", "b"], {"Fn::Join": ["", [ref("Theirs"), "x"]]}, NAMES, False, set()),
        (["a", "b"], {"Fn::GetAtt": ["R", "Arn"]}, NAMES, False, set()),
        (["a", "b"], ref("Unheard"), NAMES, False, set()),
        # Places that read values in their own way.
        (ref("Mine"), {"Statement": []}, POLICY, OPEN, {"parameter Mine"}),
        ({"Fn::Join": ["", ["x", ref("Mine")]]}, {"Statement": []}, POLICY, OPEN, {"parameter Mine"}),
        ({"Fn::Join": ["", ["x", ref("Mine")]]}, "y", POLICY, OPEN, {"parameter Mine"}),
        ({"Fn::Join": ["", ["x", ref("Mine")]]}, "y", TEXT, False, set()),
    ],
)  # fmt: skip
def test_pieces_settle_it_or_leave_it_open_and_the_same_the_other_way_round(
    mine: Any, theirs: Any, place: Place, outcome: bool | None, words: set[str]
) -> None:
    assert compared(mine, theirs, place) == (outcome, words)


def test_a_function_may_be_the_default_of_what_is_absent() -> None:
    place = Place(children={"Delay": TEXT})
    place.defaults = {"Delay": 5}
    assert compared({"Delay": ref("Mine")}, {}, place) == (OPEN, {"parameter Mine"})
    assert compared({}, {"Delay": ref("Theirs")}, place) == (OPEN, {"parameter Theirs"})
    assert compared({"Delay": 6}, {}, place) == (False, set())
    assert compared({"Delay": "5"}, {}, place) == (True, set())
    assert compared({"Other": ref("Mine")}, {}, place) == (False, set())


# -- verdict ---------------------------------------------------------------------------------------


def told(mine: Any, theirs: Any, place: Place = TEXT) -> Answer:
    found = verdict(mine, theirs, place, GENERATED, IDEAL)
    assert verdict(theirs, mine, place, IDEAL, GENERATED) == found
    return found


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("a", "b", Answer("different")),
        (ref("Mine"), "b", Answer("depends", ("parameter Mine",))),
        (choice("C", "a", "b"), "b", Answer("depends", ("condition C",))),
        (choice("C", "a", "b"), choice("C", "c", "b"), Answer("depends", ("condition C",))),
        (choice("C", "a", "b"), choice("C", "c", "d"), Answer("different")),
        (
            choice("C", "a", ref("Mine")),
            choice("C", "c", "d"),
            Answer("depends", ("condition C", "parameter Mine")),
        ),
        (
            choice("C", "a", ref("Mine")),
            choice("C", "a", "d"),
            Answer("depends", ("condition C", "parameter Mine")),
        ),
        (
            choice("C", ref("Mine"), "x"),
            ref("Theirs"),
            Answer("depends", ("condition C", "parameter Mine", "parameter Theirs")),
        ),
        (choice("C", MACRO, "b"), "b", Answer("depends", ("condition C", "transform T"))),
    ],
)
def test_a_verdict_holds_over_all_outcomes_of_what_decides(mine: Any, theirs: Any, expected: Answer) -> None:
    assert told(mine, theirs) == expected


def between(condition: Any, other: Any) -> Answer:
    one, two = (
        Template(
            {
                "Parameters": {"P": {"Type": "String"}, "E": {"Type": "String", "AllowedValues": ["x", "y"]}},
                "Conditions": {"C": value},
                "Resources": {},
            }
        )
        for value in (condition, other)
    )
    found = verdict(condition, other, CONDITION, one, two)
    assert verdict(other, condition, CONDITION, two, one) == found
    return found


def equals(name: str, value: str) -> dict[str, Any]:
    return {"Fn::Equals": [ref(name), value]}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (equals("E", "x"), {"Fn::Not": [equals("E", "y")]}, Answer("same")),
        (equals("E", "x"), {"Fn::Equals": ["x", ref("E")]}, Answer("same")),
        (equals("P", "x"), {"Fn::Not": [equals("P", "y")]}, Answer("depends", ("parameter P",))),
        (equals("E", "x"), equals("E", "y"), Answer("different")),
        (equals("P", "x"), equals("P", "y"), Answer("depends", ("parameter P",))),
        (equals("E", "x"), equals("P", "x"), Answer("depends", ("parameter E", "parameter P"))),
        (equals("E", "z"), {"Fn::Equals": ["a", "b"]}, Answer("same")),
    ],
)
def test_conditions_are_the_same_when_they_fall_alike_in_every_deployment(
    mine: Any, theirs: Any, expected: Answer
) -> None:
    assert between(mine, theirs) == expected


def test_each_condition_is_read_with_the_definitions_of_its_own_template() -> None:
    def template(value: str) -> Template:
        return Template({"Parameters": {"P": {"Type": "String", "AllowedValues": ["x", "y"]}},
                         "Conditions": {"C": equals("P", value)}, "Resources": {}})  # fmt: skip

    x, y = template("x"), template("y")
    assert verdict({"Condition": "C"}, equals("P", "x"), CONDITION, x, y) == Answer("same")
    assert verdict({"Condition": "C"}, equals("P", "x"), CONDITION, y, x) == Answer("different")
    assert verdict(equals("P", "x"), {"Condition": "C"}, CONDITION, y, x) == Answer("same")
    assert verdict(choice("C", "a", "b"), choice("C", "b", "a"), TEXT, x, y) == Answer("same")
    assert verdict(choice("C", "a", "b"), choice("C", "a", "b"), TEXT, x, y) == Answer("different")


def test_what_is_too_much_to_try_hinges_on_all_that_stands_in_each_with_its_own_template() -> None:
    names = [f"C{n}" for n in range(12)]
    one, other = (
        Template({
            "Parameters": {name: {"Type": "String"} for name in (own, *names)},
            "Conditions": {name: {"Fn::Equals": [ref(name), "x"]} for name in names},
            "Resources": {},
        })
        for own in ("Mine", "Theirs")
    )  # fmt: skip
    value: Any = ref("Mine")
    for name in names:
        value = choice(name, "a", value)
    expected = (*sorted(f"condition {name}" for name in names), "parameter Mine", "parameter Theirs")
    assert verdict(value, ref("Theirs"), TEXT, one, other) == Answer("depends", expected)


@pytest.mark.parametrize(("count", "says"), [(8, "different"), (9, "depends")])
def test_up_to_256_worlds_are_tried(count: int, says: str) -> None:
    names = [f"C{n}" for n in range(count)]
    template = Template({
        "Parameters": {name: {"Type": "String"} for name in names},
        "Conditions": {name: {"Fn::Equals": [ref(name), "x"]} for name in names},
        "Resources": {},
    })  # fmt: skip
    value: Any = "none"
    for name in names:
        value = choice(name, name, value)
    assert verdict(value, "other", TEXT, template, template).says == says


def test_a_dynamic_reference_that_is_put_together_may_become_any_text() -> None:
    put = {"Fn::Sub": "{{resolve:ssm:/${E}/name}}"}
    template = Template({"Parameters": {"E": {"Type": "String", "AllowedValues": ["x"]}}, "Resources": {}})
    assert verdict(put, "a", TEXT, template, template) == Answer(
        "depends", ("dynamic reference ssm:/x/name", "parameter E")
    )


def test_what_alone_changes_nothing_is_not_named() -> None:
    data = {
        "Parameters": {
            "E": {"Type": "String", "AllowedValues": ["x", "y"]},
            "F": {"Type": "String", "AllowedValues": ["x", "y"]},
        },
        "Conditions": {"EX": equals("E", "x"), "FX": equals("F", "x")},
        "Resources": {},
    }
    template = Template(data)

    def on(mine: Any, theirs: Any) -> tuple[str, ...]:
        return verdict(mine, theirs, TEXT, template, template).on

    assert on(choice("EX", choice("FX", "a", "a"), "b"), "a") == ("condition EX",)
    assert on(choice("EX", "a", choice("FX", "b", "c")), "a") == ("condition EX",)
    assert on(choice("EX", choice("FX", "a", "b"), "b"), "a") == ("condition EX", "condition FX")
    assert on(choice("FX", choice("EX", "a", "b"), choice("EX", "a", "c")), "a") == ("condition EX",)
    assert on({"Fn::Join": ["", [ref("E"), choice("FX", "a", "b")]]}, "xa") == ("condition FX", "parameter E")
    assert on({"Fn::Join": ["", [ref("E"), choice("FX", "", "")]]}, "x") == ("parameter E",)
    assert on(ref("E"), "x") == ("parameter E",)


def test_a_function_of_the_schemas_default_stays_open_in_a_resource() -> None:
    assert told({"Handler": ref("Mine")}, {"Handler": "x"}, FUNCTION) == Answer(
        "depends", ("parameter Mine",)
    )
    assert told({"Handler": ref("Mine")}, {}, FUNCTION) == Answer("different")
