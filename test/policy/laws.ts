import * as fc from "fast-check";
import { authorize, documents, explicitDeny, parsePolicy, type AuthorizeQuery } from "../../src/policy";
import { prepare } from "../../src/policy/decide";
import {
  Choice,
  Hole,
  JsonText,
  OpenList,
  Text,
  isList,
  isMap,
  text,
  type TextPart,
  type Value,
} from "../../src/values/value";
import type { Verdict } from "../../src/verdict";
import { fill, fillings } from "./fill";
import { ACCOUNT, ROLE, SERVICE, oneOf, queryOf, templates, type Template } from "./generate";

/** A law that the authorizer keeps. */
export interface Law {
  readonly says: string;
  /** The share of the runs that it takes. */
  readonly weight: number;
  /** Draws queries, and tells the smallest that breaks it; `undefined`: none does. */
  check(runs: { readonly numRuns: number; readonly seed: number }): string | undefined;
}

function law<Drawn>(says: string, weight: number, property: fc.IProperty<Drawn>): Law {
  return {
    says,
    weight,
    check(runs) {
      const { failed, errorInstance, counterexample, counterexamplePath } = fc.check(property, runs);
      if (!failed) return undefined;
      return `${String(errorInstance)}\npath ${counterexamplePath ?? ""}\n${fc.stringify(counterexample)}`;
    },
  };
}

/** The laws of the authorizer, completion soundness above all. */
export const laws: readonly Law[] = [
  law(
    "what is certain with unknown parts holds however they turn out, and what remains possible covers all that comes",
    6,
    fc.property(templates, fillings, (template, filling) => {
      sound(template, filling);
    }),
  ),
  law(
    "adding a Deny keeps a denial, adding an Allow keeps an Allow",
    1,
    fc.property(templates, fc.boolean(), extraStatements(), (template, denies, extra) => {
      monotone(template, denies, extra);
    }),
  ),
  law("the order of statements, actions, principals and values does not matter", 1, fc.property(templates, orderless)),
  law("every answer carries its proof", 1, fc.property(templates, proved)),
  law("JSON text and object are one document, holes in the strings included", 1, fc.property(templates, oneDocument)),
  law(
    "no document is too strange to be read, and a malformed one allows nothing for certain",
    1,
    fc.property(fc.oneof(fc.string(), fc.json(), brokenDocuments()), neverAllows),
  ),
];

const QUESTIONS: readonly ((query: AuthorizeQuery) => Verdict)[] = [
  authorize,
  (query) => documents(prepare(query), "key-policy"),
  (query) => documents(prepare(query), "role-policy"),
  (query) => explicitDeny(prepare(query)),
];

function sound(template: Template, filling: Parameters<typeof fill>[1]): void {
  const open = queryOf(template);
  const known = queryOf(fill(template, filling));
  for (const ask of QUESTIONS) {
    const before = ask(open);
    const after = ask(known);
    if (before.outcome !== "unknown") agree(before, after);
    else if (after.outcome !== "unknown") {
      const outcome = after.outcome === "denied" ? after.by : after.outcome;
      if (!before.possible.includes(outcome)) {
        throw new Error(`possible: ${before.possible.join()}; yet ${outcome}, since ${String(after.because)}`);
      }
    }
  }
}

function agree(before: Verdict, after: Verdict): void {
  if (before.outcome !== after.outcome) {
    throw new Error(
      `${before.outcome}, since ${String(before.because)}; yet ${after.outcome}, since ${String(after.because)}`,
    );
  }
}

function extraStatements(): fc.Arbitrary<{ readonly Principal: Value; readonly Action: Value }> {
  return fc.record({
    Principal: oneOf<Value>("*", { AWS: ROLE }, { AWS: ACCOUNT }, { Service: SERVICE }),
    Action: oneOf<Value>("kms:*", "kms:Decrypt", "*"),
  });
}

function monotone(
  template: Template,
  denies: boolean,
  extra: { readonly Principal: Value; readonly Action: Value },
): void {
  const before = authorize(queryOf(template));
  const statement = { Effect: denies ? "Deny" : "Allow", ...extra, Resource: "*" };
  const after = authorize(queryOf({ ...template, keyPolicy: withStatement(template.keyPolicy, statement) }));
  if (before.outcome === (denies ? "denied" : "allowed")) agree(before, after);
}

function withStatement(policy: Value, statement: Value): Value {
  if (policy instanceof JsonText) return withStatement(policy.value, statement);
  if (!isMap(policy)) return policy;
  const { Statement: list } = policy;
  if (list instanceof OpenList) return { ...policy, Statement: new OpenList([...list.items, statement], list.rest) };
  return isList(list) ? { ...policy, Statement: [...list, statement] } : policy;
}

function orderless(template: Template): void {
  const turned = {
    ...template,
    keyPolicy: reversed(template.keyPolicy),
    identityPolicies: template.identityPolicies.map(reversed).reverse(),
    permissionsBoundary: template.permissionsBoundary && reversed(template.permissionsBoundary),
  };
  agree(authorize(queryOf(template)), authorize(queryOf(turned)));
}

function reversed(value: Value): Value {
  if (value instanceof JsonText) return new JsonText(reversed(value.value));
  if (value instanceof OpenList) return new OpenList(value.items.map(reversed).reverse(), value.rest);
  if (value instanceof Choice) return new Choice(value.condition, reversed(value.whenTrue), reversed(value.whenFalse));
  if (isList(value)) return value.map(reversed).reverse();
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, Value] => [name, reversed(member)])
      .reverse(),
  );
}

/** A verdict as a report stores it. */
type Plain = Verdict & { readonly because: string };

function proved(template: Template): void {
  for (const ask of QUESTIONS.slice(0, 3)) {
    const verdict = ask(queryOf(template));
    const plain = JSON.parse(JSON.stringify(verdict)) as Plain;
    if (!/\S/.test(plain.because)) throw new Error(`${plain.outcome} without a sentence`);
    if (/[\u0000]|undefined|\[object/.test(plain.because)) throw new Error(`unreadable: ${plain.because}`);
    if (plain.outcome === "unknown") {
      if (plain.blockers.length === 0) throw new Error(`unknown without a blocker: ${plain.because}`);
      if (plain.possible.length === 0) throw new Error("unknown without possibilities");
    } else if (plain.statements.length === 0 && (plain.outcome === "allowed" || plain.by === "explicit")) {
      throw new Error(`${plain.outcome} without a statement: ${plain.because}`);
    }
  }
}

function oneDocument(template: Template): void {
  const written = render(template.keyPolicy);
  if (written === undefined) return;
  agree(authorize(queryOf(template)), authorize(queryOf({ ...template, keyPolicy: text(written) })));
}

/** The value as JSON text with holes in its strings; `undefined`: something stands outside a string. */
function render(value: Value): readonly TextPart[] | undefined {
  if (value instanceof Hole) return ['"', value, '"'];
  if (value instanceof Text) {
    return [
      '"',
      ...value.parts.map((part) => (typeof part === "string" ? JSON.stringify(part).slice(1, -1) : part)),
      '"',
    ];
  }
  if (value instanceof JsonText) return render(value.value);
  if (value instanceof OpenList || value instanceof Choice) return undefined;
  if (isList(value)) return enclosed("[", value.map(render), "]");
  if (!isMap(value)) return [JSON.stringify(value)];
  const members = Object.entries(value).map(([name, member]) => {
    const rendered = STRUCTURAL.has(member instanceof Hole ? member.name : "") ? undefined : render(member);
    return rendered === undefined ? undefined : [`${JSON.stringify(name)}: `, ...rendered];
  });
  return enclosed("{", members, "}");
}

/** Holes that stand for more than text. */
const STRUCTURAL = new Set(["statement", "document", "condition", "principals", "actions", "resources", "values"]);

function enclosed(
  open: string,
  all: readonly (readonly TextPart[] | undefined)[],
  close: string,
): TextPart[] | undefined {
  const parts: TextPart[] = [open];
  for (const [index, each] of all.entries()) {
    if (each === undefined || each.some((part) => part instanceof Hole && STRUCTURAL.has(part.name))) return undefined;
    parts.push(...(index === 0 ? [] : [",\n  "]), ...each);
  }
  return [...parts, close];
}

const GOOD = { Sid: "Use", Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:*", Resource: "*" };

/** A document that allows all, with one thing in it that AWS does not take. */
function brokenDocuments(): fc.Arbitrary<string> {
  return fc
    .tuple(
      oneOf("Effect", "Principal", "Action", "Condition", "Sid", "Extra"),
      oneOf<Value>(null, 5, true, "x", ["x"], [], {}, { x: "y" }, [["kms:*"]], { AWS: {} }, "allow", ["Allow"]),
      fc.boolean(),
    )
    .filter(([element, value]) => !isSound(element, value))
    .map(([element, value, alone]) => {
      const statement: Record<string, Value> = { ...GOOD, [element]: value };
      return JSON.stringify({ Version: "2012-10-17", Statement: alone ? [statement] : [GOOD, statement] });
    });
}

/** Whether AWS may take the element so. */
function isSound(element: string, value: Value): boolean {
  if (element === "Condition") return value === null || (isMap(value) && Object.keys(value).length === 0);
  if (element === "Sid") return value === null || typeof value === "string";
  return element === "Action" && value !== null && !isMap(value) && JSON.stringify(value) !== '[["kms:*"]]';
}

function neverAllows(document: string): void {
  const keyPolicy = parsePolicy(document, { kind: "key" });
  const verdict = authorize({
    principal: { kind: "role", arn: ROLE, account: ACCOUNT, name: "geo" },
    action: "kms:Decrypt",
    key: { arn: `arn:aws:kms:us-west-2:${ACCOUNT}:key/k`, account: ACCOUNT },
    keyPolicy,
    identityPolicies: [],
    context: { state: () => ({ state: "absent" }) },
  });
  if (keyPolicy.faults.length === 0) throw new Error(`no fault in ${document}`);
  if (verdict.outcome === "allowed") throw new Error(`allowed by ${document}`);
}
