import { parsePolicy, type PolicyKind } from "../../src/policy";
import { Choice, Hole, JsonText, OpenList, text, type Value } from "../../src/values/value";
import { ROLE, allow, ask, deny, mayDo, short } from "./ask";

const faultsOf = (document: Value, kind: PolicyKind = "key"): string[] =>
  parsePolicy(document, { kind }).faults.map(({ at, what }) => `${at}: ${what}`);

const around = (statement: string): string => `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const good = JSON.stringify(allow());

test.each<[string, Value, string[]]>([
  ["no text at all", "", [": not JSON: it ends too early"]],
  ["no JSON", "nonsense", [": not JSON: a value is expected here"]],
  ["a list", "[]", [": the document is no JSON object"]],
  ["a text within text", '"x"', [": the document is no JSON object"]],
  ["null within text", "null", [": the document is no JSON object"]],
  ["a number", 5, [": the document is no JSON object"]],
  ["a list that is none of JSON", ["x"], [": the document is no JSON object"]],
  ["an open list", new OpenList([], new Hole("h")), [": the document is no JSON object"]],
  ["text after its end", `${around(good)} x`, [": not JSON: text after the end of the document"]],
  [
    "a comma too many",
    '{ "Version": "2012-10-17", }',
    [": not JSON: the name of a member is expected here, in double quotes"],
  ],
  ["no colon", '{ "Version" "2012-10-17" }', [": not JSON: a colon is expected here"]],
  ["no comma", '{ "Version": "2012-10-17" "Statement": [] }', [": not JSON: a comma or `}` is expected here"]],
  ["no comma in a list", '{ "Statement": [{} {}] }', [": not JSON: a comma or `]` is expected here"]],
  ["no end", '{ "Version": "2012-10-17"', [": not JSON: a comma or `}` is expected here"]],
  ["a string without end", '{ "Version', [": not JSON: a string does not end"]],
  ["a line end in a string", '{ "Ver\nsion": 1 }', [": not JSON: a control character in a string"]],
  ["an unknown escape", '{ "\\x41": 1 }', [": not JSON: an escape that JSON does not have"]],
  ["half an escape", '{ "\\u41": 1 }', [": not JSON: an escape that JSON does not have"]],
  ["a number with a zero in front", '{ "Id": 012 }', [": not JSON: a comma or `}` is expected here"]],
  ["single quotes", "{ 'Id': 1 }", [": not JSON: the name of a member is expected here, in double quotes"]],
  ["nesting beyond all measure", "[".repeat(1000), [": not JSON: nested more than 64 levels deep"]],
  ["no Statement", '{ "Version": "2012-10-17" }', ["Statement: `Statement` is missing"]],
  ["a Statement of null", { Version: "2012-10-17", Statement: null }, ["Statement: `Statement` is missing"]],
  [
    "a Statement of text",
    { Version: "2012-10-17", Statement: "x" },
    ["Statement: `Statement` is neither an object nor a list of objects"],
  ],
  ["a statement of text", { Version: "2012-10-17", Statement: ["x"] }, ["Statement[0]: a statement is no JSON object"]],
  [
    "no Version",
    { Statement: [allow()] },
    ["Version: `Version` is missing: AWS then reads the policy by the rules of 2008-10-17, without policy variables"],
  ],
  [
    "a Version of null",
    { Version: null, Statement: [allow()] },
    ["Version: `Version` is missing: AWS then reads the policy by the rules of 2008-10-17, without policy variables"],
  ],
  [
    "another Version",
    { Version: "2024-01-01", Statement: [allow()] },
    ["Version: `Version` is `2024-01-01`; it must be 2012-10-17 or 2008-10-17"],
  ],
  [
    "a list of Versions",
    { Version: ["2012-10-17"], Statement: [allow()] },
    ["Version: `Version` is no text; it must be 2012-10-17 or 2008-10-17"],
  ],
  [
    "an unknown element",
    { Version: "2012-10-17", Statement: [allow()], Statements: [] },
    ["Statements: `Statements` is no element of a policy (Version, Id and Statement are)"],
  ],
  [
    "an unknown element of a statement",
    { Version: "2012-10-17", Statement: [allow({ Pricipal: "*" })] },
    ["Statement[0].Pricipal: `Pricipal` is no element of a statement"],
  ],
  [
    "no Effect",
    { Version: "2012-10-17", Statement: [{ ...allow(), Effect: null }] },
    ["Statement[0].Effect: `Effect` is missing; it must be `Allow` or `Deny`"],
  ],
  [
    "Effect misspelt",
    { Version: "2012-10-17", Statement: [allow(), allow({ Effect: "allow" })] },
    ["Statement[1].Effect: `Effect` is `allow`; it must be `Allow` or `Deny`"],
  ],
  [
    "a list of Effects",
    { Version: "2012-10-17", Statement: [allow({ Effect: ["Allow"] })] },
    ["Statement[0].Effect: `Effect` is a list; it must be `Allow` or `Deny`"],
  ],
  [
    "Effect true",
    { Version: "2012-10-17", Statement: allow({ Effect: true }) },
    ["Statement.Effect: `Effect` is `true`; it must be `Allow` or `Deny`"],
  ],
  [
    "a Sid of an object",
    { Version: "2012-10-17", Statement: [allow({ Sid: {} })] },
    ["Statement[0].Sid: `Sid` is an object; it must be text"],
  ],
  [
    "no Principal",
    { Version: "2012-10-17", Statement: [{ ...allow(), Principal: null }] },
    ["Statement[0].Principal: `Principal` is missing"],
  ],
  [
    "Principal and NotPrincipal",
    { Version: "2012-10-17", Statement: [deny({ NotPrincipal: "*", Principal: "*" })] },
    ["Statement[0].NotPrincipal: `Principal` and `NotPrincipal` exclude each other"],
  ],
  [
    "Action and NotAction",
    { Version: "2012-10-17", Statement: [allow({ NotAction: "s3:*", Action: "kms:*" })] },
    ["Statement[0].NotAction: `Action` and `NotAction` exclude each other"],
  ],
  [
    "Resource and NotResource",
    { Version: "2012-10-17", Statement: [allow({ NotResource: "*", Resource: "*" })] },
    ["Statement[0].NotResource: `Resource` and `NotResource` exclude each other"],
  ],
  [
    "NotPrincipal beside Allow",
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", NotPrincipal: "*", Action: "kms:*", Resource: "*" }] },
    ["Statement[0].NotPrincipal: `NotPrincipal` goes with `Deny` only"],
  ],
  [
    "a Principal of text",
    { Version: "2012-10-17", Statement: [allow({ Principal: ROLE })] },
    [
      `Statement[0].Principal: \`Principal\` is \`${ROLE}\`; it must be \`"*"\` or an object with AWS, Service, Federated, CanonicalUser`,
    ],
  ],
  [
    "a Principal of a list",
    { Version: "2012-10-17", Statement: [allow({ Principal: [ROLE] })] },
    [
      'Statement[0].Principal: `Principal` is a list; it must be `"*"` or an object with AWS, Service, Federated, CanonicalUser',
    ],
  ],
  [
    "a Principal of nobody",
    { Version: "2012-10-17", Statement: [allow({ Principal: {} })] },
    ["Statement[0].Principal: `Principal` is an object without a principal"],
  ],
  [
    "an unknown kind of principal",
    { Version: "2012-10-17", Statement: [allow({ Principal: { Role: ROLE } })] },
    ["Statement[0].Principal.Role: `Role` is no kind of principal (AWS, Service, Federated, CanonicalUser are)"],
  ],
  [
    "a principal of null",
    { Version: "2012-10-17", Statement: [allow({ Principal: { AWS: null } })] },
    ["Statement[0].Principal.AWS: `Principal.AWS` is null; it must be text or a list of texts"],
  ],
  [
    "no Action",
    { Version: "2012-10-17", Statement: [{ ...allow(), Action: null }] },
    ["Statement[0].Action: `Action` is missing"],
  ],
  [
    "an Action of an object",
    { Version: "2012-10-17", Statement: [allow({ Action: {} })] },
    ["Statement[0].Action: `Action` is an object; it must be text or a list of texts"],
  ],
  [
    "a list within a list",
    { Version: "2012-10-17", Statement: [allow({ Action: ["kms:*", ["kms:*"]] })] },
    ["Statement[0].Action[1]: `Action` is a list; it must be text or a list of texts"],
  ],
  [
    "an open list within a list",
    { Version: "2012-10-17", Statement: [allow({ Action: [new OpenList([], new Hole("h"))] })] },
    ["Statement[0].Action[0]: `Action` is a list; it must be text or a list of texts"],
  ],
  [
    "an object in an open list",
    { Version: "2012-10-17", Statement: [allow({ Action: new OpenList(["x", {}], new Hole("h")) })] },
    ["Statement[0].Action[1]: `Action` is an object; it must be text or a list of texts"],
  ],
  [
    "null in a choice",
    { Version: "2012-10-17", Statement: [allow({ Action: [new Choice(new Hole("c"), "x", null)] })] },
    ["Statement[0].Action[0]: `Action` is null; it must be text or a list of texts"],
  ],
  [
    "a NotAction of null in a list",
    { Version: "2012-10-17", Statement: [allow({ NotAction: [null] })] },
    ["Statement[0].NotAction[0]: `NotAction` is null; it must be text or a list of texts"],
  ],
  [
    "a NotResource of an object",
    { Version: "2012-10-17", Statement: [allow({ NotResource: {} })] },
    ["Statement[0].NotResource: `NotResource` is an object; it must be text or a list of texts"],
  ],
  [
    "a Condition of text",
    { Version: "2012-10-17", Statement: [allow({ Condition: "x" })] },
    ["Statement[0].Condition: `Condition` is `x`; it must be an object"],
  ],
  [
    "an operator of text",
    { Version: "2012-10-17", Statement: [allow({ Condition: { Bool: "x" } })] },
    ["Statement[0].Condition.Bool: `Bool` is `x`; it must be an object of condition keys and values"],
  ],
  [
    "no operator",
    { Version: "2012-10-17", Statement: [allow({ Condition: { Is: { a: "b" } } })] },
    ["Statement[0].Condition.Is: `Is` is no condition operator"],
  ],
  [
    "a value of null",
    { Version: "2012-10-17", Statement: [allow({ Condition: { Bool: { a: null } } })] },
    ["Statement[0].Condition.Bool.a: `Condition.Bool.a` is null; it must be text or a list of texts"],
  ],
  [
    "a long value",
    { Version: "2012-10-17", Statement: [allow({ Effect: "x".repeat(99) })] },
    [`Statement[0].Effect: \`Effect\` is \`${"x".repeat(60)}…\`; it must be \`Allow\` or \`Deny\``],
  ],
  [
    "the same fault in both ways of a choice",
    new Choice(new Hole("c"), { Version: "1", Statement: [] }, { Version: "1", Statement: [] }),
    ["Version: `Version` is `1`; it must be 2012-10-17 or 2008-10-17"],
  ],
])("%s is a fault", (_, document, expected) => {
  const places = faultsOf(document).map((fault) => fault.replace(/^line \d+ column \d+/, ""));
  expect(places).toEqual(expected);
  expect(short(ask({ key: document }))).not.toBe("allowed");
});

test.each<[string, string]>([
  [
    '{\n  "Version": "2012-10-17",\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    "line 3 column 3: `Version` stands twice in one object",
  ],
  ['{ "Id": x }', "line 1 column 9: not JSON: a value is expected here"],
  ['{\n"Id": "a\tb" }', "line 2 column 9: not JSON: a control character in a string"],
  ['{\n\n  "Id": "abc', "line 3 column 9: not JSON: a string does not end"],
])("a fault has its line and column: %j", (document, expected) => {
  expect(faultsOf(document)).toContain(expected);
});

test("of a name that stands twice, the first counts for nothing certain", () => {
  const twice = around(good.replace('"Effect":"Allow"', '"Effect":"Allow","Effect":"Deny"'));
  expect(short(ask({ key: twice }))).toBe("unknown");
});

test("only a document without Version is taken all the same", () => {
  expect(parsePolicy({ Statement: [allow()] }, { kind: "key" }).faults).toMatchObject([{ accepted: true }]);
  expect(parsePolicy({ Version: "x", Statement: [allow()] }, { kind: "key" }).faults[0]?.accepted).toBeUndefined();
});

test.each<[PolicyKind, Value, string[]]>([
  ["identity", allow(), ["Statement.Principal: `Principal` has no place in a policy of a role"]],
  ["boundary", allow(), ["Statement.Principal: `Principal` has no place in a policy of a role"]],
  [
    "identity",
    { Effect: "Allow", NotPrincipal: "*", Action: "*", Resource: "*" },
    ["Statement.NotPrincipal: `NotPrincipal` has no place in a policy of a role"],
  ],
  ["identity", { Effect: "Allow", Action: "*" }, ["Statement.Resource: `Resource` is missing"]],
  ["identity", mayDo(), []],
  ["trust", { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }, []],
  ["trust", allow(), ["Statement.Resource: `Resource` has no place in a trust policy"]],
  ["bucket", allow(), []],
  ["bucket", { Effect: "Allow", Principal: "*", Action: "*" }, ["Statement.Resource: `Resource` is missing"]],
  ["key", { Effect: "Allow", Principal: "*", Action: "*" }, []],
])("in a policy of the kind %s: %j", (kind, Statement, expected) => {
  expect(faultsOf({ Version: "2012-10-17", Statement }, kind)).toEqual(expected);
});

test("what is malformed may deny, and beside a good Allow leaves it uncertain", () => {
  const bad = (statement: Value): string => short(ask({ key: [allow()], identity: [[statement]] }));
  expect(bad(mayDo({ Effect: "deny" }))).toBe("unknown");
  expect(bad(mayDo({ Effect: "Deny", Action: {} }))).toBe("unknown");
  expect(bad(mayDo({ Effect: "Allow", Action: {} }))).toBe("allowed");
  expect(short(ask({ key: [allow()], identity: ["{"] }))).toBe("unknown");
  expect(short(ask({ key: [allow(), allow({ Effect: "allow" })] }))).toBe("unknown");
  expect(short(ask({ key: [allow(), { ...deny(), Principal: null }] }))).toBe("unknown");
  expect(short(ask({ key: [{ ...deny(), Principal: null }] }))).toBe("denied no-allow");
});

test.each<[string, Value]>([
  ["JSON text", around(good)],
  ["an object", { Version: "2012-10-17", Statement: [allow()] }],
  ["a single statement", { Version: "2012-10-17", Statement: allow() }],
  ["JSON text that jsonencode makes", new JsonText({ Version: "2012-10-17", Statement: [allow()] })],
  [
    "JSON text with space around and escapes",
    ` \r\n\t${around(good.replace("Allow", "\\u0041llow").replace("kms:*", "kms\\u003A*"))}\n`,
  ],
  [
    "a heredoc with a hole in a string",
    text(['{ "Version": "2012-10-17", "Id": "', new Hole("h"), `", "Statement": [${good}] }`]),
  ],
  [
    "a heredoc with JSON in the place of a value",
    text(['{ "Version": "2012-10-17", "Statement": ', new JsonText([allow()]), "}"]),
  ],
  [
    "a heredoc with JSON among the items",
    text(['{ "Version": "2012-10-17", "Statement": [', new JsonText(allow()), ",", good, "]}"]),
  ],
  ["an Id that is a number", around(good).replace("{ ", '{ "Id": 12.5e3, ')],
  [
    "an element __proto__ in nothing that matters",
    around(good.replace('"Resource":"*"', '"Resource":"*","Condition":{}')),
  ],
  ["a Sid of nothing", { Version: "2012-10-17", Statement: [allow({ Sid: "" })] }],
  ["a Sid that is a hole", { Version: "2012-10-17", Statement: [allow({ Sid: new Hole("h") })] }],
])("%s is read", (_, document) => {
  expect(faultsOf(document)).toEqual([]);
  expect(short(ask({ key: document }))).toBe("allowed");
});

test("all escapes of JSON", () => {
  const Sid = '"\\/\b\f\n\r\té𝄞';
  const written = JSON.stringify({ Version: "2012-10-17", Statement: [allow({ Sid })] }).replace("\\\\/", "\\\\\\/");
  expect(parsePolicy(written, { kind: "key" }).statements[0]?.id).toBe(Sid);
  expect(
    parsePolicy(around(good.replace('"Effect"', '"Sid":"\\u00e9\\uD834\\uDD1E\\/","Effect"')), { kind: "key" })
      .statements[0]?.id,
  ).toBe("é𝄞/");
});

test("__proto__ is a name like any other", () => {
  expect(faultsOf('{ "__proto__": { "Statement": [] }, "Version": "2012-10-17" }')).toEqual([
    "__proto__: `__proto__` is no element of a policy (Version, Id and Statement are)",
    "Statement: `Statement` is missing",
  ]);
});

test("a heredoc with a hole outside strings", () => {
  const heredoc = (...parts: (string | Hole)[]): string => short(ask({ key: text(parts) }));
  const hole = new Hole("h");
  const before = '{ "Version": "2012-10-17", "Statement": [';
  expect(heredoc(before, good, ", ", hole, "] }")).toBe("unknown");
  expect(heredoc(before, good, hole, "] }")).toBe("unknown");
  expect(heredoc(before, hole, "] }")).toBe("unknown");
  expect(heredoc(before, hole, " ", good, "] }")).toBe("unknown");
  expect(heredoc("{ ", hole, ' "Version": "2012-10-17" }')).toBe("unknown");
  expect(heredoc('{ "Version": "2012-10-17", "Statement": ', hole, " }")).toBe("unknown");
  expect(heredoc('{ "Version": "2012-10-17", "Statement": ', hole, "x }")).toBe("unknown");
  expect(heredoc('{ "', hole, `": "2012-10-17", "Statement": [${good}] }`)).toBe("unknown");
  expect(heredoc(before, good, '], "Id": ', hole, " ] }")).toBe("unknown");
  // a fault that no hole in a string can mend
  expect(heredoc('{ "Version": "', hole, '" "Statement": [] }')).toBe("denied no-allow");
});

test("holes among the items are more items", () => {
  const actions = (...parts: (string | Hole)[]): string =>
    short(
      ask({
        key: text([
          around(good).replace('"kms:*"', "[MARK]").split("MARK")[0] ?? "",
          ...parts,
          around(good).replace('"kms:*"', "[MARK]").split("MARK")[1] ?? "",
        ]),
      }),
    );
  expect(actions('"kms:*", ', new Hole("a"))).toBe("allowed");
  expect(actions(new Hole("a"), ', "kms:*"')).toBe("allowed");
  expect(actions(new Hole("a"), ", ", new Hole("b"))).toBe("unknown");
  expect(actions('"s3:*"')).toBe("denied no-allow");
});

test("characters of the private use area are no holes", () => {
  const key = text([
    `{ "Version": "2012-10-17", "Id": "\ue000\ue001", "Statement": [{ "Sid": "`,
    new Hole("h"),
    `", ${good.slice(1)}] }`,
  ]);
  expect(short(ask({ key }))).toBe("allowed");
  expect(
    parsePolicy(around(good.replace('"Effect"', '"Sid":"\ue000","Effect"')), { kind: "key" }).statements[0]?.id,
  ).toBe("\ue000");
});

test("JSON within a string is text that nobody knows", () => {
  const key = text([
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "',
    new JsonText({ a: new Hole("h") }),
    `", "Principal": "*", "Action": "*", "Resource": "*" }] }`,
  ]);
  expect(short(ask({ key }))).toBe("unknown");
});

test("numbers keep their digits", () => {
  const Statement = good.replace(
    '"Resource":"*"',
    '"Resource":"*","Condition":{"StringEquals":{"aws:x":12345678901234567890}}',
  );
  expect(short(ask({ key: around(Statement), context: { "aws:x": "12345678901234567890" } }))).toBe("allowed");
  const small = good.replace('"Resource":"*"', '"Resource":"*","Condition":{"StringEquals":{"aws:x":[-1.50,true,0]}}');
  expect(short(ask({ key: around(small), context: { "aws:x": "-1.50" } }))).toBe("allowed");
  expect(short(ask({ key: around(small), context: { "aws:x": "true" } }))).toBe("allowed");
});

test("no document allows nothing, and has no fault", () => {
  for (const nothing of [undefined, null]) {
    const policy = parsePolicy(nothing, { kind: "key", name: "n", layer: "boundary" });
    expect(policy).toMatchObject({
      name: "n",
      layer: "boundary",
      kind: "key",
      faults: [],
      statements: [],
      document: null,
    });
    expect(policy.open).toBeUndefined();
  }
});

test("a policy tells its layer by its kind, what it leaves open, and its statements by name", () => {
  expect(
    (["key", "identity", "boundary", "trust", "bucket"] as const).map((kind) => parsePolicy(null, { kind }).layer),
  ).toEqual(["key-policy", "role-policy", "boundary", "role-policy", "key-policy"]);
  const open = parsePolicy(
    { Version: "2012-10-17", Statement: new OpenList([allow(), allow({ Sid: "B" }), new Hole("s")], new Hole("r")) },
    { kind: "key" },
  );
  expect(open.open).toEqual({ holes: ["r"] });
  expect(open.statements.map(({ id, effect }) => `${id} ${effect}`)).toEqual(["#1 Allow", "B Allow", "#3 unknown"]);
  expect(parsePolicy(new Choice(new Hole("c"), new Hole("b"), new Hole("a")), { kind: "key" }).open).toEqual({
    holes: ["a", "b"],
  });
  expect(
    parsePolicy({ Version: "2012-10-17", Statement: allow({ Effect: new Hole("e") }) }, { kind: "key" }).statements,
  ).toMatchObject([{ id: "#1", effect: "unknown" }]);
  expect(parsePolicy(around(good), { kind: "key" }).open).toBeUndefined();
});
