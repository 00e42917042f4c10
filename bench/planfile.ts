import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchMemory } from "./tree-memory";

/**
 * What of 3,000 resources (1,000 roles, keys and role policies) is known at plan time: every policy; no key policy, all
 * of one `for_each` block; no key policy, each of a block of its own.
 */
export type SavedPlanKind = "known" | "one-block" | "distinct-blocks";

/** Wall time and peak memory of a process and all that it starts; memory is measured where there is `/proc`. */
export interface Cost {
  readonly milliseconds: number;
  readonly mebibytes: number | null;
}

/** Each a whole process: nothing, `kmsgate show`, `kmsgate check` (whatever it finds), `terraform show -json`. */
export type Command = "bare" | "show" | "check" | "terraform";

const MAIN = join(__dirname, "../dist/cli/main.js");

/**
 * Measures on a plan that Terraform and the AWS provider make, which takes minutes the first time; then it is kept in the
 * system's temporary folder. Medians of some runs; `null` where Terraform and the provider are not at hand.
 */
export async function measureSavedPlan(kind: SavedPlanKind, runs = 5): Promise<Record<Command, Cost> | null> {
  const folder = makeSavedPlan(kind);
  if (folder === null) return null;
  const plan = join(folder, "tfplan");
  const node = process.execPath;
  const commands: Record<Command, readonly string[]> = {
    bare: [node, "-e", "0"],
    show: [node, MAIN, "show", plan],
    check: [node, MAIN, "check", plan],
    terraform: ["terraform", "show", "-json", plan],
  };
  const names = Object.keys(commands) as Command[];
  const costs: Record<Command, Cost[]> = { bare: [], show: [], check: [], terraform: [] };
  // In turn, so that all meet the same machine.
  for (let run = 0; run < runs; run += 1) {
    for (const name of names) costs[name].push(await costOf(commands[name], folder));
  }
  return {
    bare: median(costs.bare),
    show: median(costs.show),
    check: median(costs.check),
    terraform: median(costs.terraform),
  };
}

/** The folder of such a plan, `tfplan`; `null` where Terraform or the provider is not at hand. */
export function makeSavedPlan(kind: SavedPlanKind): string | null {
  const folder = join(tmpdir(), `kmsgate-bench-3000-${kind}`);
  if (existsSync(join(folder, "tfplan"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), configuration(kind));
  writeFileSync(join(folder, "terraform.rc"), "");
  const terraform = (...args: readonly string[]): boolean =>
    spawnSync("terraform", args, { cwd: folder, env: environment(folder), stdio: "ignore" }).status === 0;
  const mirror = providerMirror();
  const initialised = terraform("init", "-input=false", ...(mirror === "" ? [] : [`-plugin-dir=${mirror}`]));
  return initialised && terraform("plan", "-input=false", "-out=tfplan") ? folder : null;
}

function providerMirror(): string {
  const script = join(__dirname, "../../shared/tools/provider-mirror");
  return existsSync(script) ? execFileSync(script, { encoding: "utf8" }).trim() : "";
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"), CHECKPOINT_DISABLE: "1" };
}

const PROVIDER = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals { names = toset([for at in range(1000) : format("svc-%04d", at)]) }
resource "aws_iam_role" "svc" {
  for_each           = local.names
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "personalize.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "svc" {
  for_each = local.names
  name     = "kms"
  role     = aws_iam_role.svc[each.key].id
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:ListGrants"], Resource = "arn:aws:kms:eu-west-1:111122223333:key/*" }] })
}
`;

function configuration(kind: SavedPlanKind): string {
  if (kind !== "distinct-blocks") {
    const role = kind === "known" ? '"arn:aws:iam::111122223333:role/${each.key}"' : "aws_iam_role.svc[each.key].arn";
    return `${PROVIDER}resource "aws_kms_key" "svc" {
  for_each    = local.names
  description = each.key
  policy      = ${keyPolicy(role)}
}
`;
  }
  const blocks = Array.from({ length: 1000 }, (_, at) => {
    const name = `svc-${String(at).padStart(4, "0")}`;
    const policy = keyPolicy(`aws_iam_role.svc["${name}"].arn`);
    return `resource "aws_kms_key" "${name}" {\n  description = "${name}"\n  policy      = ${policy}\n}\n`;
  });
  return PROVIDER + blocks.join("");
}

function keyPolicy(role: string): string {
  return `jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Root", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" },
      { Sid = "Service", Effect = "Allow", Principal = { Service = "personalize.amazonaws.com", AWS = ${role} }, Action = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant", "kms:ListGrants"], Resource = "*" },
    ]
  })`;
}

/** Runs a command to its end, its output thrown away. */
async function costOf([program = "", ...args]: readonly string[], folder: string): Promise<Cost> {
  const start = process.hrtime.bigint();
  const running = spawn(program, args, { cwd: folder, env: environment(folder), stdio: "ignore" });
  const watch = watchMemory(running.pid ?? 0);
  try {
    await once(running, "exit");
    return { milliseconds: Number(process.hrtime.bigint() - start) / 1e6, mebibytes: watch.end() };
  } finally {
    watch.end();
  }
}

function median(costs: readonly Cost[]): Cost {
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  const held = costs.flatMap(({ mebibytes }) => mebibytes ?? []);
  return {
    milliseconds: middle(costs.map(({ milliseconds }) => milliseconds)),
    mebibytes: held.length === 0 ? null : middle(held),
  };
}
