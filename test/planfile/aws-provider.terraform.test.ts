import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { savedPlanToJson } from "../../src/planfile";
import type { Json } from "../../src/plan";
import { asArray, own } from "../../src/plan/json";
import { comparable } from "./comparable";
import { makeStack, TERRAFORM, type Stack } from "./terraform";
import { saySkipped } from "../say-skipped";

const TOOLS = join(__dirname, "../../../shared/tools");
const MOCK = join(TOOLS, "mock-aws.js");
const MIRROR = existsSync(TOOLS) ? spawnSync(join(TOOLS, "provider-mirror"), { encoding: "utf8" }).stdout.trim() : "";

const missing = !TERRAFORM ? "terraform on the PATH" : MIRROR === "" ? "a mirror of the AWS provider" : undefined;
const absent = missing ?? (existsSync(MOCK) ? undefined : "a mock of AWS");
if (absent !== undefined) saySkipped(`there is no ${absent}`);
const describeWithProvider = absent === undefined ? describe : describe.skip;

const PORT = 20_000 + (process.pid % 20_000);
const ENDPOINT = `http://127.0.0.1:${PORT}`;

const PROVIDER = `
terraform {
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
  endpoints {
    iam = "${ENDPOINT}"
    kms = "${ENDPOINT}"
    sts = "${ENDPOINT}"
  }
}
`;

const TRUST = `jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "personalize.amazonaws.com" }, Action = "sts:AssumeRole" }] })`;

const APPLIED = `
data "aws_caller_identity" "me" {}
resource "aws_iam_role" "drifts" {
  name               = "drifts"
  path               = "/service/"
  assume_role_policy = ${TRUST}
}
`;

const PLANNED = `
variable "secret" {
  sensitive = true
  default   = "hunter2"
}
resource "aws_iam_role" "new" {
  for_each           = toset(["a", "b.c"])
  name               = each.key
  assume_role_policy = ${TRUST}
  tags               = { secret = var.secret, plain = "x" }
  inline_policy {
    name   = "one"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.k.arn }] })
  }
  inline_policy {
    name   = "two"
    policy = jsonencode({ Statement = [] })
  }
}
resource "aws_kms_key" "k" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = [for r in aws_iam_role.new : r.arn] }, Action = "kms:*", Resource = "*" }] })
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_alias.a.target_key_arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.eu-west-1.amazonaws.com", aws_kms_alias.a.name]
    }
  }
}
resource "aws_kms_alias" "a" {
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_ssm_parameter" "secret" {
  name  = "p"
  type  = "SecureString"
  value = "topsecret"
}
resource "aws_cloudwatch_metric_alarm" "m" {
  alarm_name          = "m"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0.1
}
`;

describeWithProvider("plans of the AWS provider", () => {
  let stack: Stack;
  let mock: ChildProcess;

  beforeAll(async () => {
    mock = await startMock();
    stack = makeStack({ "main.tf": PROVIDER + APPLIED }, `-plugin-dir=${MIRROR}`);
    stack.run("apply", "-auto-approve");
    // Started anew, the mock has forgotten the role, and makes one up with another path and trust.
    mock.kill();
    mock = await startMock();
  });

  afterAll(() => {
    mock.kill();
    rmSync(stack.folder, { recursive: true, force: true });
  });

  test.each([
    ["refresh-only", ["-refresh-only"]],
    ["after drift", []],
    ["without refreshing", ["-refresh=false"]],
  ])("%s", (name, args) => {
    stack.write({ "planned.tf": name === "refresh-only" ? "" : PLANNED });
    const { bytes, json } = stack.plan("plan.tfplan", ...args);
    const read = savedPlanToJson(bytes);
    expect(comparable(withFraction(read), read)).toStrictEqual(comparable(json, read));
    expect(asArray(own(read, "resource_drift"))).toHaveLength(1);
  });
});

/**
 * The one number that no float holds exactly, which the plan holds as text and of which only the provider's schema tells
 * that it is a number.
 */
function withFraction<T extends Json>(json: T): T {
  return JSON.parse(JSON.stringify(json).replaceAll('"threshold":"0.1"', '"threshold":0.1')) as T;
}

async function startMock(): Promise<ChildProcess> {
  const mock = spawn(process.execPath, [MOCK], { env: { ...process.env, PORT: String(PORT) }, stdio: "ignore" });
  for (let tries = 0; tries < 100; tries += 1) {
    if (await listens()) return mock;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("the mock of AWS does not listen");
}

function listens(): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(PORT, "127.0.0.1", () => {
      socket.destroy();
      done(true);
    });
    socket.on("error", () => {
      done(false);
    });
  });
}
