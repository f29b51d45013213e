"""Paths through conditions, and where a property is that is meant by another."""

from repair.rules.property_path import aligned, bare, dotted, pattern_of


def test_conditions_are_no_steps_of_a_pattern():
    assert bare(("Targets", "Fn::If", 1, 0, "Arn")) == ("Targets", "*", "Arn")


def test_person_reads_a_path_without_conditions():
    assert dotted(("Targets", "Fn::If", 1, 0, "Arn")) == "Targets[0].Arn"
    assert dotted(()) == "Properties"


def test_right_property_is_beside_the_same_item():
    wrong, right = pattern_of("Rules.*.Expiration"), pattern_of("Rules.*.ExpirationInDays")
    assert aligned(wrong, right, ("Rules", 2, "Expiration")) == ("Rules", 2, "ExpirationInDays")


def test_right_property_is_in_the_same_branch():
    wrong, right = pattern_of("Config.Tags"), pattern_of("Config.TagList")
    path = ("Config", "Fn::If", 1, "Tags")
    assert aligned(wrong, right, path) == ("Config", "Fn::If", 1, "TagList")


def test_value_never_leaves_its_branch():
    wrong, right = pattern_of("Config.Tags"), pattern_of("Tags")
    assert aligned(wrong, right, ("Config", "Tags")) == ("Tags",)
    assert aligned(wrong, right, ("Config", "Fn::If", 1, "Tags")) is None
