"""Where two pieces of data are not the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repair.patch.same import differing, same

DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 2), st.sampled_from([1.0, "a", "b"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner)),
    max_leaves=8,
)


def test_each_place_is_told_as_deep_as_it_goes():
    before = {"a": {"b": 1, "c": [1, {"d": 2}], "gone": 0}, "l": [1, 2]}
    after = {"a": {"c": [1, {"d": 3}], "b": True, "new": 0}, "l": [1]}
    assert sorted(differing(before, after)) == [
        ("a", "b"), ("a", "c", 1, "d"), ("a", "gone"), ("a", "new"), ("l",)
    ]  # fmt: skip


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(DATA, DATA)
def test_what_is_the_same_differs_nowhere_and_nothing_else_does(one, other):
    assert same(one, other) is (next(differing(one, other), None) is None)
    assert not list(differing(one, one))
