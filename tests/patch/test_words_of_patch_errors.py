"""Why an operation cannot be carried out, in one sentence that names the place."""

import json

import pytest

from repair.patch.editing import PatchError
from repair.patch.rfc6902 import apply

DATA = {"a": {"b": [1, 2]}, "m~n": 1, "l": [{"k": 1}]}
FAILURES = [
    (
        {"op": "add", "path": "/a/b/5", "value": 1},
        "cannot add '/a/b/5': /a/b has 2 items, none can be put at 5",
        "/a/b/5",
    ),
    (
        {"op": "add", "path": "/a/b/-1", "value": 1},
        "cannot add '/a/b/-1': '-1' is no index of the array /a/b",
        "/a/b/-1",
    ),
    (
        {"op": "add", "path": "/a/b/01", "value": 1},
        "cannot add '/a/b/01': '01' is no index of the array /a/b",
        "/a/b/01",
    ),
    (
        {"op": "add", "path": "/a/b/x", "value": 1},
        "cannot add '/a/b/x': 'x' is no index of the array /a/b",
        "/a/b/x",
    ),
    ({"op": "add", "path": "/x/y", "value": 1}, "cannot add '/x': the document has no key 'x'", "/x"),
    (
        {"op": "add", "path": "/a/b/0/c", "value": 1},
        "cannot add '/a/b/0/c': /a/b/0 is no object or array",
        "/a/b/0/c",
    ),
    (
        {"op": "add", "path": "a", "value": 1},
        "cannot add 'a': a JSON pointer is empty or begins with '/'",
        "a",
    ),
    (
        {"op": "add", "path": "/a~2", "value": 1},
        "cannot add '/a~2': in a JSON pointer '~' stands only as '~0' or '~1'",
        "/a~2",
    ),
    ({"op": "add", "path": "/a"}, "cannot add '/a': 'value' is missing", "/a"),
    ({"op": "remove", "path": "/x"}, "cannot remove '/x': the document has no key 'x'", "/x"),
    ({"op": "remove", "path": "/a/b/2"}, "cannot remove '/a/b/2': /a/b has 2 items, none at 2", "/a/b/2"),
    (
        {"op": "remove", "path": "/a/b/-"},
        "cannot remove '/a/b/-': '-' is no index of the array /a/b",
        "/a/b/-",
    ),
    ({"op": "remove", "path": ""}, "cannot remove '': the whole document cannot be removed", ""),
    ({"op": "replace", "path": "/x", "value": 1}, "cannot replace '/x': the document has no key 'x'", "/x"),
    (
        {"op": "replace", "path": "/a/b/2", "value": 1},
        "cannot replace '/a/b/2': /a/b has 2 items, none at 2",
        "/a/b/2",
    ),
    ({"op": "move", "from": "/x", "path": "/y"}, "cannot move '/x': the document has no key 'x'", "/x"),
    (
        {"op": "move", "from": "/a", "path": "/a/b"},
        "cannot move '/a/b': '/a' would be moved into itself",
        "/a/b",
    ),
    ({"op": "move", "path": "/y"}, "cannot move 'None': 'from' is missing or no text", "None"),
    ({"op": "copy", "from": "/l/3", "path": "/y"}, "cannot copy '/l/3': /l has 1 items, none at 3", "/l/3"),
    (
        {"op": "test", "path": "/a/b/0", "value": 2},
        "cannot test '/a/b/0': the value there is not the expected one",
        "/a/b/0",
    ),
    ({"op": "test", "path": "/q", "value": 2}, "cannot test '/q': the document has no key 'q'", "/q"),
    *(
        (op, f"cannot {op['op']} '/m~0n/x/y': /m~0n is no object or array", "/m~0n/x/y")
        for op in (
            {"op": "add", "path": "/m~0n/x/y", "value": 1},
            {"op": "replace", "path": "/m~0n/x/y", "value": 1},
            {"op": "remove", "path": "/m~0n/x/y"},
        )
    ),
    *(
        (op, f"cannot {op['op']} '/m~0n/x': /m~0n is no object or array", "/m~0n/x")
        for op in (
            {"op": "copy", "from": "/m~0n/x/y", "path": "/z"},
            {"op": "move", "from": "/m~0n/x/y", "path": "/z"},
            {"op": "test", "path": "/m~0n/x/y", "value": 1},
        )
    ),
    *(
        (
            {"op": "remove", "path": path},
            f"cannot remove '{path}': in a JSON pointer '~' stands only as '~0' or '~1'",
            path,
        )
        for path in ("/~", "/a~", "/~~01", "/~~0", "/a/~/b")
    ),
    ({"op": "replace", "path": "", "from": 1}, "cannot replace '': 'value' is missing", ""),
    ({"op": "test", "path": "/q"}, "cannot test '/q': the document has no key 'q'", "/q"),
    ({"op": "bad", "path": "/a"}, "cannot bad '/a': 'bad' is no operation of RFC 6902", "/a"),
    ({"path": "/a"}, "cannot apply '/a': None is no operation of RFC 6902", "/a"),
    ({"op": "add", "value": 1}, "cannot add 'None': 'path' is missing or no text", "None"),
    ({"op": "add", "path": 5, "value": 1}, "cannot add '5': 'path' is missing or no text", "5"),
    (
        {"op": "test", "path": "/m~0n", "value": 2},
        "cannot test '/m~0n': the value there is not the expected one",
        "/m~0n",
    ),
    ({"op": "copy", "from": 5, "path": "/y"}, "cannot copy '5': 'from' is missing or no text", "5"),
    ({"op": "remove", "path": "/l/0/z"}, "cannot remove '/l/0/z': /l/0 has no key 'z'", "/l/0/z"),
    (
        {"op": "move", "from": "/l/0", "path": "/l/4"},
        "cannot move '/l/4': /l has 0 items, none can be put at 4",
        "/l/4",
    ),
]


@pytest.mark.parametrize(("op", "sentence", "pointer"), FAILURES, ids=lambda value: str(value)[:60])
def test_an_operation_that_does_not_fit_is_explained(op, sentence, pointer):
    before = json.dumps(DATA)
    with pytest.raises(PatchError) as error:
        apply([op], DATA)
    assert (str(error.value), error.value.pointer) == (sentence, pointer)
    assert json.dumps(DATA) == before


def test_a_list_has_no_keys_and_a_text_no_parts():
    with pytest.raises(PatchError, match="'x' is no index of the array the document"):
        apply([{"op": "add", "path": "/x", "value": 1}], [1])
    with pytest.raises(PatchError, match="the document is no object or array"):
        apply([{"op": "add", "path": "/x", "value": 1}], "text")
