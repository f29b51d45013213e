import * as cdk from 'aws-cdk-lib';
import { NetworkStack } from '../lib/network';
import { ServicesStack } from '../lib/services';
import { TowerStage } from '../lib/tower';

const app = new cdk.App();
['eu', 'us'].forEach((region) => {
  const network = new NetworkStack(app, `Network-${region}`);
  new ServicesStack(app, `Services-${region}`, network);
});
for (const name of ['Test', 'Live']) {
  new TowerStage(app, `Tower${name}`);
}
