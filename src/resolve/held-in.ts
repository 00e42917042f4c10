import { absoluteReferences, expressionReferences, mostSpecific, own, parseReference } from "../plan";
import type { Resource } from "./infrastructure";
import type { Surroundings } from "./resource";

/**
 * The address of the policy document whose JSON an attribute is set to: `data.aws_iam_policy_document.key` for
 * `policy = data.aws_iam_policy_document.key.json`, also through module inputs. A statement is added there, not where the
 * attribute stands. `undefined` where the expression refers to anything else.
 */
export function policyDocumentOf(
  resource: Resource,
  attribute: string,
  { configuration, narrow }: Pick<Surroundings, "configuration" | "narrow">,
): string | undefined {
  const { address } = resource;
  const expression = own(configuration?.resource(address)?.expressions, attribute);
  if (expression === undefined) return undefined;
  const references = mostSpecific(absoluteReferences(address.module, expressionReferences(expression)));
  const [only, ...others] = narrow(resource, references);
  const found = only === undefined || others.length > 0 ? undefined : parseReference(only);
  if (found?.address.type !== "aws_iam_policy_document" || found.address.mode !== "data") return undefined;
  return /^\.(?:minified_)?json$/.test(found.path) ? found.address.text : undefined;
}
