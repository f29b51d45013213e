"""Which entries have kept their names beyond doubt."""

from typing import Any

from repair.diff.alignment.features import Entries
from repair.diff.alignment.settled import Settled, settled
from repair.template.template import Template


def queues(**messages: str) -> dict[str, Any]:
    """A template of queues that all have three properties, of which one differs."""
    return {
        "Resources": {
            name: {"Type": "AWS::SQS::Queue", "Properties": {"Message": message, "Delay": 1, "Size": 2}}
            for name, message in messages.items()
        }
    }


def kept(mine: dict[str, Any], theirs: dict[str, Any]) -> Settled | None:
    generated, ideal = Template(mine), Template(theirs)
    return settled(generated, ideal, Entries(generated), Entries(ideal))


def test_a_text_that_only_another_entry_has_now_makes_names_doubtful():
    mine = queues(A="orders of shops", B="payments of shops")
    assert kept(mine, queues(A="payments of shops", B="orders of shops")) is None


def test_a_text_that_many_have_tells_nothing_when_one_more_takes_it_up():
    mine = queues(A="orders of shops", B="payments of shops", C="payments of shops")
    found = kept(mine, queues(A="payments of shops", B="orders of shops", C="payments of shops"))
    assert found is None  # "orders of shops" changed places
    found = kept(mine, queues(A="payments of shops", B="payments of shops", C="payments of shops"))
    assert found is not None
    assert found.names == {("Resources", name) for name in "ABC"}


def test_a_short_value_that_changes_places_tells_nothing():
    found = kept(queues(A="one", B="two"), queues(A="two", B="one"))
    assert found is not None
    assert found.names == {("Resources", "A"), ("Resources", "B")}


def test_a_text_that_an_entry_of_another_name_has_now_makes_names_doubtful():
    mine, theirs = queues(A="orders of shops"), queues(A="invoices of shops", New="orders of shops")
    assert kept(mine, theirs) is None
