import { rulesMarkdown } from "../../src/print/rule-page";
import { requirementsMarkdown, servicesMarkdown } from "../../src/print/catalogue-page";
import type { RuleWords } from "../../src/rules/define-rule";
import { services } from "../../src/services/catalogue";

const rowsOf = (markdown: string) => markdown.split("\n").filter((line) => line.startsWith("| "));

describe("the table of requirements", () => {
  test("has a row for each, and each names its actions", () => {
    const [, , ...rows] = rowsOf(requirementsMarkdown());
    const requirements = services.flatMap((service) => service.requirements);
    expect(rows).toHaveLength(requirements.length);
    requirements.forEach(({ actions, source }, index) => {
      expect(actions.filter((action) => rows[index]?.includes(`\`${action}\``) !== true)).toEqual([]);
      expect(rows[index]).toContain(source.url);
    });
  });

  test.each([
    ["personalize", 0, "every operation that uses a key |"],
    [
      "personalize",
      2,
      "`dataset-group`, `dataset-export-job`, `batch-inference-job`, `batch-segment-job`, `metric-attribution` |",
    ],
    ["personalize", 3, "`dataset-group`, if data of the dataset group is exported |"],
    ["sagemaker-geospatial", 1, "if the key policy has no account root as key administrator |"],
  ])("%s, row %d: for %s", (id, index, words) => {
    const before = id === "personalize" ? 0 : 5;
    expect(rowsOf(requirementsMarkdown())[2 + before + index]).toContain(words);
  });
});

test("the page of services quotes every source", () => {
  const page = servicesMarkdown();
  const quoted = services.flatMap(({ requirements, exemptions, notes, regions }) => [
    ...requirements.map(({ source }) => source),
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
