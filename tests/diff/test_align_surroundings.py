"""What the neighbours of an entry are known as follows what is found out about them."""

from __future__ import annotations

import random

from repair.diff.alignment.features import Entries
from repair.diff.alignment.surroundings import Surroundings
from repair.template.template import Template
from templates import template


def test_what_was_learnt_one_by_one_is_what_would_be_seen_afresh() -> None:
    chance = random.Random(5)
    entries = Entries(Template(template(chance, 30)))
    entries.read_all()
    numbers = range(len(entries.names))
    around = Surroundings(entries, [0 for _ in numbers])
    before = [(around.uses(n), around.users(n)) for n in numbers]
    changed: set[int] = set()
    for n in chance.sample(list(numbers), 10):
        changed.update(around.know(n, 100 + n))
    afresh = Surroundings(entries, list(around.ident))
    now = [(around.uses(n), around.users(n)) for n in numbers]
    assert now == [(afresh.uses(n), afresh.users(n)) for n in numbers]
    assert {n for n in numbers if now[n] != before[n]} == changed != set()


def test_nobody_sees_a_difference_where_there_is_none() -> None:
    entries = Entries(Template({"Resources": {"A": {"Type": "T", "DependsOn": "B"}, "B": {"Type": "T"}}}))
    entries.read_all()
    around = Surroundings(entries, [1, 2])
    assert around.know(1, 2) == []
    assert around.know(1, 3) == [0]
