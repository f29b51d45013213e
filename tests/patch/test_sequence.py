"""Which items of two lists belong together, and which of them need not move."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.patch.sequence import equal_pairs, in_order, opposite


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "cab", [(0, 1), (1, 2), (2, 0)]),
        ("aba", "aa", [(0, 0), (2, 1)]),
        ("a", "baa", [(0, 1)]),
        ("ab", "cd", []),
        ("", "ab", []),
        ("ab", "", []),
    ],
)
def test_equal_items_are_paired_the_first_with_the_first(left, right, pairs):
    assert equal_pairs(left, right) == pairs


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(6)))
def test_the_pairs_that_stay_are_a_longest_run_that_rises(order):
    pairs = list(enumerate(order))
    kept = sorted(in_order(pairs))
    assert set(kept) <= set(pairs)
    assert [j for _, j in kept] == sorted(j for _, j in kept)
    longest = max(
        size for size in range(1, 7) for some in combinations(order, size) if list(some) == sorted(some)
    )
    assert len(kept) == longest


def test_nothing_rises_in_nothing():
    assert in_order([]) == set()


@pytest.mark.parametrize(
    ("partner", "left", "right", "pairs"),
    [
        ({}, [0, 1], [0], [(0, 0)]),
        ({}, [0], [0, 1], [(0, 0)]),
        ({1: 1}, [0, 2], [0, 2], [(0, 0), (2, 2)]),
        ({1: 0}, [0, 2], [1, 2], [(2, 1)]),
        ({0: 1}, [1, 2], [0, 2], [(1, 2)]),
        ({2: 2}, [0, 1], [0, 1], [(0, 0), (1, 1)]),
        ({0: 0, 1: 3}, [2], [1, 2], []),
        ({}, [], [0], []),
        ({}, [0], [], []),
    ],
)
def test_what_is_left_over_between_the_same_neighbours_stands_opposite(partner, left, right, pairs):
    assert opposite(partner, left, right) == pairs
