/** The catalogue's entries, one service a file: data, and no code. */
import type { Service } from "../service";
import { callerCreates } from "./caller-creates";
import { cloudfrontOac } from "./cloudfront-oac";
import { cloudtrail } from "./cloudtrail";
import { cloudwatchLogs } from "./cloudwatch-logs";
import { configDelivery } from "./config-delivery";
import { ec2Autoscaling } from "./ec2-autoscaling";
import { ecsTaskSecrets } from "./ecs-task-secrets";
import { eventbridgeBus } from "./eventbridge-bus";
import { firehose } from "./firehose";
import { glueSecurityConfiguration } from "./glue-security-configuration";
import { guarddutyExport } from "./guardduty-export";
import { lambdaEnvironment } from "./lambda-environment";
import { macieExport } from "./macie-export";
import { mwaa } from "./mwaa";
import { personalize } from "./personalize";
import { route53Dnssec } from "./route53-dnssec";
import { s3AccessLogs } from "./s3-access-logs";
import { s3Inventory } from "./s3-inventory";
import { s3Replication } from "./s3-replication";
import { sagemakerGeospatial } from "./sagemaker-geospatial";
import { sesReceipt } from "./ses-receipt";
import { snsPublishers } from "./sns-publishers";
import { sqsSenders } from "./sqs-senders";
import { storageLens } from "./storage-lens";
import { vendedLogsS3 } from "./vended-logs-s3";

/** Every service kmsgate knows, in the order in which documentation and reports list them. */
export const services: readonly Service[] = [
  personalize,
  sagemakerGeospatial,
  cloudwatchLogs,
  snsPublishers,
  ec2Autoscaling,
  sqsSenders,
  vendedLogsS3,
  s3AccessLogs,
  cloudtrail,
  s3Replication,
  firehose,
  cloudfrontOac,
  route53Dnssec,
  ecsTaskSecrets,
  guarddutyExport,
  configDelivery,
  lambdaEnvironment,
  callerCreates,
  macieExport,
  eventbridgeBus,
  s3Inventory,
  storageLens,
  sesReceipt,
  glueSecurityConfiguration,
  mwaa,
];
