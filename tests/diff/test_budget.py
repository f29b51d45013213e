from repair.diff.budget import Budget


def test_what_there_is_besides_is_asked_once_and_only_when_the_sure_part_is_spent() -> None:
    asked: list[int] = []

    def more() -> int:
        asked.append(1)
        return 5

    budget = Budget(10, more)
    assert budget.spend(10)
    assert not asked
    assert budget.spend(5)
    assert not budget.spend(1)
    assert not budget.spend(0)
    assert len(asked) == 1


def test_work_is_spent_even_when_there_is_not_enough_left() -> None:
    budget = Budget(10)
    assert not budget.spend(11)
    assert not budget.spend(1)
