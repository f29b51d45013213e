#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib';
import { LakeStack } from '../lib/lake-stack';

const app = new cdk.App();
new LakeStack(app, 'LakeStack', {
  environmentSuffix: app.node.tryGetContext('environmentSuffix'),
});
