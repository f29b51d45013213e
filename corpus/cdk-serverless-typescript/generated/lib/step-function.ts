import * as cdk from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sqs from "aws-cdk-lib/aws-sqs";
import {Construct} from "constructs";

export interface StepFunctionProps {
  readonly code: string;
  readonly environment?: { [name: string]: string };
}

/** A function with its log group and its queue of dead letters. */
export class StepFunction extends Construct {
  public readonly handler: lambda.Function;

  constructor(scope: Construct, id: string, props: StepFunctionProps) {
    super(scope, id);
    const deadLetters = new sqs.Queue(this, "DeadLetters", {
      retentionPeriod: cdk.Duration.days(14),
      enforceSSL: true,
    });
    const logGroup = new logs.LogGroup(this, "Logs", {
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
    this.handler = new lambda.Function(this, "Handler", {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: "index.handler",
      code: lambda.Code.fromInline(props.code),
      timeout: cdk.Duration.seconds(30),
      tracing: lambda.Tracing.ACTIVE,
      deadLetterQueue: deadLetters,
      environment: props.environment,
      logGroup,
    });
  }
}
