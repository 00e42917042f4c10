import { Choice, isList, isMap, type Value } from "../../values";
import { choose, entryOf, isUnordered, type Path } from "../functions";
import { policyDocument } from "../policy-document";
import type { Block } from "../syntax";
import { evaluateArgument, evaluateBody } from "./resource-block";
import type { Scope } from "./scope";

/**
 * An attribute of one instance of a resource as its block says: an argument, a list of nested blocks, or what Terraform and
 * the AWS provider are known to make of them. `undefined`: the block does not say.
 *
 * @param address names the instance in holes
 */
export function writtenAttribute(block: Block, name: string, scope: Scope, address: string): Value | undefined {
  const [type = ""] = block.labels;
  if (block.type === "data" && type === "aws_iam_policy_document" && DOCUMENT.has(name)) {
    return policyDocument(evaluateBody(block.body, scope, address), { minified: name === "minified_json" });
  }
  if (type === "terraform_data" && name === "output") return evaluateArgument(block.body, "input", scope, address);
  return evaluateArgument(block.body, name, scope, address);
}

const DOCUMENT: ReadonlySet<string> = new Set(["json", "minified_json"]);

/**
 * Follows a path into an attribute. `undefined` where the source does not say what is there: the rest of a nested block is
 * for AWS to fill in.
 */
export function followPath(value: Value, path: Path): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (value instanceof Choice) {
    const [whenTrue, whenFalse] = [followPath(value.whenTrue, path), followPath(value.whenFalse, path)];
    return whenTrue === undefined || whenFalse === undefined ? undefined : choose(value.condition, whenTrue, whenFalse);
  }
  if (isMap(value)) {
    // JSON may write a block that stands alone without a list around it.
    if (step === 0 && entryOf(value, "0") === undefined) return followPath(value, rest);
    const entry = entryOf(value, String(step));
    return entry === undefined ? undefined : followPath(entry, rest);
  }
  if (isList(value) && !isUnordered(value)) {
    const item = value[Number(step)];
    return item === undefined ? undefined : followPath(item, rest);
  }
  return undefined;
}
