/** The catalogue's entries, one service a file: data, and no code. */
import type { Service } from "../service";
import { cloudwatchLogs } from "./cloudwatch-logs";
import { eventbridgeBus } from "./eventbridge-bus";
import { macieExport } from "./macie-export";
import { personalize } from "./personalize";
import { s3Inventory } from "./s3-inventory";
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
  macieExport,
  eventbridgeBus,
  s3Inventory,
  storageLens,
  sesReceipt,
];
