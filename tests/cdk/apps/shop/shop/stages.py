import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from constructs import Construct

from shop.checkout import CheckoutStack
from shop.events import EventStack
from shop.parts import MediaStore, Store, Worker, queue_with_dead_letters
from shop.settings import Settings

TOPIC = "Alerts"


class DataStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        Store(self, "Orders")
        MediaStore(self, "Media")
        tables = {}
        for name in ["Customers", "Invoices"]:
            tables[name] = dynamodb.TableV2(
                self,
                name,
                partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
            )
        group = Construct(self, "Legacy")
        s3.CfnBucket(group, "Raw")
        cdk.CfnOutput(self, "Table", value=tables["Customers"].table_name)


class AuditStack(cdk.NestedStack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        s3.Bucket(self, "Trail")


class WorkStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        orders = queue_with_dead_letters(self, "Orders")
        queue_with_dead_letters(scope=self, name="Mail")
        Worker(self, "Worker", orders)
        sns.Topic(self, TOPIC)
        AuditStack(self, "Audit")


class ShopStage(cdk.Stage):
    def __init__(self, scope: Construct, settings: Settings) -> None:
        super().__init__(scope, settings.name)
        DataStack(self, "Data")
        WorkStack(self, "Work")
        EventStack(self, "Events", settings)
        checkout = CheckoutStack(self, "Checkout", settings)
        checkout.add_dependency(self.node.find_child("Data"))
