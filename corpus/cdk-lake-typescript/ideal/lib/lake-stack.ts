import * as cdk from 'aws-cdk-lib';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export const config = {
  workerType: 'G.1X',
};

export interface LakeStackProps extends cdk.StackProps {
  environmentSuffix?: string;
}

export class LakeStack extends cdk.Stack {
  public readonly dataKey: kms.Key;
  public readonly rawBucket: s3.Bucket;
  public readonly curatedBucket: s3.Bucket;
  public readonly resultsBucket: s3.Bucket;
  public readonly deadLetters: sqs.Queue;
  public readonly database: glue.CfnDatabase;
  public readonly job: glue.CfnJob;
  public readonly trigger: lambda.Function;

  constructor(scope: Construct, id: string, props?: LakeStackProps) {
    super(scope, id, props);

    const nameSuffix = props?.environmentSuffix ?? 'dev';

    // One key for everything at rest.
    this.dataKey = new kms.Key(this, 'DataKey', {
      alias: `lake-data-${nameSuffix}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });

    this.rawBucket = new s3.Bucket(this, 'RawBucket', {
      bucketName: `lake-raw-${nameSuffix}`,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      versioned: true,
      eventBridgeEnabled: true,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });

    this.curatedBucket = new s3.Bucket(this, 'CuratedBucket', {
      bucketName: `lake-curated-${nameSuffix}`,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      versioned: true,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });

    this.resultsBucket = new s3.Bucket(this, 'ResultsBucket', {
      bucketName: `lake-results-${nameSuffix}`,
      encryption: s3.BucketEncryption.S3_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });

    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      queueName: `lake-dead-letters-${nameSuffix}`,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.database = new glue.CfnDatabase(this, 'Database', {
      catalogId: this.account,
      databaseInput: {
        name: `lake_db_${nameSuffix}`,
        description: 'Tables of the lake',
      },
    });

    const jobRole = new iam.Role(this, 'JobRole', {
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      managedPolicies: [
        iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSGlueServiceRole'),
      ],
    });
    this.rawBucket.grantRead(jobRole);
    this.curatedBucket.grantReadWrite(jobRole);

    this.job = new glue.CfnJob(this, 'CurateJob', {
      name: `lake-curate-${nameSuffix}`,
      role: jobRole.roleArn,
      glueVersion: '4.0',
      workerType: config.workerType,
      numberOfWorkers: 2,
      command: {
        name: 'glueetl',
        pythonVersion: '3',
        scriptLocation: `s3://${this.curatedBucket.bucketName}/scripts/curate.py`,
      },
    });

    this.trigger = new lambda.Function(this, 'JobTrigger', {
      functionName: `lake-job-trigger-${nameSuffix}`,
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context):\n    return event\n'),
      timeout: Duration.minutes(1),
      deadLetterQueue: this.deadLetters,
      environment: {
        JOB_NAME: `lake-curate-${nameSuffix}`,
      },
    });

    const rule = new events.Rule(this, 'ObjectRule', {
      ruleName: `lake-object-${nameSuffix}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.rawBucket.bucketName] } },
      },
    });
    rule.addTarget(new targets.LambdaFunction(this.trigger));

    new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: `lake-queries-${nameSuffix}`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        resultConfiguration: {
          outputLocation: `s3://${this.resultsBucket.bucketName}/results/`,
        },
      },
    });

    new cloudwatch.Alarm(this, 'JobDurationAlarm', {
      alarmName: `lake-job-duration-${nameSuffix}`,
      metric: new cloudwatch.Metric({
        namespace: 'Glue',
        metricName: 'glue.driver.aggregate.elapsedTime',
        dimensionsMap: { JobName: `lake-curate-${nameSuffix}`, Type: 'count' },
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: 3600000,
      evaluationPeriods: 1,
    });

    new cdk.CfnOutput(this, 'RawBucketName', {
      value: this.rawBucket.bucketName,
      description: 'Bucket for what arrives',
      exportName: `RawBucketName-${nameSuffix}`,
    });
    new cdk.CfnOutput(this, 'CuratedBucketName', {
      value: this.curatedBucket.bucketName,
      description: 'Bucket for what is curated',
      exportName: `CuratedBucketName-${nameSuffix}`,
    });
    new cdk.CfnOutput(this, 'JobName', {
      value: this.job.ref,
      description: 'Job that curates',
      exportName: `JobName-${nameSuffix}`,
    });
    new cdk.CfnOutput(this, 'DatabaseName', {
      value: this.database.ref,
      description: 'Catalogue of the lake',
      exportName: `DatabaseName-${nameSuffix}`,
    });
  }
}
