"""What the examples of the rules show, read once a run."""

from functools import cache

from repair.rules import load

examples = cache(load.examples)


def named_examples(rule_id):
    """Each example of a rule by its name: the rule's id and the number of the example, from 0."""
    return {f"{rule_id}-{number}": example for number, example in enumerate(examples(rule_id))}
