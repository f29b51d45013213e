import * as cdk from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlertsStackProps extends cdk.StackProps {
  readonly environmentSuffix: string;
  readonly watched: lambda.Function[];
}

export class AlertsStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: AlertsStackProps) {
    super(scope, id, props);

    const topic = new sns.Topic(this, 'Alerts', { enforceSSL: true });
    props.watched.forEach((handler, index) => {
      const alarm = new cloudwatch.Alarm(this, `Errors${index}`, {
        metric: handler.metricErrors(),
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new actions.SnsAction(topic));
    });
  }
}
