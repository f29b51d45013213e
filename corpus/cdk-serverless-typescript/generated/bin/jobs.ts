#!/usr/bin/env node
import * as cdk from "aws-cdk-lib";
import { AlertsStack } from "../lib/alerts-stack";
import { JobsStack } from "../lib/jobs-stack";

const app = new cdk.App();
const suffix = app.node.tryGetContext("environmentSuffix") ?? "dev";

const jobs = new JobsStack(app, `Jobs-${suffix}`, { environmentSuffix: suffix });
new AlertsStack(app, `Alerts-${suffix}`, { environmentSuffix: suffix, watched: jobs.steps });
