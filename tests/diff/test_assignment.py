"""The best one-to-one pairs, and by how much each is the best."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.alignment.assign import assigned, assigned_within, margins

Scores = dict[tuple[int, int], float]


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ({}, []),
        ({(3, 5): 0.1}, [(3, 5)]),
        ({(3, 5): -0.1}, []),
        ({(3, 5): -0.1, (3, 6): -0.2}, []),
        ({(0, 0): 0.5, (0, 1): 0.9}, [(0, 1)]),
        ({(0, 0): 0.5, (1, 0): 0.9}, [(1, 0)]),
        ({(0, 0): 0.5, (1, 0): 0.9, (0, 1): -0.5}, [(1, 0)]),
        ({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}, [(0, 1), (1, 0)]),
        ({(0, 0): 0.9, (0, 1): 0.1, (1, 0): 0.5}, [(0, 0)]),
        ({(0, 0): 2, (0, 1): 1, (1, 0): 2, (1, 1): 2, (2, 1): 2, (2, 2): 1}, [(0, 0), (1, 1), (2, 2)]),
        ({(5, 0): 1, (4, 1): 1, (3, 2): 1}, [(3, 2), (4, 1), (5, 0)]),
    ],
)
def test_pairs_are_those_of_the_greatest_sum_and_to_stay_alone_counts_as_nothing(
    scores: Scores, pairs: list[tuple[int, int]]
) -> None:
    assert assigned(scores) == pairs
    assert assigned_within(scores, 1000) == (pairs, True)


def best_sum(scores: Scores, left: int = 0, taken: frozenset[int] = frozenset()) -> float:
    if left > max(i for i, _ in scores):
        return 0.0
    choices = [
        scores[left, j] + best_sum(scores, left + 1, taken | {j})
        for i, j in scores
        if i == left and j not in taken
    ]
    return max([best_sum(scores, left + 1, taken), *choices])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_no_other_pairs_have_a_greater_sum(seed: int) -> None:
    chance = random.Random(seed)
    most, share = chance.choice([1, 5, 1000]), chance.choice([0.4, 0.8, 1.0])
    scores = {
        pair: chance.randint(-1, most) / most
        for pair in product(range(chance.randint(1, 6)), range(chance.randint(1, 6)))
        if chance.random() < share
    }
    if not scores:
        return
    pairs = assigned(scores)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(scores[pair] for pair in pairs) == pytest.approx(max(0.0, best_sum(scores)))


TWO_WANT_ONE: Scores = {
    (0, 0): 0.9,
    (0, 1): 0.8,
    (1, 0): 0.8,
    (1, 1): 0.2,
    (2, 0): 0.8,
    (2, 1): 0.1,
    (2, 2): 0.1,
}


def test_what_comes_after_the_work_is_done_gets_the_best_place_left() -> None:
    assert assigned_within(TWO_WANT_ONE, None) == ([(0, 1), (1, 0), (2, 2)], True)
    # Nothing is moved any more: the first takes the best of all, the second and the third what is left.
    assert assigned_within(TWO_WANT_ONE, 0) == ([(0, 0), (1, 1), (2, 2)], False)
    assert assigned_within({**TWO_WANT_ONE, (2, 2): -0.1}, 0) == ([(0, 0), (1, 1)], False)
    assert assigned_within({(0, 0): 0.2, (0, 1): 0.8, (1, 0): 0.5, (1, 1): 0.9}, 0) == (
        [(0, 1), (1, 0)],
        False,
    )


def test_work_is_counted_in_places_looked_at() -> None:
    """The first looks at two places and at staying alone: three steps."""
    scores = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (1, 1): 0.2}
    assert assigned_within(scores, 3) == ([(0, 0), (1, 1)], False)
    assert assigned_within(scores, 4) == ([(0, 1), (1, 0)], False)
    assert assigned_within(scores, 8) == ([(0, 1), (1, 0)], True)


def test_those_whom_nobody_else_asks_for_take_no_work() -> None:
    assert assigned_within({(n, n): 0.5 for n in range(9)}, 1) == ([(n, n) for n in range(9)], True)


@pytest.mark.parametrize(
    ("scores", "pair", "margin"),
    [
        ({(0, 0): 0.9}, (0, 0), 0.9),
        ({(0, 0): 0.9, (0, 1): 0.5}, (0, 0), 0.4),
        ({(0, 0): 0.9, (1, 0): 0.6}, (0, 0), 0.3),
        ({(0, 0): 0.9, (0, 1): 0.5, (1, 0): 0.6, (1, 1): 0.9}, (0, 0), 0.3),
        ({(0, 0): 0.9, (0, 1): 0.7, (1, 0): 0.6, (1, 1): 0.9}, (0, 0), 0.2),
        ({(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.9}, (0, 0), -0.4),
        ({(0, 0): 0.5, (1, 0): 0.9}, (0, 0), -0.4),
        ({(0, 0): 0.5, (0, 1): 0.5}, (0, 0), 0.0),
        ({(0, 0): 0.9, (0, 1): 0.2, (0, 2): 0.7, (0, 3): 0.5}, (0, 0), 0.2),
        ({(0, 0): 0.6, (0, 1): 0.2, (0, 2): 0.7, (0, 3): 0.9}, (0, 0), -0.3),
    ],
)
def test_a_margin_is_what_the_best_rival_of_either_lacks(
    scores: Scores, pair: tuple[int, int], margin: float
) -> None:
    assert margins([pair], scores) == {pair: pytest.approx(margin)}
