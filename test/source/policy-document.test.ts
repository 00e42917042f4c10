import { policyDocument } from "../../src/source";
import { Choice, Hole, OpenList, type Value } from "../../src/values/value";
import { show } from "./show";

const ROLE = new Hole("aws_iam_role.r.arn", { shape: "arn" });
const ANY = new Hole("var.any");
const YES = new Hole("yes");

const statement = (more: Readonly<Record<string, Value>>): Value => ({
  sid: null,
  effect: null,
  actions: ["kms:Decrypt"],
  not_actions: null,
  resources: ["*"],
  not_resources: null,
  principals: [],
  not_principals: [],
  condition: [],
  ...more,
});

const shown = (config: Value): string => show(policyDocument(config, { name: "data.d.json" }));

describe("a deferred document, as the plan holds it", () => {
  it("takes null for what is not set, and Allow for no effect", () => {
    expect(policyDocument({ statement: [statement({})], version: null, policy_id: null, override_json: null })).toBe(
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "kms:Decrypt",\n      "Resource": "*"\n    }\n  ]\n}`,
    );
  });

  it("can be minified", () => {
    expect(policyDocument({ statement: [statement({ sid: "<A>" })] }, { minified: true })).toBe(
      String.raw`{"Version":"2012-10-17","Statement":[{"Sid":"\u003cA\u003e","Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}`,
    );
  });

  it("is a hole by its name where it is not known at all", () => {
    expect(shown(ANY)).toBe("<data.d.json>");
  });
});

describe("elements", () => {
  const CASES: readonly (readonly [string, Readonly<Record<string, Value>>, string])[] = [
    [
      "one identifier stands alone",
      { principals: [{ type: "AWS", identifiers: [ROLE] }] },
      "Principal: {AWS: <aws_iam_role.r.arn>}",
    ],
    [
      "several are a list",
      { principals: [{ type: "AWS", identifiers: ["b", ROLE, "a"] }] },
      `Principal: {AWS: ["b", "a", <aws_iam_role.r.arn>]}`,
    ],
    [
      "blocks of one type are put together",
      {
        principals: [
          { type: "AWS", identifiers: [ROLE] },
          { type: "AWS", identifiers: ["b"] },
          { type: "Service", identifiers: ["s"] },
        ],
      },
      `Principal: {AWS: [<aws_iam_role.r.arn>, "b"], Service: "s"}`,
    ],
    ["everybody is a star", { sid: ROLE, principals: [{ type: "*", identifiers: ["*"] }] }, `Principal: "*"`],
    [
      "identifiers that are not known",
      { principals: [{ type: "AWS", identifiers: ANY }] },
      "Principal: {AWS: <var.any>}",
    ],
    [
      "an unknown number of identifiers",
      { principals: [{ type: "AWS", identifiers: new OpenList(["a"], ANY) }] },
      `Principal: {AWS: ["a", ...<var.any>]}`,
    ],
    [
      "a type that is not known",
      { principals: [{ type: ANY, identifiers: ["x"] }] },
      `Principal: <principals var.any = "x">`,
    ],
    ["blocks that are not known", { principals: ANY }, "Principal: <var.any>"],
    [
      "either of two identifiers",
      { principals: [{ type: "AWS", identifiers: [new Choice(YES, "*", ROLE)] }] },
      `Principal: {AWS: (<yes> ? "*" : <aws_iam_role.r.arn>)}`,
    ],
    [
      "policy variables",
      { resources: ["arn:aws:s3:::&{aws:username}/x", ROLE], actions: ["&{kept}"] },
      `Action: "&{kept}", Resource: ["arn:aws:s3:::\${aws:username}/x", <aws_iam_role.r.arn>]`,
    ],
    [
      "conditions by test and variable",
      {
        sid: ROLE,
        condition: [
          { test: "StringLike", variable: "b", values: ["x"] },
          { test: "ArnLike", variable: "a", values: [ROLE] },
          { test: "StringLike", variable: "b", values: ["y", "z"] },
        ],
      },
      `Condition: {ArnLike: {a: <aws_iam_role.r.arn>}, StringLike: {b: ["x", "y", "z"]}}`,
    ],
    [
      "values that are not known",
      { condition: [{ test: "T", variable: "v", values: ANY }] },
      "Condition: {T: {v: <var.any>}}",
    ],
    [
      "either of two lists",
      { actions: new Choice(YES, ["a"], ["b", "c"]), sid: ROLE },
      `Action: (<yes> ? "a" : ["c", "b"])`,
    ],
  ];

  it.each(CASES)("%s", (_, more, expected) => {
    expect(shown({ statement: [statement({ resources: [ROLE], ...more })] })).toContain(expected);
  });
});

describe("merging", () => {
  const json = (statements: readonly Value[], more: Readonly<Record<string, Value>> = {}): string =>
    JSON.stringify({ Statement: statements, ...more });
  const sids = (config: Value): string => {
    const document = shown(config);
    return [...document.matchAll(/Sid: ("?[^,]+"?), Effect: "?(\w+)/g)]
      .map(([, sid, effect]) => `${String(sid)} ${String(effect)}`)
      .join("; ");
  };
  const own = (sid: Value): Value => statement({ sid, resources: [ROLE] });

  it("keeps the order of source, own and override documents, a later Sid taking the earlier place", () => {
    const config = {
      source_policy_documents: [
        json([
          { Sid: "A", Effect: "One" },
          { Sid: "B", Effect: "One" },
        ]),
      ],
      statement: [own("B"), own("C")],
      override_policy_documents: [
        json([
          { Sid: "A", Effect: "Three" },
          { Sid: "D", Effect: "Three" },
        ]),
      ],
    };
    expect(sids(config)).toBe('"A" Three; "B" Allow; "C" Allow; "D" Three');
  });

  it("takes the legacy documents first and last", () => {
    const config = {
      source_json: json([{ Sid: "A", Effect: "Source" }]),
      statement: [own("A")],
      override_json: json([{ Sid: "B", Effect: "Override" }]),
    };
    expect(sids(config)).toBe('"A" Allow; "B" Override');
  });

  it("takes the higher version and the last id", () => {
    const config = {
      version: "2008-10-17",
      policy_id: "own",
      source_policy_documents: [json([], { Version: "2012-10-17", Id: "source" })],
      statement: [own("A")],
    };
    expect(shown(config)).toContain('{Version: "2012-10-17", Id: "own"');
  });

  it("keeps what it knows beside a source document that it does not", () => {
    expect(shown({ source_policy_documents: [ANY], statement: [own("A")] })).toMatch(
      /^json\(\{Version: "2012-10-17", Statement: \[\{Sid: "A".*\}, \.\.\.<jsondecode\(var\.any\)>\]\}\)$/,
    );
  });

  it("gives up each statement that an unknown override document may replace", () => {
    const config = { statement: [own("A"), own(null)], override_policy_documents: [ANY] };
    expect(shown(config)).toBe(
      'json({Version: "2012-10-17", Statement: [{Effect: "Allow", Action: "kms:Decrypt", Resource: <aws_iam_role.r.arn>}, ...<jsondecode(var.any)>]})',
    );
  });

  it("is not settled where a Sid that is not known may be an earlier one", () => {
    const config = { source_policy_documents: [json([{ Sid: "A", Effect: "One" }])], statement: [own(ANY)] };
    expect(shown(config)).toBe("<data.d.json>");
  });

  it("is settled where such a Sid cannot be the same", () => {
    const config = {
      source_policy_documents: [json([{ Sid: "A", Effect: "One" }])],
      statement: [own(new Hole("aws_kms_key.k.key_id", { shape: "id", fresh: true }))],
    };
    expect(sids(config)).toBe('"A" One; <aws_kms_key.k.key_id> Allow');
  });

  it("gives a choice of documents for a choice among them", () => {
    const config = {
      source_policy_documents: [new Choice(YES, json([{ Sid: "A", Effect: "One" }]), "")],
      statement: [own("B")],
    };
    expect(shown(config)).toMatch(/^\(<yes> \? json\(.*"A".*"B".*\) : json\(.*"B".*\)\)$/);
  });

  it("leaves the number of statements open where a dynamic block does", () => {
    expect(shown({ statement: new OpenList([own("A")], ANY) })).toMatch(
      /Statement: \[\{Sid: "A".*\}, \.\.\.<var\.any>\]/,
    );
  });

  it("is not settled by a source document that is not JSON", () => {
    expect(shown({ source_policy_documents: ["{"] })).toBe("<data.d.json>");
  });
});
