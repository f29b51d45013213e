"""The checkout: an API in front of functions, and a workflow behind them."""

from abc import abstractmethod

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from aws_cdk import aws_stepfunctions_tasks as tasks
from constructs import Construct

from shop import alarms
from shop.settings import PREFIX, Settings

CODE = lambda_.Code.from_inline("def handler(event, context):\n    return event\n")


class Function(lambda_.Function):
    """A function with what all of the shop's functions share."""

    def __init__(self, scope: Construct, id: str, **more) -> None:
        super().__init__(
            scope,
            id,
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="index.handler",
            code=CODE,
            log_group=logs.LogGroup(scope, f"{id}Logs", retention=logs.RetentionDays.ONE_MONTH),
            **more,
        )


class Endpoint(Construct):
    """A resource of the API with the function behind it; who derives from it says which method."""

    def __init__(self, scope: Construct, id: str, *, api: apigateway.RestApi) -> None:
        super().__init__(scope, id)
        self.function = Function(self, "Function")
        part = api.root.add_resource(id.lower())
        part.add_method(self.method(), apigateway.LambdaIntegration(self.function))
        self.extend()

    @abstractmethod
    def method(self) -> str: ...

    def extend(self) -> None:
        pass


class Basket(Endpoint):
    def method(self) -> str:
        return "POST"

    def extend(self) -> None:
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=dynamodb.Attribute(name="basket", type=dynamodb.AttributeType.STRING),
        )
        self.table.grant_read_write_data(self.function)


class Prices(Endpoint):
    def method(self) -> str:
        return "GET"


class CheckoutStack(cdk.Stack):
    FIRST = "Reserve"

    def __init__(self, scope: Construct, construct_id: str, settings: Settings, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.api = apigateway.RestApi(self, f"{PREFIX}Api")
        endpoints = {one.__name__: one(self, one.__name__, api=self.api) for one in (Basket, Prices)}
        steps = self._steps(self.FIRST, "Charge", "Confirm")
        sfn.StateMachine(self, "Flow", definition_body=sfn.DefinitionBody.from_chainable(steps))
        alarms.Board(self, "Watch", {name: one.function for name, one in endpoints.items()})
        with_settings = logs.LogGroup(self, settings.name)
        with_settings.add_metric_filter(
            "Failed",
            filter_pattern=logs.FilterPattern.literal("failed"),
            metric_name="Failed",
            metric_namespace=PREFIX,
        )

    def _steps(self, *names: str) -> sfn.Chain:
        chain = None
        for name in names:
            function = Function(self, name)
            task = tasks.LambdaInvoke(self, f"{name}Step", lambda_function=function)
            chain = chain.next(task) if chain else sfn.Chain.start(task)
        return chain
