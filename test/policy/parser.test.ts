import { parsePolicy, policyParser, viewStatements } from "../../src/policy";
import type { Policy } from "../../src/policy";
import { Choice, Hole, type Value } from "../../src/values/value";

const ROOT = {
  Sid: "Root",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
};
const role = (name: string): unknown => ({
  Sid: "Role",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::111122223333:role/${name}` },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: "*",
});
const written = (statements: unknown, more: object = { Version: "2012-10-17" }): string =>
  JSON.stringify({ Statement: statements, ...more });

/** What parsing gives, for the one document as for many; and as it is, so that what is shared can be told. */
function each(...documents: readonly (readonly [string, Parameters<typeof parsePolicy>[1]])[]): readonly Policy[] {
  const parse = policyParser();
  const policies = documents.map(([document, options]) => parse(document, options));
  expect(policies).toEqual(documents.map(([document, options]) => parsePolicy(document, options)));
  return policies;
}

test("one text is one policy; of two names, two policies of the same statements", () => {
  const text = written([ROOT]);
  const [one, same, named, other] = each(
    [text, { kind: "key" }],
    [text, { kind: "key" }],
    [text, { kind: "key", name: "a" }],
    [text, { kind: "key", name: "b" }],
  );
  expect(same).toBe(one);
  expect([named?.name, other?.name, one?.name]).toEqual(["a", "b", undefined]);
  expect(named?.allows).toBe(other?.allows);
});

test("what is read by its kind and layer is not shared between them", () => {
  const text = written([ROOT]);
  const [, identity, trust, boundary] = each(
    [text, { kind: "key" }],
    [text, { kind: "identity" }],
    [text, { kind: "trust" }],
    [text, { kind: "key", layer: "boundary" }],
  );
  expect(identity?.faults).not.toEqual([]);
  expect(trust?.faults).not.toEqual(identity?.faults);
  expect(boundary?.layer).toBe("boundary");
});

test("equal statements of policies that differ are one statement", () => {
  const [one, other] = each(
    [written([ROOT, role("a")]), { kind: "key" }],
    [written([ROOT, role("b")]), { kind: "key" }],
  );
  expect(other?.statements[0]).toBe(one?.statements[0]);
  expect(other?.statements[1]).not.toBe(one?.statements[1]);
  expect([one, other].map((policy) => policy && viewStatements(policy)[1]?.principals[0]?.value)).toEqual([
    "arn:aws:iam::111122223333:role/a",
    "arn:aws:iam::111122223333:role/b",
  ]);
});

test("a statement without Sid is called by its place", () => {
  const nameless = { ...ROOT, Sid: undefined };
  const [first, second, alone] = each(
    [written([nameless, role("a")]), { kind: "key" }],
    [written([role("a"), nameless]), { kind: "key" }],
    [written(nameless), { kind: "key" }],
  );
  const ids = [first, second, alone].map((policy) => policy?.statements.map(({ id }) => id));
  expect(ids).toEqual([["#1", "Role"], ["Role", "#2"], ["#1"]]);
});

test("a fault is told of each policy that has it, by its place there", () => {
  const broken = { ...ROOT, Effect: "Permit" };
  const [first, second, same] = each(
    [written([broken, role("a")]), { kind: "key" }],
    [written([role("a"), broken]), { kind: "key" }],
    [written([broken, role("b")]), { kind: "key" }],
  );
  const places = [first, second, same].map((policy) => policy?.faults.map(({ at }) => at));
  expect(places).toEqual([["Statement[0].Effect"], ["Statement[1].Effect"], ["Statement[0].Effect"]]);
});

test("a member that stands twice is told of each policy that has it", () => {
  const twice = '{"Effect":"Allow","Effect":"Allow","Action":"kms:*","Resource":"*"}';
  const document = (name: string): string =>
    `{"Version":"2012-10-17","Statement":[${twice},${JSON.stringify(role(name))}]}`;
  const policies = each([document("a"), { kind: "identity" }], [document("b"), { kind: "identity" }]);
  expect(policies.map(({ faults }) => faults.filter(({ what }) => what.includes("twice")).length)).toEqual([1, 1]);
});

test("variables have a meaning by each document's own version", () => {
  const statement = { Effect: "Allow", Action: "kms:*", Resource: "arn:aws:kms:*:*:key/${aws:PrincipalTag/key}" };
  const policies = each(
    [written([statement]), { kind: "identity" }],
    [written([statement], { Version: "2008-10-17" }), { kind: "identity" }],
    [written([statement], {}), { kind: "identity" }],
  );
  const [statement2012, statement2008, unversioned] = policies.map(({ statements }) => statements[0]);
  expect(statement2012).not.toEqual(statement2008);
  expect(unversioned).toBe(statement2008);
});

test("many texts, more than are kept", () => {
  const names = Array.from({ length: 40 }, (_, at) => `role-${String(at)}`);
  const texts = names.map((name) => written([ROOT, role(name), { ...ROOT, Sid: name }]));
  const policies = each(...[...texts, ...texts].map((text) => [text, { kind: "key" }] as const));
  expect(policies.at(-1)).toBe(policies.at(names.length - 1));
  expect(new Set(policies.map(({ statements }) => statements[0])).size).toBe(1);
});

test("a choice within a document is told apart, also beside a text that holds none", () => {
  const first = new Hole("first");
  const action = new Choice(new Hole("second"), "kms:Decrypt", "kms:Encrypt");
  const open = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] };
  const plain = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';
  const actionsOf = (document: Value): unknown =>
    viewStatements(parsePolicy(document, { kind: "identity" })).map(({ actions }) => actions);
  expect(actionsOf(new Choice(first, plain, open))).toEqual([["kms:*"], ["kms:Decrypt"], ["kms:Encrypt"]]);
  expect(actionsOf(new Choice(first, open, plain))).toEqual([["kms:Decrypt"], ["kms:Encrypt"], ["kms:*"]]);
});

test("lists of actions are read the same, whatever else their statements say", () => {
  const using = ["kms:Decrypt", "kms:GenerateDataKey"];
  const told = (element: object): unknown => ({ Sid: "Role", Effect: "Allow", Resource: "*", ...element });
  const read = each(
    ...[
      { Action: using },
      { NotAction: using },
      { Action: ["kms:Decrypt", "kms:Encrypt"] },
      { Action: ["kms:Decrypt", 7] },
      { Action: [...using, ["kms:Encrypt"]] },
      { NotAction: [...using, ["kms:Encrypt"]] },
    ].map((element) => [written([told(element)]), { kind: "identity" }] as const),
  );
  const actions = read.map((policy) => viewStatements(policy)[0]?.actions);
  expect(actions.slice(0, 4)).toEqual([using, using, ["kms:Decrypt", "kms:Encrypt"], ["kms:Decrypt", "7"]]);
  expect(read.slice(0, 2).map((policy) => viewStatements(policy)[0]?.notAction)).toEqual([false, true]);
  expect(read.map(({ faults }) => faults.map(({ at }) => at))).toEqual([
    [],
    [],
    [],
    [],
    ["Statement[0].Action[2]"],
    ["Statement[0].NotAction[2]"],
  ]);
});

test("equal statements and kinds of principals are read in a time that grows with their number, not with its square", () => {
  const statements = JSON.stringify(Array.from({ length: 60_000 }, () => ({})));
  const policy = policyParser()(`{"Version":"2012-10-17","Statement":${statements}}`, { kind: "key" });
  expect(policy.statements).toHaveLength(60_000);
  const kinds = Object.fromEntries(Array.from({ length: 80_000 }, (_, at) => [`k${String(at)}`, "x"]));
  const { faults } = policyParser()(written([{ ...ROOT, Principal: kinds }]), { kind: "key" });
  expect(faults).toHaveLength(80_000);
});
