import { Hole, type Value } from "../values/value";
import type { Key, Role } from "./facts";

/** The ARN as it may be printed: a hole where something sensitive stands in it. */
export function spokenArn({ arn, hidden, id }: Pick<Key | Role, "arn" | "hidden" | "id">): Value {
  return hidden === true ? new Hole(`ARN of ${id}`, { shape: "arn" }) : arn;
}
