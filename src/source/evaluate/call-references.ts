import { absoluteReferences, mostSpecific } from "../../plan";
import { Hole, OpenList, type Value } from "../../values";
import { type Call, referencesIn } from "../syntax";
import type { Scope } from "./scope";

const known = new WeakMap<Call, readonly string[]>();

/**
 * The value of a call; where it could not be settled, the hole refers to all that the arguments refer to. The values of the
 * arguments do not tell: of a new role's ARN, all that they hold is the account that is not known.
 */
export function withReferencesOf(call: Call, value: Value, { names: { moduleAddress } }: Scope): Value {
  const open = value instanceof OpenList ? value.rest : value;
  if (!(open instanceof Hole)) return value;
  let written = known.get(call);
  if (written === undefined) known.set(call, (written = mostSpecific(referencesIn(call))));
  if (written.length === 0) return value;
  const references = [...new Set([...open.references, ...absoluteReferences(moduleAddress, written)])];
  const { name, shape, fresh } = open;
  const hole = new Hole(name, { shape, fresh, references });
  return value instanceof OpenList ? new OpenList(value.items, hole) : hole;
}
