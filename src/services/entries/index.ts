/** The catalogue's entries, one service a file: data, and no code. */
import type { Service } from "../service";
import { cloudwatchLogs } from "./cloudwatch-logs";
import { ec2Autoscaling } from "./ec2-autoscaling";
import { ecsTaskSecrets } from "./ecs-task-secrets";
import { eventbridgeBus } from "./eventbridge-bus";
import { firehose } from "./firehose";
import { glueSecurityConfiguration } from "./glue-security-configuration";
import { macieExport } from "./macie-export";
import { mwaa } from "./mwaa";
import { personalize } from "./personalize";
import { s3Inventory } from "./s3-inventory";
import { s3Replication } from "./s3-replication";
import { sagemakerGeospatial } from "./sagemaker-geospatial";
import { sesReceipt } from "./ses-receipt";
import { snsPublishers } from "./sns-publishers";
import { storageLens } from "./storage-lens";

/** Every service kmsgate knows, in the order in which documentation and reports list them. */
export const services: readonly Service[] = [
  personalize,
  sagemakerGeospatial,
  cloudwatchLogs,
  snsPublishers,
  ec2Autoscaling,
  s3Replication,
  firehose,
  ecsTaskSecrets,
  macieExport,
  eventbridgeBus,
  s3Inventory,
  storageLens,
  sesReceipt,
  glueSecurityConfiguration,
  mwaa,
];
