import { CfnOutput, Duration, Stack, StackProps, Stage, StageProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { TEAM, Tier, named } from './shared/names';
import { ObservedFunction, watch } from './shared/observed';
import { Store } from './shared/storage';

interface Part {
  readonly tier: Tier;
  readonly tables?: Record<string, string>;
}

const PARTS: Record<string, Part> = {
  Landing: { tier: Tier.Web },
  Archive: { tier: Tier.Worker, tables: { Flights: 'flight', Slots: 'slot' } },
};

abstract class Tiered extends Construct {
  public readonly handler: ObservedFunction;

  protected constructor(scope: Construct, id: string, part: Part) {
    super(scope, id);
    this.handler = new ObservedFunction(this, 'Handler', { timeout: Duration.seconds(30) });
    Object.entries(part.tables ?? {}).forEach(([name, key]) => this.table(name, key));
    this.connect();
  }

  protected abstract connect(): void;

  private table(name: string, key: string): void {
    const table = new dynamodb.Table(this, name, {
      partitionKey: { name: key, type: dynamodb.AttributeType.STRING },
    });
    table.grantReadData(this.handler);
  }
}

class WebPart extends Tiered {
  constructor(scope: Construct, id: string, part: Part) {
    super(scope, id, part);
  }

  protected connect(): void {
    const api = new apigateway.LambdaRestApi(this, 'Api', { handler: this.handler, proxy: false });
    api.root.addResource('status').addMethod('GET');
  }
}

class WorkerPart extends Tiered {
  public queue!: sqs.Queue;

  constructor(scope: Construct, id: string, part: Part) {
    super(scope, id, part);
    watch(this, 'Work', this.handler, { errors: 5, seconds: 20 });
  }

  protected connect() {
    this.queue = new sqs.Queue(this, 'Jobs', {
      deadLetterQueue: { queue: new sqs.Queue(this, 'Failed'), maxReceiveCount: 3 },
    });
    new events.Rule(this, 'Nightly', {
      schedule: events.Schedule.cron({ hour: '2', minute: '0' }),
      targets: [new targets.SqsQueue(this.queue)],
    });
  }
}

const kinds = { [Tier.Web]: WebPart, [Tier.Worker]: WorkerPart };

class PartsStack extends Stack {
  public readonly handlers: ObservedFunction[] = [];

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    for (const [name, part] of Object.entries(PARTS)) {
      const kind = kinds[part.tier];
      const made = new kind(this, name, part);
      this.handlers.push(made.handler);
    }
    const raw = Store.shortLived(this, 'Raw');
    Store.kept(this, 'Clean', 'north', 'south');
    new CfnOutput(this, named('Raw', 'Name'), { value: raw.bucket.bucketName });
  }
}

class FlowStack extends Stack {
  constructor(scope: Construct, id: string, handlers: ObservedFunction[]) {
    super(scope, id);
    const steps = handlers.map(
      (lambdaFunction, at) => new tasks.LambdaInvoke(this, `Step${at}`, { lambdaFunction, retryOnServiceExceptions: true }),
    );
    const failed = new sfn.Fail(this, 'GivenUp');
    const flow = steps.reduce<sfn.Chain>((chain, step) => chain.next(step), sfn.Chain.start(new sfn.Pass(this, 'Begin')));
    steps.forEach((step) => step.addCatch(failed));
    new sfn.StateMachine(this, `${TEAM}Flow`, { definitionBody: sfn.DefinitionBody.fromChainable(flow) });
    const late = new Construct(this, 'Late');
    const checker = new ObservedFunction(late, 'Checker');
    watch(late, 'Checks', checker, { errors: 1 });
  }
}

export class TowerStage extends Stage {
  constructor(scope: Construct, id: string, props?: StageProps) {
    super(scope, id, props);
    const parts = new PartsStack(this, 'Parts');
    const flow = new FlowStack(this, 'Flow', parts.handlers);
    flow.addDependency(parts);
  }
}
