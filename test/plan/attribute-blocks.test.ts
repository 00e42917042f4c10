import { attribute, mostSpecific, type Json, type Plan } from "../../src/plan";
import { Hole, holesOf, type Value } from "../../src/values/value";
import { fixturePlan, planWith, resourceOf } from "./fixture";

const read = (plan: Plan, address: string, name: string): Value | undefined =>
  attribute(resourceOf(plan, address), name, plan.configuration);
/** The holes of an attribute: name to what it refers to. */
const holes = (plan: Plan, address: string, name: string): Record<string, string[]> =>
  Object.fromEntries(
    holesOf(read(plan, address, name) ?? null).map((each) => [each.name, mostSpecific(each.references)]),
  );
const refs = (...references: string[]): Json => ({ references });
const is = (constant_value: Json): Json => ({ constant_value });

describe("policy documents that are read while applying", () => {
  const key = "data.aws_iam_policy_document.key";

  it("hold their unknown items last, with what each refers to", () => {
    const plan = fixturePlan("06-policydoc-basic");
    expect(holes(plan, key, "statement")).toEqual({
      [`${key}.statement[1].condition[0].values[0]`]: ["aws_iam_role.app.arn"],
      [`${key}.statement[1].principals[0].identifiers[1]`]: ["aws_iam_role.app.arn"],
      [`${key}.statement[2].not_principals[0].identifiers[1]`]: ["aws_iam_role.app.arn"],
    });
    expect(read(plan, key, "statement")).toMatchObject([
      { sid: "Root", effect: null, actions: ["kms:*"], principals: [{ type: "AWS" }] },
      { principals: [{ identifiers: ["arn:aws:iam::111122223333:role/static", expect.any(Hole)] }] },
      { sid: "DenyRest", effect: "Deny", actions: null },
    ]);
  });

  it("with dynamic statements refer to nothing that plan JSON could tell", () => {
    const found = holes(fixturePlan("07-policydoc-dynamic"), key, "statement");
    expect(Object.keys(found)).toHaveLength(4);
    expect(Object.values(found).flat()).toEqual([]);
  });

  it("in JSON configurations refer to the same", () => {
    const address = "data.aws_iam_policy_document.d";
    expect(holes(fixturePlan("32-tfjson"), address, "statement")).toEqual({
      [`${address}.statement[0].principals[0].identifiers[0]`]: ["aws_iam_role.app.arn"],
    });
  });

  it("keep the order of their statements, even of equal ones", () => {
    const statement = (who: string): Json => ({ actions: is(["kms:Decrypt"]), resources: refs(`${who}.arn`, who) });
    const plan = planWith(
      {
        actions: ["read"],
        after: { statement: [{ actions: ["kms:Decrypt"] }, { actions: ["kms:Decrypt"] }] },
        after_unknown: { statement: [{ resources: true }, { resources: true }] },
      },
      { expressions: { statement: [statement("a.one"), statement("a.two")] } },
      "aws_iam_policy_document",
    );
    expect(holes(plan, "aws_iam_policy_document.y", "statement")).toEqual({
      "aws_iam_policy_document.y.statement[0].resources": ["a.one.arn"],
      "aws_iam_policy_document.y.statement[1].resources": ["a.two.arn"],
    });
  });
});

describe("nested blocks", () => {
  it("name the place and what it refers to", () => {
    const plan = fixturePlan("27-grant-s3");
    const sse = "aws_s3_bucket_server_side_encryption_configuration.sse";
    expect(holes(plan, sse, "rule")).toEqual({
      [`${sse}.rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id`]: ["aws_kms_key.k.arn"],
    });
    expect(holes(plan, "aws_s3_bucket.deprecated_inline", "server_side_encryption_configuration")).toEqual({
      "aws_s3_bucket.deprecated_inline.server_side_encryption_configuration[0].rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id":
        ["aws_kms_key.k.arn"],
    });
    expect(read(plan, "aws_s3_bucket.b", "server_side_encryption_configuration")).toBeUndefined();
  });

  it("of a set meet their source by constants, not by order", () => {
    const plan = fixturePlan("23-iam-policies");
    expect(holes(plan, "aws_iam_role.blocks", "inline_policy")).toEqual({
      "aws_iam_role.blocks.inline_policy[1].policy": ["aws_kms_key.k.arn"],
    });
    expect(read(plan, "aws_iam_role.blocks", "inline_policy")).toMatchObject([{ name: "known" }, { name: "unknown" }]);
  });

  const blocks = (after: Json, unknown: Json, written: Json): Plan =>
    planWith(
      { actions: ["create"], after: { rule: after }, after_unknown: { rule: unknown } },
      { expressions: { rule: written } },
    );

  it("that several blocks may have made refer to what any of them does", () => {
    const plan = blocks([{}, {}], [{ key: true }, { key: true }], [{ key: refs("a.one") }, { key: refs("a.two") }]);
    expect(holes(plan, "aws_x.y", "rule")).toEqual({
      "aws_x.y.rule[0].key": ["a.one", "a.two"],
      "aws_x.y.rule[1].key": ["a.one", "a.two"],
    });
  });

  it("leave out what no block sets", () => {
    const plan = blocks([{ name: "n" }], [{ key: true }], [{ name: is("n") }]);
    expect(read(plan, "aws_x.y", "rule")).toEqual([{ name: "n" }]);
  });

  it("leave out nothing where there are dynamic blocks", () => {
    const after = [{ name: "n" }, { name: "m" }];
    const plan = blocks(after, [{ key: true }, { key: true }], [{ name: is("n"), key: refs("a.one") }]);
    expect(holes(plan, "aws_x.y", "rule")).toEqual({ "aws_x.y.rule[0].key": ["a.one"], "aws_x.y.rule[1].key": [] });
    const alike = blocks([{ name: "n" }, { name: "n" }], [{ key: true }, { key: true }], [{ name: is("n") }]);
    expect(holes(alike, "aws_x.y", "rule")).toEqual({ "aws_x.y.rule[0].key": [], "aws_x.y.rule[1].key": [] });
  });

  it("compare constants as Terraform converts them", () => {
    const written = [
      { size: is("5"), list: is(["b", "a"]), key: refs("a.one") },
      { size: is("6"), list: is(["b", "a"]), key: refs("a.two") },
    ];
    const plan = blocks(
      [
        { size: 6, list: ["a", "b"] },
        { size: 5, list: ["a", "b"] },
      ],
      [{ key: true }, { key: true }],
      written,
    );
    expect(holes(plan, "aws_x.y", "rule")).toEqual({
      "aws_x.y.rule[0].key": ["a.two"],
      "aws_x.y.rule[1].key": ["a.one"],
    });
  });

  it("name map keys that are no identifiers in brackets", () => {
    const plan = planWith(
      { actions: ["create"], after: { tags: { a: "b" } }, after_unknown: { tags: { "x.y": true, ok: true } } },
      { expressions: { tags: refs("aws_z.z.arn", "aws_z.z") } },
    );
    expect(holes(plan, "aws_x.y", "tags")).toEqual({
      'aws_x.y.tags["x.y"]': ["aws_z.z.arn"],
      "aws_x.y.tags.ok": ["aws_z.z.arn"],
    });
  });
});
