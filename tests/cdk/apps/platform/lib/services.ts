import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { NetworkStack } from './network';

abstract class Service extends Construct {
  readonly queue: sqs.Queue;
  constructor(scope: Construct, id: string, private readonly memory: number) {
    super(scope, id);
    this.queue = new sqs.Queue(this, 'Inbox');
    this.handler('Main');
  }

  protected handler(name: string): lambda.Function {
    return new lambda.Function(this, `${name}Handler`, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      memorySize: this.memory,
    });
  }
}

class OrdersService extends Service {
  constructor(scope: Construct, id: string) {
    super(scope, id, 512);
    this.handler('Retry');
    new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    });
  }
}

class MailService extends Service {}

const makers = {
  deadLetters: (scope: Construct, id: string) => new sqs.Queue(scope, id, { retentionPeriod: Duration.days(14) }),
};

export class ServicesStack extends Stack {
  constructor(scope: Construct, id: string, network: NetworkStack, props?: StackProps) {
    super(scope, id, props);
    const orders = new OrdersService(this, 'Orders');
    new MailService(this, 'Mail', 256);
    makers.deadLetters(this, 'Lost');
    new sqs.CfnQueue(orders, 'Raw');
    this.addDependency(network);
  }
}
