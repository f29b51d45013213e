import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from constructs import Construct

from shop.parts import MediaStore, Store, Worker, queue_with_dead_letters

TOPIC = "Alerts"


class DataStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        Store(self, "Orders")
        MediaStore(self, "Media")
        tables = {}
        for name in ["Customers", "Invoices"]:
            tables[name] = dynamodb.TableV2(  # at: */Data/Customers/*, */Data/Invoices/*
                self,
                name,
                partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
            )
        group = Construct(self, "Legacy")
        s3.CfnBucket(group, "Raw")  # at: */Data/Legacy/Raw
        cdk.CfnOutput(self, "Table", value=tables["Customers"].table_name)  # at: */Data/Table


class AuditStack(cdk.NestedStack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        s3.Bucket(self, "Trail")  # at: */Work/Audit/Trail/*


class WorkStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        orders = queue_with_dead_letters(self, "Orders")
        queue_with_dead_letters(scope=self, name="Mail")
        Worker(self, "Worker", orders)
        sns.Topic(self, TOPIC)  # at: */Work/Alerts/*
        AuditStack(self, "Audit")  # at: */Work/Audit.NestedStack/*


class ShopStage(cdk.Stage):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        DataStack(self, "Data")
        WorkStack(self, "Work")
