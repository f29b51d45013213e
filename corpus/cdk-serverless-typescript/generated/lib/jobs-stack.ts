import * as cdk from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import * as tasks from "aws-cdk-lib/aws-stepfunctions-tasks";
import {Construct} from "constructs";
import { StepFunction } from "./step-function";

export interface JobsStackProps extends cdk.StackProps {
    readonly environmentSuffix: string;
}

const STEPS = ["Validate", "Transform", "Enrich"];

function privateBucket(scope: Construct, id: string): s3.Bucket {
    return new s3.Bucket(scope, id, {
        versioned: true,
        enforceSSL: true,
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        removalPolicy: cdk.RemovalPolicy.DESTROY,
        autoDeleteObjects: true,
    });
}

export class JobsStack extends cdk.Stack {
    public readonly steps: lambda.Function[];

    constructor(scope: Construct, id: string, props: JobsStackProps) {
        super(scope, id, props);
        const incoming = privateBucket(this, "Incoming");
        const outgoing = privateBucket(this, "Outgoing");
        const table = new dynamodb.Table(this, "Jobs", {
            partitionKey: {name: "jobId", type: dynamodb.AttributeType.STRING },
            sortKey: { name: "fileName", type: dynamodb.AttributeType.STRING },
            billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
            pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
            removalPolicy: cdk.RemovalPolicy.DESTROY,
        });

        this.steps = [];
        let chain: sfn.Chain | undefined;
        for (const name of STEPS) {
            const step = new StepFunction(this, `${name}Step`, {
                code: "def handler(event, context):\n    return event\n",
                environment: { TABLE: table.tableName, OUT: outgoing.bucketName },
            });
            incoming.grantRead(
        step.handler
      );
            outgoing.grantWrite(step.handler);
            table.grantReadWriteData(step.handler);
            this.steps.push(step.handler);
            const task = new tasks.LambdaInvoke(this, name, { lambdaFunction: step.handler });
            task.addCatch(new sfn.Fail(this, `${name}Failed`));
            chain = chain ? chain.next(task) : sfn.Chain.start(task);
        }

        new sfn.StateMachine(this, "Workflow", {
            definitionBody: sfn.DefinitionBody.fromChainable(chain!),
            tracingEnabled: true,
            timeout: cdk.Duration.minutes(15),
        });

        new cdk.CfnOutput(this, "IncomingBucket", { value: incoming.bucketName });
        new cdk.CfnOutput(this, "JobsTable", {
            value: table.tableName,
            exportName: `JobsTable-${props.environmentSuffix}`,
        });
    }
}
