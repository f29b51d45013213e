import { CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

class FlowLogs extends NestedStack {
  readonly bucket: s3.Bucket;
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Logs');
  }
}

export class NetworkStack extends Stack {
  readonly vpc: ec2.Vpc;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    new FlowLogs(this, 'Flow');
    for (let tier = 0; tier < 2; tier++) {
      const group = new ec2.SecurityGroup(this, `Tier${tier}`, { vpc: this.vpc });
      group.addIngressRule(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(443));
    }
    new CfnOutput(this, 'VpcId', { value: this.vpc.vpcId });
  }
}
