"""Where in a TOML text each value is said."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.config.toml_places import toml_places

TEXT = '''\ufeff# a comment with [brackets] and x = 1
profile = "test"   # more
"quoted key" = 'it''s'
a.b . c = [1, [2, "]"], # here
  {d = "}", e.f = """x
]""" }]

[values]
log-retention-days = 14

[[paths]]
match = "a"
[[paths]]
match = 'b'
values = { log-retention-days = 90 }
[paths.rules]
off = ["x",
  "y"]
'''.replace("'it''s'", "'its'")


def line(path):
    return TEXT[: toml_places(TEXT)[path]].count("\n") + 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("profile",), 2),
        (("quoted key",), 3),
        (("a", "b", "c"), 4),
        (("a", "b", "c", 1, 1), 4),
        (("a", "b", "c", 2, "e", "f"), 5),
        (("values",), 8),
        (("values", "log-retention-days"), 9),
        (("paths", 0), 11),
        (("paths", 1, "match"), 14),
        (("paths", 1, "values", "log-retention-days"), 15),
        (("paths", 1, "rules", "off", 1), 18),
    ],
)
def test_every_kind_of_key_and_item_is_found(path, expected):
    assert line(path) == expected


def paths_of(value, path=()):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from paths_of(item, (*path, step))


def test_every_path_of_the_data_has_a_place():
    assert set(paths_of(tomllib.loads(TEXT.removeprefix("\ufeff")))) <= set(toml_places(TEXT))


KEYS = st.text("ab-_1", min_size=1, max_size=3)
SCALARS = st.one_of(
    st.integers(-5, 5).map(str),
    st.booleans().map(lambda one: str(one).lower()),
    st.text("ab #[]{}=,.'", max_size=5).map(lambda text: f'"{text}"'),
    st.text('ab #[]{}=,."\n', max_size=5).map(lambda text: f"'''{text}'''"),
    st.just("1979-05-27 07:32:00"),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[ # c\n {', '.join(items)} ]"),
        st.dictionaries(KEYS, inner, max_size=3).map(
            lambda one: "{" + ", ".join(f"{key} = {value}" for key, value in one.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3))
def test_the_places_are_those_of_the_data_whatever_the_text(tables):
    text = "".join(
        "[[t]]\n" + "".join(f"{key} = {value}\n" for key, value in table.items()) for table in tables
    )
    places = toml_places(text)
    assert set(places) >= set(paths_of(tomllib.loads(text)))
    for path, offset in places.items():
        if isinstance(path[-1], str) and len(path) > 1:
            assert text.startswith(path[-1], offset)
