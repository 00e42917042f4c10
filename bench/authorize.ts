import { authorize, documents, parsePolicy, requestContext, type AuthorizeQuery } from "../src/policy";
import { prepare } from "../src/policy/decide";
import { sagemakerGeospatial } from "../src/services/entries/sagemaker-geospatial";

/** Microseconds a decision takes, once its policies are compiled. */
export interface DecisionTimes {
  /** `authorize` and `documents` together count as two. */
  readonly decisions: number;
  readonly microsecondsPerDecision: number;
}

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service/geo`;
const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ACTIONS = ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];

/** Five statements, as modules write them: administrators, users, a guarded Deny. */
const KEY_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Root",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Admins",
      Effect: "Allow",
      Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:role/admin`, `arn:aws:iam::${ACCOUNT}:role/deploy`] },
      Action: ["kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*"],
      Resource: "*",
    },
    {
      Sid: "Use",
      Effect: "Allow",
      Principal: { AWS: ROLE },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } },
    },
    { Sid: "Grant", Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:CreateGrant", Resource: "*" },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
};

const ROLE_POLICY = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::data/*" },
    { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:CreateGrant"], Resource: KEY },
    { Effect: "Deny", Action: "iam:*", Resource: "*" },
  ],
};

/**
 * Measures decisions about a role of which nothing is unknown: the best of some batches, since other work on the machine
 * can only add to the time.
 */
export function measureDecisions(batches = 40, rounds = 250): DecisionTimes {
  const queries = ACTIONS.map(queryAbout);
  const decisions = rounds * queries.length * 2;
  let best = Infinity;
  for (let batch = 0; batch < batches; batch += 1) {
    const start = performance.now();
    for (let round = 0; round < rounds; round += 1) decideAll(queries);
    best = Math.min(best, performance.now() - start);
  }
  return { decisions: decisions * batches, microsecondsPerDecision: (best * 1000) / decisions };
}

function decideAll(queries: readonly AuthorizeQuery[]): void {
  for (const query of queries) {
    if (authorize(query).outcome !== "allowed" || documents(prepare(query), "key-policy").outcome !== "allowed") {
      throw new Error(`${query.action} is not allowed`);
    }
  }
}

function queryAbout(action: string): AuthorizeQuery {
  const role = { arn: ROLE, account: ACCOUNT, name: "geo", tags: {} };
  const key = {
    arn: KEY,
    account: ACCOUNT,
    region: "us-west-2",
    spec: "SYMMETRIC_DEFAULT",
    usage: "ENCRYPT_DECRYPT",
    keyOrigin: "AWS_KMS",
    multiRegion: false,
    tags: {},
    aliases: [],
  };
  return {
    principal: { kind: "role", ...role },
    action,
    key,
    keyPolicy: parsePolicy(JSON.stringify(KEY_POLICY), { kind: "key" }),
    identityPolicies: [parsePolicy(JSON.stringify(ROLE_POLICY), { kind: "identity", name: "aws_iam_role_policy.geo" })],
    context: requestContext({ service: sagemakerGeospatial, caller: "role", action, key, role }),
  };
}
