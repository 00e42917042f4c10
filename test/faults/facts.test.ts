import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "../../src/cli/run";
import type { Report } from "../../src/report/report";

const ROOT = join(__dirname, "../fixtures/faults");

/** What a plan must come to: the exit code, and the verdicts of keys by address. */
interface Right {
  readonly exit: readonly number[];
  readonly keys?: Readonly<Record<string, readonly string[]>>;
}

/** What is right of a folder that has `expect.json`, from the saved plan and from its JSON alone. */
interface Expectation {
  readonly exit: number;
  readonly keys: Readonly<Record<string, { readonly verdict: string }>>;
  readonly json_alone: { readonly exit: readonly number[] };
}

const FAILS: Right = { exit: [1], keys: { "aws_kms_key.k": ["fail"] } };

const UNDECIDED: Right = { exit: [1, 3], keys: { "aws_kms_key.k": ["fail", "undecided"] } };

/** Folders without `expect.json`; the reasons stand in the plans' sources. */
const OTHERS: Readonly<Record<string, Right>> = {
  // The principal is made of the ARN of the service's role, by what cannot be followed.
  // Terraform 1.11.4 makes `element(split("/", aws_iam_role.r.arn), -1)` the role's name (`terraform console` says "r" of such an
  // ARN), which the plan knows: the principal is the ARN of the role, that lacks three actions, so that it fails.
  "hole-elem_local/plan.bin": FAILS,
  "hole-unsup_inline/plan.bin": UNDECIDED,
  // An unrelated policy is made by a `replace` whose search text, `//`, is an empty regular expression ("/a/////b/", as
  // `terraform console` says): nothing is in doubt, and the key's own policy lacks three actions.
  "poison-replace_slashes/plan.bin": FAILS,
  // A nested repetition is no regular expression of Terraform's, so that `can` is false, and four actions are missing.
  "regex-wrong-pass/plan.bin": FAILS,
  "regex-wrong-pass/plan.json": UNDECIDED,
  // Whether a policy with a Deny is attached to the role is not known.
  "wrong-place/plan.bin": { exit: [3], keys: { "aws_kms_key.k": ["undecided"] } },
  "wrong-place/plan.json": UNDECIDED,
  // The principal stands in a dynamic block, or in a source document: the role is only referred to.
  "json-dyn/plan.json": UNDECIDED,
  "json-dyn/plan.bin": { exit: [1], keys: { "aws_kms_key.k": ["fail"] } },
  "json-src/plan.json": UNDECIDED,
  "json-src/plan.bin": { exit: [1], keys: { "aws_kms_key.k": ["fail"] } },
  // Material that is in no plan may be imported outside Terraform; material that has expired is gone.
  "key-kinds/plan.bin": {
    exit: [1],
    keys: {
      "aws_kms_external_key.ext_nomaterial": ["undecided", "fail"],
      "aws_kms_external_key.ext_material": ["pass"],
      "aws_kms_external_key.ext_disabled": ["fail"],
      "aws_kms_external_key.ext_expired": ["fail"],
      "aws_kms_replica_external_key.repext": ["undecided", "fail"],
      "aws_kms_replica_key.rep": ["pass"],
      "aws_kms_key.plain": ["pass"],
      "aws_kms_key.rsa": ["fail"],
    },
  },
};

const EXPECTED = [
  "03b-two-policies-flip",
  "05e-key-id-moves",
  "10-sfn-templatefile",
  "11-local-exec-environment",
  "12-cfn-conditions",
  "23e-role-by-local",
  "26c-bucket-by-local",
  "51-object-with-other-key",
  "52-external-without-material",
  "53-mrk-multi",
  "60-awscc-key",
  "destroy-of-everything",
  "each-value",
  "path-lost",
];

function rows(): readonly (readonly [string, Right])[] {
  const expected = EXPECTED.flatMap((name) => {
    const folder = join(ROOT, name);
    const { exit, keys, json_alone } = JSON.parse(readFileSync(join(folder, "expect.json"), "utf8")) as Expectation;
    const verdicts = Object.fromEntries(Object.entries(keys).map(([key, { verdict }]) => [key, [verdict]]));
    return [
      ...(existsSync(join(folder, "plan.bin"))
        ? [[`${name}/plan.bin`, { exit: [exit], keys: verdicts }] as const]
        : []),
      [`${name}/plan.json`, { exit: json_alone.exit }] as const,
    ];
  });
  return [...expected, ...Object.entries(OTHERS)];
}

async function checked(path: string): Promise<{ readonly code: number; readonly report: Report }> {
  let out = "";
  const code = await run(["check", path, "--format", "json"], {
    cwd: ROOT,
    env: {},
    out: (text) => void (out += text),
    err: () => undefined,
    layout: { colour: false, width: 100 },
  });
  return { code, report: JSON.parse(out) as Report };
}

test.each(rows())("%s", async (path, { exit, keys = {} }) => {
  const { code, report } = await checked(join(ROOT, path));
  expect(exit).toContain(code);
  const verdicts = new Map(report.keys.map(({ id, verdict }) => [id, verdict]));
  for (const [key, right] of Object.entries(keys))
    expect([key, right]).toEqual([key, expect.arrayContaining([verdicts.get(key)])]);
});

test("who reads that a Deny may block the role is sent to the policy that holds it", async () => {
  const { report } = await checked(join(ROOT, "wrong-place/plan.bin"));
  const [deny] = report.findings.filter(({ rule }) => rule === "no-deny-blocks-service");
  expect(deny?.locations[0]?.address).toBe("aws_iam_role_policy.deny");
});

test("a principal that has lost its path is told", async () => {
  const { report } = await checked(join(ROOT, "path-lost/plan.json"));
  expect(report.unlinked.map(({ because }) => because)).toContain(
    "the policy of aws_kms_key.k names arn:aws:iam::111122223333:role/personalize, which has the name of aws_iam_role.personalize and another path, so that it is another role",
  );
});
