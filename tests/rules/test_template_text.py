"""How often a text stands in a template."""

from repair.rules.context import Context
from repair.rules.template_text import occurrences
from repair.template.template import Template


def test_keys_values_and_parts_of_them_count():
    data = {"Resources": {"orders": {"Type": "A", "Properties": {"Name": "orders", "Arn": "arn:::orders/*"}}}}
    assert occurrences(Context(Template(data)), "orders") == 3


def test_a_text_is_found_as_it_is_written_whatever_it_holds():
    data = {"Resources": {"A": {"Type": "A", "Properties": {"Name": 'a "quoted" ü\n'}}}}
    assert occurrences(Context(Template(data)), '"quoted" ü\n') == 1


def test_another_state_of_the_template_is_read_anew():
    context = Context(Template({"Resources": {"A": {"Type": "x"}}}))
    assert occurrences(context, "x") == 1
    later = context.with_template(Template({"Resources": {"A": {"Type": "y"}}}))
    assert occurrences(later, "x") == 0
