"""The one form of values that can be written in several ways, and what is left as it stands."""

import pytest

from repair.template.values import normal

SAME = object()
# fmt: off
FORMS = {
    "plain text in Sub": (
        {'Fn::Sub': 'x'},
        'x',
    ),
    "a reference alone in Sub": (
        {'Fn::Sub': '${A}'},
        {'Ref': 'A'},
    ),
    "an attribute alone in Sub": (
        {'Fn::Sub': '${A.Arn}'},
        {'Fn::GetAtt': ['A', 'Arn']},
    ),
    "an attribute with dots": (
        {'Fn::Sub': '${A.B.C}'},
        {'Fn::GetAtt': ['A', 'B.C']},
    ),
    "text around a reference": (
        {'Fn::Sub': 'a-${A}-b'},
        {'Fn::Join': ['', ['a-', {'Ref': 'A'}, '-b']]},
    ),
    "two references": (
        {'Fn::Sub': '${A}${B}'},
        {'Fn::Join': ['', [{'Ref': 'A'}, {'Ref': 'B'}]]},
    ),
    "escaped braces": (
        {'Fn::Sub': '${!A}-x'},
        '${A}-x',
    ),
    "a variable of text": (
        {'Fn::Sub': ['${v}-x', {'v': 't'}]},
        't-x',
    ),
    "a variable of a reference": (
        {'Fn::Sub': ['${v}-x', {'v': {'Ref': 'A'}}]},
        {'Fn::Join': ['', [{'Ref': 'A'}, '-x']]},
    ),
    "an unused variable": (
        {'Fn::Sub': ['x', {'v': {'Ref': 'A'}}]},
        'x',
    ),
    "a variable of a number": (
        {'Fn::Sub': ['${v}', {'v': 7}]},
        '7',
    ),
    "Sub of a list too long": ({'Fn::Sub': ['x', {}, 1]}, SAME),
    "Sub of a number": ({'Fn::Sub': 5}, SAME),
    "a variable of a function": (
        {'Fn::Sub': ['${v}/x', {'v': {'Fn::Join': ['-', [{'Ref': 'A'}, 'b']]}}]},
        {'Fn::Join': ['', [{'Ref': 'A'}, '-b/x']]},
    ),
    "Join of texts": (
        {'Fn::Join': ['-', ['a', 'b']]},
        'a-b',
    ),
    "Join of numbers and truth": (
        {'Fn::Join': ['-', [1, True, 'b']]},
        '1-true-b',
    ),
    "Join of one": (
        {'Fn::Join': ['-', [{'Ref': 'A'}]]},
        {'Ref': 'A'},
    ),
    "Join of none": (
        {'Fn::Join': ['-', []]},
        '',
    ),
    "Join with references": (
        {'Fn::Join': ['-', ['a', {'Ref': 'A'}, 'b']]},
        {'Fn::Join': ['', ['a-', {'Ref': 'A'}, '-b']]},
    ),
    "Join in Join of the same delimiter": (
        {'Fn::Join': ['-', ['a', {'Fn::Join': ['-', [{'Ref': 'A'}, 'b']]}]]},
        {'Fn::Join': ['', ['a-', {'Ref': 'A'}, '-b']]},
    ),
    "Join in Join without delimiter": (
        {'Fn::Join': ['', ['a', {'Fn::Join': ['', [{'Ref': 'A'}, 'b']]}, 'c']]},
        {'Fn::Join': ['', ['a', {'Ref': 'A'}, 'bc']]},
    ),
    "Join in Join of another delimiter": (
        {'Fn::Join': ['', ['a', {'Fn::Join': ['-', [{'Ref': 'A'}, 'b']]}]]},
        {'Fn::Join': ['', ['a', {'Ref': 'A'}, '-b']]},
    ),
    "Join of NoValue": (
        {'Fn::Join': ['-', ['a', {'Ref': 'AWS::NoValue'}, 'b']]},
        'a-b',
    ),
    "Join without delimiter of NoValue": (
        {'Fn::Join': ['', ['a', {'Ref': 'AWS::NoValue'}, {'Ref': 'B'}]]},
        {'Fn::Join': ['', ['a', {'Ref': 'B'}]]},
    ),
    "Join of a list by reference": ({'Fn::Join': ['-', {'Ref': 'L'}]}, SAME),
    "Join of a wrong shape": ({'Fn::Join': ['-']}, SAME),
    "Join with a delimiter that is no text": ({'Fn::Join': [1, ['a', 'b']]}, SAME),
    "Select of a list": (
        {'Fn::Select': [1, ['a', 'b']]},
        'b',
    ),
    "Select by text": (
        {'Fn::Select': ['0', ['a', 'b']]},
        'a',
    ),
    "Select beyond the end": ({'Fn::Select': [2, ['a', 'b']]}, SAME),
    "Select below zero": ({'Fn::Select': [-1, ['a', 'b']]}, SAME),
    "Select of a reference": (
        {'Fn::Select': ['1', {'Ref': 'L'}]},
        {'Fn::Select': [1, {'Ref': 'L'}]},
    ),
    "Select of what may vanish": ({'Fn::Select': [1, ['a', {'Fn::If': ['C', 'x', {'Ref': 'AWS::NoValue'}]}, 'c']]}, SAME),
    "Select of Split": (
        {'Fn::Select': [1, {'Fn::Split': [',', 'a,b']}]},
        'b',
    ),
    "Select by a word": ({'Fn::Select': ['x', ['a']]}, SAME),
    "Split of text": (
        {'Fn::Split': [',', 'a,b,']},
        ['a', 'b', ''],
    ),
    "Split of a reference": ({'Fn::Split': [',', {'Ref': 'A'}]}, SAME),
    "Split by nothing": ({'Fn::Split': ['', 'ab']}, SAME),
    "Split of Join": (
        {'Fn::Split': [',', {'Fn::Join': [',', [{'Ref': 'A'}, {'Ref': 'B'}]]}]},
        {'Fn::Split': [',', {'Fn::Join': ['', [{'Ref': 'A'}, ',', {'Ref': 'B'}]]}]},
    ),
    "If with equal branches": (
        {'Fn::If': ['C', {'Fn::Sub': 'x'}, 'x']},
        'x',
    ),
    "If with other branches": (
        {'Fn::If': ['C', {'Fn::Sub': 'x'}, 'y']},
        {'Fn::If': ['C', 'x', 'y']},
    ),
    "If in If of the same condition": ({'Fn::If': ['C', {'Fn::If': ['C', 'a', 'b']}, 'c']}, SAME),
    "If of two parts": ({'Fn::If': ['C', 'a']}, SAME),
    "Base64 of text": (
        {'Fn::Base64': 'ab'},
        'YWI=',
    ),
    "Base64 of a dynamic reference": ({'Fn::Base64': '{{resolve:ssm:a}}'}, SAME),
    "Base64 of a reference": ({'Fn::Base64': {'Ref': 'A'}}, SAME),
    "Base64 of half a character": ({'Fn::Base64': '\ud800'}, SAME),
    "Cidr of a block": (
        {'Fn::Cidr': ['10.0.0.0/16', 2, 8]},
        ['10.0.0.0/24', '10.0.1.0/24'],
    ),
    "Cidr of texts": (
        {'Fn::Cidr': ['10.0.0.0/16', '3', '4']},
        ['10.0.0.0/28', '10.0.0.16/28', '10.0.0.32/28'],
    ),
    "Cidr of one block": (
        {'Fn::Cidr': ['10.0.0.0/24', 1, 8]},
        ['10.0.0.0/24'],
    ),
    "Cidr of no blocks": ({'Fn::Cidr': ['10.0.0.0/16', 0, 8]}, SAME),
    "Cidr of too many": ({'Fn::Cidr': ['10.0.0.0/24', 3, 7]}, SAME),
    "Cidr of 257": ({'Fn::Cidr': ['10.0.0.0/8', 257, 8]}, SAME),
    "Cidr of a block too small": ({'Fn::Cidr': ['10.0.0.0/30', 1, 3]}, SAME),
    "Cidr of a reference": (
        {'Fn::Cidr': [{'Ref': 'B'}, '2', '8']},
        {'Fn::Cidr': [{'Ref': 'B'}, 2, 8]},
    ),
    "Cidr without bits": (
        {'Fn::Cidr': ['10.0.0.0/16', '2']},
        {'Fn::Cidr': ['10.0.0.0/16', 2]},
    ),
    "Cidr of one argument": ({'Fn::Cidr': ['10.0.0.0/16']}, SAME),
    "Cidr of four": ({'Fn::Cidr': ['10.0.0.0/16', '2', '8', '1']}, SAME),
    "Cidr of no block": ({'Fn::Cidr': ['x', 2, 8]}, SAME),
    "Cidr of single addresses": (
        {'Fn::Cidr': ['10.0.0.0/30', 2, 0]},
        ['10.0.0.0/32', '10.0.0.1/32'],
    ),
    "Cidr of negative bits": ({'Fn::Cidr': ['10.0.0.0/30', 2, -1]}, SAME),
    "Length of a list": (
        {'Fn::Length': ['a', {'Ref': 'B'}]},
        2,
    ),
    "Length of what may vanish": ({'Fn::Length': ['a', {'Ref': 'AWS::NoValue'}]}, SAME),
    "Length of a reference": ({'Fn::Length': {'Ref': 'L'}}, SAME),
    "FindInMap of a number": (
        {'Fn::FindInMap': ['M', 1, 'k']},
        {'Fn::FindInMap': ['M', '1', 'k']},
    ),
    "FindInMap of truth": (
        {'Fn::FindInMap': ['M', 'a', True]},
        {'Fn::FindInMap': ['M', 'a', 'true']},
    ),
    "FindInMap of texts": ({'Fn::FindInMap': ['M', 'a', 'k']}, SAME),
    "FindInMap with a default": (
        {'Fn::FindInMap': ['M', 1, 'k', {'DefaultValue': 1}]},
        {'Fn::FindInMap': ['M', '1', 'k', {'DefaultValue': 1}]},
    ),
    "GetAtt in dots": (
        {'Fn::GetAtt': 'A.Arn'},
        {'Fn::GetAtt': ['A', 'Arn']},
    ),
    "GetAtt in more dots": (
        {'Fn::GetAtt': 'A.B.C'},
        {'Fn::GetAtt': ['A', 'B.C']},
    ),
    "GetAtt of three": (
        {'Fn::GetAtt': ['A', 'B', 'C']},
        {'Fn::GetAtt': ['A', 'B.C']},
    ),
    "GetAtt of two": ({'Fn::GetAtt': ['A', 'Arn']}, SAME),
    "GetAtt of one": ({'Fn::GetAtt': ['A']}, SAME),
    "GetAtt without dot": ({'Fn::GetAtt': 'A'}, SAME),
    "GetAtt with a reference": ({'Fn::GetAtt': ['A', {'Ref': 'P'}]}, SAME),
    "GetAZs of nothing": (
        {'Fn::GetAZs': ''},
        {'Fn::GetAZs': {'Ref': 'AWS::Region'}},
    ),
    "GetAZs of a region": ({'Fn::GetAZs': 'eu-west-1'}, SAME),
    "GetAZs of the region": ({'Fn::GetAZs': {'Ref': 'AWS::Region'}}, SAME),
    "a function in a list": (
        [{'Fn::Sub': 'x'}, {'a': {'Fn::Sub': '${A}'}}],
        ['x', {'a': {'Ref': 'A'}}],
    ),
    "two keys are no function": ({'Fn::Sub': 'x', 'b': 1}, SAME),
    "an unknown function": (
        {'Fn::Other': {'Fn::Sub': 'x'}},
        {'Fn::Other': 'x'},
    ),
    "numbers stay": ([1, 1.5, True, None, '1'], SAME),
    "ImportValue of Sub": (
        {'Fn::ImportValue': {'Fn::Sub': 'x'}},
        {'Fn::ImportValue': 'x'},
    ),
    "Transform stays": ({'Fn::Transform': {'Name': 'n', 'Parameters': {'a': {'Fn::Sub': 'x'}}}}, SAME),
    "Condition functions": (
        {'Fn::Equals': [{'Fn::Sub': 'a'}, {'Ref': 'P'}]},
        {'Fn::Equals': ['a', {'Ref': 'P'}]},
    ),
}
# fmt: on


@pytest.mark.parametrize(("written", "plain"), FORMS.values(), ids=FORMS)
def test_a_value_has_this_form(written, plain):
    assert normal(written) == (written if plain is SAME else plain)
    assert type(normal(written)) is type(written if plain is SAME else plain)
