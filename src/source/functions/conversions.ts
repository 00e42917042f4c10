import { Hole, type Value } from "../../values";
import { convert } from "./convert";
import * as parameter from "./parameters";
import type { TerraformFunction } from "./terraform-function";
import { ANY, BOOL, NUMBER, STRING, type Type } from "./type";

/** `tostring` and its like: the hole of a value is the hole of the value converted. */
export const CONVERSIONS: Readonly<Record<string, TerraformFunction>> = {
  tostring: to(STRING),
  tonumber: to(NUMBER),
  tobool: to(BOOL),
  tolist: to({ kind: "list", of: ANY }),
  toset: to({ kind: "set", of: ANY }),
  tomap: to({ kind: "map", of: ANY }),
  sensitive: same(),
  nonsensitive: same(),
  // What is ephemeral is in no plan.
  ephemeralasnull: same(),
};

function to(type: Type): TerraformFunction {
  return {
    parameters: [parameter.nullable],
    holes: "seen",
    choices: "each",
    // Whatever it was before, a collection is now of that type; a text is the same text.
    call: ([value = null], { unsettled }) => {
      const collection = type.kind === "list" || type.kind === "set" || type.kind === "map";
      const converted = convert(value, type);
      return collection && converted instanceof Hole ? unsettled() : converted;
    },
  };
}

/** Whether a value may be shown is for the plan to say; its value is the same. */
function same(): TerraformFunction {
  return {
    parameters: [parameter.nullable],
    holes: "seen",
    choices: "seen",
    call: ([value = null]): Value => value,
  };
}
