"""The words of --select and --ignore: rules, kinds, categories, severities, each with one meaning."""

import pytest

from repair.engine.select import UNUSED, Selection, selected_rules
from repair.errors import UsageError
from repair.rules.load import library
from repair.rules.model import Severity
from repair.rules.taxonomy import categories, kind_of_rule, kinds

RULES = {rule.id for rule in library()}
RULE_CATEGORIES = {rule.category for rule in library()}


def picked(*words, profile="production"):
    return {rule.id for rule in selected_rules(profile, Selection(words))}


def test_a_word_that_names_a_rule_and_a_kind_means_a_rule_of_that_kind():
    both = RULES & set(kinds())
    assert both
    for word in both:
        assert kind_of_rule(word).id == word
        assert picked(word) <= {word}


def test_the_other_words_name_one_thing_each():
    levels = {level.value for level in Severity}
    every = [RULES, RULE_CATEGORIES | set(categories()), levels]
    assert sum(map(len, every)) == len(set().union(*every))
    assert not set(kinds()) & (RULE_CATEGORIES | set(categories()) | levels)


def test_a_kind_means_its_rules_and_a_category_of_kinds_those_of_its_kinds():
    kind = next(one for one in kinds().values() if one.id not in RULES and len(set(one.rules) & picked()) > 1)
    assert picked(kind.id) == set(kind.rules) & picked()
    word = next(one for one in categories() if one not in RULE_CATEGORIES)
    rules = {rule for one in kinds().values() if one.category == word for rule in one.rules}
    assert picked(word) == rules & picked()
    ignored = {rule.id for rule in selected_rules("production", Selection((), (word,)))}
    assert ignored == picked() - rules


def test_a_kind_without_rules_picks_none():
    kind = next(one for one in kinds().values() if not one.rules and one.id != UNUSED)
    assert picked(kind.id) == set()


def test_a_word_that_names_nothing_is_refused_with_the_nearest():
    with pytest.raises(
        UsageError, match=r"no rule, kind, category or severity called validty\. Did you mean validity\?"
    ):
        picked("validty")
