import { absoluteReferences, mostSpecific } from "../../plan";
import { Hole, OpenList, type Value } from "../../values";
import { ObjectHole, TypedHole, WholeNumber } from "../functions";
import { type Call, referencesIn } from "../syntax";
import type { Scope } from "./scope";

const known = new WeakMap<Call, readonly string[]>();

/**
 * The value of a call; where it could not be settled, the hole refers to all that the arguments refer to. The values of the
 * arguments do not tell: of a new role's ARN, all that they hold is the account that is not known.
 */
export function withReferencesOf(call: Call, value: Value, { names: { moduleAddress } }: Scope): Value {
  const open = value instanceof OpenList ? value.rest : value;
  // A resource as a whole and a number beyond JavaScript's are what they are: nothing is left to refer to.
  if (!(open instanceof Hole) || open instanceof ObjectHole || open instanceof WholeNumber) return value;
  let written = known.get(call);
  if (written === undefined) known.set(call, (written = mostSpecific(referencesIn(call))));
  if (written.length === 0) return value;
  const references = [...new Set([...open.references, ...absoluteReferences(moduleAddress, written)])];
  const { name, shape, fresh } = open;
  const hole =
    open instanceof TypedHole
      ? new TypedHole(name, open.type, references)
      : new Hole(name, { shape, fresh, references });
  return value instanceof OpenList ? new OpenList(value.items, hole) : hole;
}
