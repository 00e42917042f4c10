import { mostSpecific, parseReference } from "../plan";
import type { Plan } from "../plan/plan";
import type * as Source from "../source";
import type { Path, SourceConfiguration } from "../source";
import { Hole, type Value } from "../value";
import type { Origin, Resource } from "./infrastructure";
import { overlay } from "./overlay";
import { writtenSource } from "./written-source";

/** What a recovery may look at. */
export interface RecoveryContext {
  readonly plan: Plan;
  readonly at: (address: string) => Resource | undefined;
  /** The instance keys of a resource or module, by its address without the last key. */
  readonly keys: (address: string) => readonly (string | number)[] | undefined;
}

/** Finds what the plan's values leave open. `undefined`: nothing says more. */
export type Recover = (
  resource: Resource,
  attribute: string,
  planned: Value,
) => { readonly value: Value; readonly origin: Origin } | undefined;

/**
 * The ways in which a value that is not known is found (DESIGN §3), in their order: a deferred `aws_iam_policy_document`, a
 * template of a JSON configuration.
 */
export function recovery(context: RecoveryContext): Recover {
  let configuration: SourceConfiguration | null | undefined;
  return (resource, attribute, planned) => {
    const document = fromPolicyDocument(attribute, planned, context);
    if (document !== undefined) return { value: document, origin: "policy-document" };
    configuration ??= readTemplates(context) ?? null;
    const sourced = configuration?.attribute(resource.address, [attribute])?.value;
    const value = sourced === undefined ? undefined : overlay(planned, sourced);
    if (value === undefined || value instanceof Hole)
      return value === undefined ? undefined : { value, origin: "unknown" };
    return { value, origin: "configuration" };
  };
}

/** Attributes that hold a policy document, whose `aws_iam_policy_document` may be read instead. */
const POLICY_ATTRIBUTES = new Set(["policy", "assume_role_policy"]);

function fromPolicyDocument(attribute: string, planned: Value, { at }: RecoveryContext): Value | undefined {
  if (!POLICY_ATTRIBUTES.has(attribute) || !(planned instanceof Hole)) return undefined;
  const [reference, ...others] = mostSpecific(planned.references);
  if (reference === undefined || others.length > 0) return undefined;
  const found = parseReference(reference);
  if (found?.address.type !== "aws_iam_policy_document" || !/^\.(minified_)?json$/.test(found.path)) return undefined;
  const document = at(found.address.text)?.output(found.path.slice(1));
  return document instanceof Hole ? undefined : document;
}

/** The parser and the evaluator are only loaded where the plan shows a template and something is not known. */
function readTemplates({ plan, at, keys }: RecoveryContext): SourceConfiguration | undefined {
  const source = writtenSource(plan);
  if (source === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { readConfiguration } = require("../source") as typeof Source;
  const value = (address: string, path: Path): Value | undefined => at(address)?.output(outputPath(path));
  return readConfiguration(source, { planned: { value, keys }, variables: plan.variables });
}

function outputPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${String(step)}]`;
      if (index === 0) return step;
      return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}
