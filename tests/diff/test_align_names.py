"""How alike two names are to a reader, and names that change in the same way."""

from __future__ import annotations

import pytest

from repair.diff.alignment.naming import Change, change, follow, named_alike


@pytest.mark.parametrize(
    ("one", "other", "kind", "expected"),
    [
        ("Orders", "Orders", "AWS::SQS::Queue", 1),
        ("Orders", "Invoices", "AWS::SQS::Queue", 0),
        ("", "", "AWS::SQS::Queue", 1),
        ("", "Orders", "AWS::SQS::Queue", 0),
        ("OrdersQueue", "OrdersTopic", "AWS::S3::Bucket", 12 / 22),
        ("OrdersQueue", "OrdersQueue2", "AWS::S3::Bucket", 22 / 23),
        ("OrdersQueue", "InvoicesQueue", "AWS::SQS::Queue", 2.5 / 16.5),
        ("OrdersQueue", "Queue", "AWS::SQS::Queue", 10 / 16),
        ("Queue", "OrdersQueue", "AWS::SQS::Queue", 10 / 16),
        ("SqsOrders", "SqsInvoices", "AWS::SQS::Queue", 1.5 / 15.5),
        ("Queue", "Queue", "AWS::SQS::Queue", 1),
        ("AwsOrders", "AwsInvoices", "AWS::SQS::Queue", 6 / 20),
        ("QueueQueue", "QueueOther", "AWS::S3::Bucket", 10 / 20),
        ("Logs", "Logging", "AWS::S3::Bucket", 1),
        ("LogLogs", "Logging", "AWS::S3::Bucket", 10 / 14),
        ("Log", "LogLogging", "AWS::S3::Bucket", 6 / 13),
        ("Abcdefg", "Abcdxyz", "AWS::S3::Bucket", 0),
        ("Abcdefgh", "Abcdefxyz", "AWS::S3::Bucket", 1),
        ("Abcdefghij", "Abcdefgxyz", "AWS::S3::Bucket", 1),
        ("Ab", "Abc", "AWS::S3::Bucket", 0),
        ("Abc", "Abcd", "AWS::S3::Bucket", 1),
        ("Order", "Orders", "AWS::S3::Bucket", 1),
    ],
)
def test_names_are_alike_by_their_words(one: str, other: str, kind: str, expected: float) -> None:
    """Each as heavy as it is long, both ways of one stem; words of the type weigh a quarter where both have others."""
    assert named_alike(one, other, kind) == pytest.approx(expected)
    assert named_alike(other, one, kind) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("OrdersQueue", "ProdOrdersQueue", Change(ahead=True, old="", new="Prod")),
        ("ProdOrdersQueue", "OrdersQueue", Change(ahead=True, old="Prod", new="")),
        ("OldVpc", "NewVpc", Change(ahead=True, old="Old", new="New")),
        ("Queue", "QueueV2", Change(ahead=False, old="", new="V2")),
        ("QueueV1", "QueueV2", Change(ahead=False, old="1", new="2")),
        ("QueueOld", "QueueFresh", Change(ahead=False, old="Old", new="Fresh")),
        ("abXab", "abYab", Change(ahead=True, old="abX", new="abY")),
        ("abcXab", "abcYab", Change(ahead=False, old="Xab", new="Yab")),
        ("Abc", "Xyz", None),
        ("", "Abc", None),
    ],
)
def test_a_name_changes_at_the_end_that_has_less_in_common(old: str, new: str, made: Change | None) -> None:
    assert change(old, new) == made
    if made is not None:
        assert list(follow(old, [made])) == [new]


@pytest.mark.parametrize(
    ("name", "made", "expected"),
    [
        ("OldSubnet", Change(ahead=True, old="Old", new="New"), ["NewSubnet"]),
        ("SubnetOld", Change(ahead=True, old="Old", new="New"), []),
        ("SubnetOld", Change(ahead=False, old="Old", new="New"), ["SubnetNew"]),
        ("OldSubnet", Change(ahead=False, old="Old", new="New"), []),
        ("Subnet", Change(ahead=True, old="", new="New"), ["NewSubnet"]),
        ("Subnet", Change(ahead=False, old="", new="New"), ["SubnetNew"]),
    ],
)
def test_a_change_is_followed_at_its_own_end_only(name: str, made: Change, expected: list[str]) -> None:
    assert list(follow(name, [made])) == expected
    assert list(follow(name, [Change(ahead=True, old="Nothing", new="x"), made])) == expected
