import { arnOfType } from "../values";
import type * as file from "./managed-policies.json";

/** A statement of an AWS managed policy, cut to what it says of KMS and S3 actions; written as in a policy document. */
export interface ManagedStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;
}

/** What an AWS managed policy says of KMS and S3. */
export interface ManagedPolicy {
  /** The policy's path and name: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly name: string;
  /** Of the policy language. */
  readonly version: "2012-10-17";
  /** At least one. A list of actions holds only what may match KMS or S3 actions; all other elements are whole. */
  readonly statements: readonly ManagedStatement[];
}

interface Table {
  readonly statements: readonly ManagedStatement[];
  readonly policies: ReadonlyMap<string, readonly number[]>;
  readonly none: ReadonlySet<string>;
}

let loaded: Table | undefined;

/**
 * What the AWS managed policy of this ARN says of KMS and S3, as of the day the table was made.
 *
 * `"none"`: the policy is known and says nothing of either. `undefined`: not an AWS managed policy, or one the table does
 * not have; what it says is unknown, never nothing. ARNs of other partitions find the same policy, whose statements then
 * name that partition: AWS publishes its policies to each with its own partition in the ARNs.
 */
export function managedPolicy(arn: string): ManagedPolicy | "none" | undefined {
  const parsed = arnOfType(arn, "iam", "policy");
  if (parsed?.account !== "aws") return undefined;
  const { partition, resource } = parsed;
  const name = resource.slice("policy/".length);
  const { statements, policies, none } = table();
  const numbers = policies.get(name);
  if (numbers === undefined) return none.has(name) ? "none" : undefined;
  const found = numbers.flatMap((number) => statements[number] ?? []);
  return { name, version: "2012-10-17", statements: partition === "aws" ? found : inPartition(found, partition) };
}

function inPartition(statements: readonly ManagedStatement[], partition: string): ManagedStatement[] {
  return JSON.parse(JSON.stringify(statements).replaceAll('"arn:aws:', `"arn:${partition}:`)) as ManagedStatement[];
}

function table(): Table {
  if (loaded !== undefined) return loaded;
  // Loaded only when a plan attaches an AWS managed policy: parsing it costs milliseconds.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { statements, policies, none } = require("./managed-policies.json") as typeof file;
  loaded = {
    statements: statements as unknown as readonly ManagedStatement[],
    policies: new Map(Object.entries(policies)),
    none: new Set(none),
  };
  return loaded;
}
