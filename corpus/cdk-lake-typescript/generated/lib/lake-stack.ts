import * as cdk from 'aws-cdk-lib';
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

const config = {
  glueJobSettings: {
    glueVersion: '3.0',
    workerType: 'G.1X',
    numberOfWorkers: 10,
  },
};

export class LakeStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: any) {
    super(scope, id, props);

    const nameSuffix = props?.environmentSuffix ?? 'dev';

    // One key for everything at rest.
    const dataKey = new kms.Key(this, 'DataKey', {
      alias: `lake-data${nameSuffix}`,
      enableKeyRotation: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });

    const rawBucket = new s3.Bucket(this, 'RawBucket', {
      bucketName: `lake-raw${nameSuffix}`,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: dataKey,
      versioned: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN, // raw files cannot be had again
    });
    rawBucket.enableEventBridgeNotification();

    const curatedBucket = new s3.Bucket(this, 'CuratedBucket', {
      bucketName: `lake-curated${nameSuffix}`,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: dataKey,
      versioned: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });

    const resultsBucket = new s3.Bucket(this, 'ResultsBucket', {
      bucketName: `lake-results${nameSuffix}`,
      encryption: s3.BucketEncryption.S3_MANAGED,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });

    const deadLetters = new sqs.Queue(this, 'DeadLetters', {
      queueName: `lake-dead-letters${nameSuffix}`,
      retentionPeriod: cdk.Duration.days(14),
    });

    const database = new glue.CfnDatabase(this, 'Database', {
      catalogId: this.account,
      databaseInput: {
        name: `lake-db${nameSuffix}`,
        description: 'Tables of the lake',
      },
    });

    const jobRole = new iam.Role(this, 'JobRole', {
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      managedPolicies: [
        iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSGlueServiceRole'),
      ],
    });
    rawBucket.grantRead(jobRole);
    curatedBucket.grantReadWrite(jobRole);

    const job = new glue.CfnJob(this, 'CurateJob', {
      name: `lake-curate${nameSuffix}`,
      role: jobRole.roleArn,
      glueVersion: config.glueJobSettings.glueVersion,
      workerType: config.glueJobSettings.workerType,
      numberOfWorkers: config.glueJobSettings.numberOfWorkers,
      command: {
        name: 'glueetl',
        pythonVersion: '3',
        scriptLocation: `s3://${curatedBucket.bucketName}/scripts/curate.py`,
      },
    });

    const trigger = new lambda.Function(this, 'JobTrigger', {
      functionName: `lake-job-trigger${nameSuffix}`,
      runtime: lambda.Runtime.PYTHON_3_9,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context):\n    return event\n'),
      timeout: cdk.Duration.minutes(1),
      deadLetterQueue: deadLetters,
      environment: {
        JOB_NAME: `lake-curate${nameSuffix}`,
      },
    });

    const rule = new events.Rule(this, 'ObjectRule', {
      ruleName: `lake-object${nameSuffix}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [rawBucket.bucketName] } },
      },
    });
    rule.addTarget(new targets.LambdaFunction(trigger));

    new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: `lake-queries${nameSuffix}`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        resultConfigurationUpdates: {
          outputLocation: `s3://${resultsBucket.bucketName}/results/`,
        },
      } as any,
    });

    new cloudwatch.Alarm(this, 'JobDurationAlarm', {
      alarmName: `lake-job-duration${nameSuffix}`,
      metric: new cloudwatch.Metric({
        namespace: 'Glue',
        metricName: 'glue.driver.ExecutorTimeAllExecutors',
        dimensionsMap: { JobName: `lake-curate${nameSuffix}`, Type: 'count' },
        statistic: 'Maximum',
        period: cdk.Duration.minutes(5),
      }),
      threshold: 3600000,
      evaluationPeriods: 1,
    });

    new cdk.CfnOutput(this, 'RawBucketName', {
      value: rawBucket.bucketName,
      description: 'Bucket for what arrives',
    });
    new cdk.CfnOutput(this, 'CuratedBucketName', {
      value: curatedBucket.bucketName,
      description: 'Bucket for what is curated',
    });
    new cdk.CfnOutput(this, 'JobName', {
      value: job.ref,
      description: 'Job that curates',
    });
    new cdk.CfnOutput(this, 'DatabaseName', {
      value: database.ref,
      description: 'Catalogue of the lake',
    });
  }
}
