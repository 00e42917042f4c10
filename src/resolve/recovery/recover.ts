import { mostSpecific, parseReference, type Plan } from "../../plan";
import type { SourceConfiguration } from "../../source";
import { Hole, isSame, type Value } from "../../values";
import type { Resource } from "../infrastructure";
import { overlay } from "./overlay";
import type { OwnSource } from "./own-source";
import { evaluateSource, type PlannedWorld } from "./plan-source";
import type { Settled } from "./settled-attributes";
import { writtenSource } from "./written-source";

/** What a recovery may look at. */
export interface RecoveryContext extends PlannedWorld {
  readonly plan: Plan;
  /** The plan's source, where it is at hand. */
  readonly source: OwnSource | undefined;
}

/** Finds what the plan's values leave open. `undefined`: nothing says more. */
export type Recover = (resource: Resource, attribute: string, planned: Value) => Settled | undefined;

/**
 * The ways in which a value that is not known is found (DESIGN §3): a deferred `aws_iam_policy_document`, a template of a
 * JSON configuration, the plan's source. Source tells the most, so that it is asked first; where it says no more than a
 * document, that is where the value was found.
 */
export function recovery(context: RecoveryContext): Recover {
  const { source } = context;
  const template = templates(context);
  return (resource, attribute, planned) => {
    const sourced = source?.recover(resource, attribute, planned);
    if (sourced !== undefined && !(sourced.value instanceof Hole)) {
      const document = fromPolicyDocument(attribute, planned, context);
      const same = document !== undefined && sourced.value !== undefined && isSame(document, sourced.value);
      return same ? { ...sourced, origin: "policy-document" } : sourced;
    }
    // What the source leaves open is not for a mere reference to settle.
    if (sourced !== undefined && sourced.because === undefined) return sourced;
    const document = fromPolicyDocument(attribute, planned, context);
    const because = sourced?.because;
    if (document !== undefined) {
      return { value: document, origin: "policy-document", ...(because === undefined ? {} : { because }) };
    }
    return template(resource, attribute, planned) ?? sourced;
  };
}

/** Attributes that hold a policy document, whose `aws_iam_policy_document` may be read instead. */
const POLICY_ATTRIBUTES = new Set(["policy", "key_policy", "assume_role_policy"]);

function fromPolicyDocument(attribute: string, planned: Value, { at }: RecoveryContext): Value | undefined {
  if (!POLICY_ATTRIBUTES.has(attribute) || !(planned instanceof Hole)) return undefined;
  const [reference, ...others] = mostSpecific(planned.references);
  if (reference === undefined || others.length > 0) return undefined;
  const found = parseReference(reference);
  if (found?.address.type !== "aws_iam_policy_document" || !/^\.(minified_)?json$/.test(found.path)) return undefined;
  const document = at(found.address.text)?.output(found.path.slice(1));
  return document instanceof Hole ? undefined : document;
}

/** What templates in plan JSON say; looked for where something is not known. */
function templates(context: RecoveryContext): Recover {
  let configuration: SourceConfiguration | null | undefined;
  return (resource, attribute, planned) => {
    if (configuration === undefined) configuration = readTemplates(context) ?? null;
    const written = configuration?.attribute(resource.address, [attribute])?.value;
    const value = written === undefined ? undefined : overlay(planned, written);
    if (value === undefined) return undefined;
    return { value, origin: value instanceof Hole ? "unknown" : "configuration" };
  };
}

function readTemplates(context: RecoveryContext): SourceConfiguration | undefined {
  const source = writtenSource(context.plan);
  return source && evaluateSource(source, context.plan, context);
}
