import { rulesMarkdown } from "../../src/print/rule-page";
import { failuresMarkdown, servicesMarkdown } from "../../src/print/catalogue-page";
import type { RuleWords } from "../../src/rules/define-rule";
import { services } from "../../src/services/catalogue";

test("the table of failures has each service, and a row for each way to fail", () => {
  const rows = failuresMarkdown()
    .split("\n")
    .filter((line) => line.startsWith("| "));
  expect(rows.length).toBeLessThanOrEqual(6);
  expect(services.filter(({ title }) => !rows.some((row) => row.includes(title)))).toEqual([]);
  expect(rows.find((row) => row.startsWith("| the apply fails |"))).toContain("Amazon CloudWatch Logs");
});

describe("the page of services", () => {
  const page = servicesMarkdown();
  const sections = new Map(page.split("\n## ").map((section) => [/\(`([a-z0-9-]+)`\)/.exec(section)?.[1], section]));

  test.each(services.map((service) => [service.id, service] as const))(
    "%s: all that the catalogue says",
    (id, service) => {
      const section = sections.get(id) ?? "";
      const { requirements, signals = [], takes } = service;
      const said = requirements.flatMap(({ actions, listed = [], recommended = [], failure }) => [
        ...actions.map((action) => `\`${action}\``),
        ...listed.map((action) => `\`${action}\``),
        ...recommended.map(({ key }) => `\`${key}\``),
        ...(failure === undefined ? [] : [`${failure.says} (${failure.how})`]),
      ]);
      const shown = signals.flatMap(({ type, use, key = [], target }) => [type, use, ...key, ...(target?.paths ?? [])]);
      const whole = [...said, ...shown.map((name) => `\`${name}\``), ...requirements.map((row) => `\`${row.id}\``)];
      expect(whole.filter((each) => !section.includes(each))).toEqual([]);
      expect(section.includes("Keys: ")).toBe(takes !== undefined);
    },
  );

  test.each([
    ["personalize", "every operation that uses a key |"],
    ["personalize", "`dataset-group`, if data of the dataset group is exported |"],
    ["sagemaker-geospatial", "if the key policy has no account root as key administrator |"],
    ["cloudwatch-logs", "service principal `logs.{region}.{dns_suffix}`"],
    ["cloudwatch-logs", "whoever runs Terraform"],
    ["ec2-autoscaling", "service-linked role `autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`"],
    ["sns-publishers", "the SNS topic |"],
  ])("%s: %s", (id, words) => {
    expect(sections.get(id)).toContain(words);
  });
});

test("the page of services quotes every source", () => {
  const page = servicesMarkdown();
  const quoted = services.flatMap(({ requirements, exemptions, notes, regions }) => [
    ...requirements.flatMap(({ source, also = [] }) => [source, ...also]),
    ...exemptions.map(({ source }) => source),
    ...Object.values(notes),
    ...(regions === undefined ? [] : [regions.source]),
  ]);
  expect(quoted.filter(({ says }) => !page.includes(says))).toEqual([]);
});

test("the page of rules has a line in the list and a chapter for each", () => {
  const rule: RuleWords = {
    id: "key-is-usable",
    level: "error",
    title: "the key can be used",
    why: "A disabled key does nothing.",
    fails: 'resource "aws_kms_key" "k" {\n  is_enabled = false\n}\n',
    passes: '{ "Statement": [] }',
    source: {
      title: "Guide",
      url: "https://docs.aws.amazon.com/g.html",
      read: "2026-11-22",
      says: "It must be enabled.",
    },
  };
  expect(rulesMarkdown([rule])).toBe(`# Rules

Generated from the rules themselves: change the words beside the rule, then run \`npm run docs\`.

| rule | level | says |
| --- | --- | --- |
| [key-is-usable](#key-is-usable) | error | the key can be used |

## key-is-usable

The key can be used. A disabled key does nothing.

Fails:

\`\`\`hcl
resource "aws_kms_key" "k" {
  is_enabled = false
}
\`\`\`

Passes:

\`\`\`json
{ "Statement": [] }
\`\`\`

AWS: “It must be enabled.” ([Guide](https://docs.aws.amazon.com/g.html), read 2026-11-22)
`);
});
