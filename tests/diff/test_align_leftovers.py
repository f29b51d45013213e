"""What tells who is who where content says little: names, users, values that others have too."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.alignment.align import align
from repair.diff.alignment.naming import Change, change, follow, named_alike
from repair.template.template import Template

Data = dict[str, Any]


def resource(kind: str, **properties: Any) -> Data:
    return {"Type": kind, "Properties": properties}


def log_group(**properties: Any) -> Data:
    return resource("AWS::Logs::LogGroup", **properties)


def queue(name: str) -> Data:
    return resource("AWS::SQS::Queue", QueueName=name, DelaySeconds=len(name))


def table(name: str, key: str) -> Data:
    return resource(
        "AWS::DynamoDB::Table",
        TableName=name,
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )


def partners(mine: Data, ideal: Data) -> dict[str, str]:
    pairs = align(Template({"Resources": mine}), Template({"Resources": ideal})).pairs["Resources"]
    return {name: pair.ideal for name, pair in pairs.items()}


def test_who_has_the_name_that_other_renames_let_expect_is_the_same() -> None:
    mine = {word: queue(f"{word}-events") for word in ("Orders", "Billing", "Refunds")}
    ideal = {f"Prod{word}": body for word, body in mine.items()}
    groups = {"WebLogs": log_group(RetentionInDays=7), "DataLogs": log_group(RetentionInDays=7)}
    renamed = {f"Prod{name}": log_group(LogGroupName=f"/{name}", RetentionInDays=30) for name in groups}
    found = partners({**mine, **groups}, {**ideal, **renamed})
    assert found == {name: f"Prod{name}" for name in (*mine, *groups)}


def test_what_only_has_a_new_name_by_chance_follows_no_custom() -> None:
    mine = {"Orders": queue("orders-events"), "WebLogs": log_group(RetentionInDays=7)}
    ideal = {
        "ProdOrders": mine["Orders"],
        "ProdWebLogs": log_group(LogGroupName="/a", KmsKeyId="alias/b", LogGroupClass="STANDARD"),
        "OtherLogs": log_group(RetentionInDays=7),
    }
    assert partners(mine, ideal)["WebLogs"] != "ProdWebLogs"


def test_the_only_tables_of_two_templates_are_two_where_neither_names_nor_users_say_otherwise() -> None:
    mine = {"JobPostingsTable": table("jobs", "jobId"), "Events": queue("events-of-all")}
    ideal = {"ReminderTable": table("Reminders", "id"), "Events": mine["Events"]}
    assert partners(mine, ideal) == {"Events": "Events"}


def test_they_are_one_where_somebody_uses_both_in_the_same_place() -> None:
    def reader(of: str) -> Data:
        return resource("AWS::SSM::Parameter", Name="/table/of/the/service", Type="String", Value={"Ref": of})

    mine = {"JobPostingsTable": table("jobs", "jobId"), "Reader": reader("JobPostingsTable")}
    ideal = {"ReminderTable": table("Reminders", "id"), "Reader": reader("ReminderTable")}
    assert partners(mine, ideal)["JobPostingsTable"] == "ReminderTable"


def test_a_table_in_the_plural_is_the_same_table() -> None:
    others = {
        f"{word}Table": table(f"{word}-all", f"{word}Key") for word in ("Audit", "Price", "Stock", "Media")
    }
    mine = {**others, "OrdersTable": table("orders", "orderId")}
    ideal = {**others, "OrderTable": table("order-data", "pk")}
    assert partners(mine, ideal)["OrdersTable"] == "OrderTable"


def test_what_lost_its_name_is_still_known_where_others_were_renamed_too() -> None:
    others = {word: queue(f"{word}-events") for word in ("Orders", "Billing")}
    groups = {f"Group{n}": log_group(LogGroupName=f"/group/{n}", RetentionInDays=n) for n in (1, 3, 5, 7)}
    mine = {**others, **groups, "ApiLogs": log_group(LogGroupName="/api", RetentionInDays=90)}
    ideal = {"X7": others["Orders"], "Q2": others["Billing"], **groups, "Z9": log_group(RetentionInDays=90)}
    assert partners(mine, ideal)["ApiLogs"] == "Z9"


def test_users_who_all_ask_for_another_one_are_believed_more_than_the_name() -> None:
    def gateway(zone: str, address: str) -> Data:
        return resource(
            "AWS::EC2::NatGateway",
            AllocationId={"Fn::GetAtt": [address, "AllocationId"]},
            SubnetId=f"subnet-in-zone-{zone}",
        )

    def address(domain: str) -> Data:
        return resource("AWS::EC2::EIP", Domain=domain)

    mine = {
        "AddressA": address("vpc"),
        "AddressB": address("vpc"),
        "GatewayA": gateway("a", "AddressA"),
        "GatewayB": gateway("b", "AddressB"),
    }
    ideal = {
        "AddressA": address("vpc"),
        "AddressB": address("standard"),
        "GatewayA": gateway("a", "AddressB"),
        "GatewayB": gateway("b", "AddressA"),
    }
    found = partners(mine, ideal)
    assert (found["AddressA"], found["AddressB"]) == ("AddressB", "AddressA")


@pytest.mark.parametrize("same", ["GET", "POST"])
def test_two_values_that_both_templates_know_tell_two_apart_whatever_else_was_edited(same: str) -> None:
    def method(path: str, verb: str, key: str = "NONE") -> Data:
        return resource("AWS::ApiGateway::Method", Resource=path, HttpMethod=verb, AuthorizationType=key)

    paths = ("users", "items", "status", "health", "search", "export")
    mine = {f"{path}{verb}": method(path, verb) for path in paths for verb in ("GET", "POST")}
    ideal = {
        name: body
        if not name.startswith("items")
        else method("items", str(body["Properties"]["HttpMethod"]), "AWS_IAM")
        for name, body in mine.items()
    }
    ideal["Kept"] = ideal.pop(f"items{same}")
    del ideal["itemsPOST" if same == "GET" else "itemsGET"]
    found = partners(mine, ideal)
    assert found[f"items{same}"] == "Kept"
    assert len(found) == len(mine) - 1


def test_words_of_one_stem_are_alike_and_words_of_the_type_say_little() -> None:
    bucket, log = "AWS::S3::Bucket", "AWS::DynamoDB::Table"
    assert named_alike("LogBucket", "LoggingBucket", bucket) > 0.9
    assert named_alike("JobPostingsTable", "ReminderTable", log) < 0.2
    assert named_alike("Table", "Table", log) == 1
    assert named_alike("WebLogs", "DataLogs", bucket) < named_alike("WebLogs", "WebLog", bucket)


def test_a_change_of_names_can_be_followed() -> None:
    assert change("OrdersQueue", "ProdOrdersQueue") == Change(True, "", "Prod")
    assert change("OldVpc", "NewVpc") == Change(True, "Old", "New")
    assert change("Queue", "QueueV2") == Change(False, "", "V2")
    assert change("Abc", "Xyz") is None
    assert list(follow("OldSubnet", [Change(True, "Old", "New"), Change(False, "Vpc", "Net")])) == [
        "NewSubnet"
    ]
