import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

type Watched = { readonly errors: number; readonly seconds?: number };

export function watch(scope: Construct, name: string, fn: lambda.IFunction, { errors, seconds }: Watched): void {
  const topic = new sns.Topic(scope, `${name}Topic`);
  const alarms = [
    new cloudwatch.Alarm(scope, `${name}Errors`, {
      metric: fn.metricErrors(),
      threshold: errors,
      evaluationPeriods: 1,
    }),
  ];
  if (seconds !== undefined) {
    const duration = fn.metricDuration({ period: Duration.minutes(5) });
    alarms.push(duration.createAlarm(scope, `${name}Slow`, { threshold: seconds * 1000, evaluationPeriods: 3 }));
  }
  alarms.forEach((alarm) => alarm.addAlarmAction(new SnsAction(topic)));
}

/** A function whose log group has its own retention. */
export class ObservedFunction extends lambda.Function {
  constructor(scope: Construct, id: string, props: Omit<lambda.FunctionProps, 'runtime' | 'handler' | 'code'> = {}) {
    super(scope, id, {
      ...props,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      logGroup: new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.ONE_WEEK }),
    });
  }
}
