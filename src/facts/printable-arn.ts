import { Hole, type Value } from "../values";
import type { Key, Role } from "./facts";

/** The ARN as it may be printed: a hole where something sensitive stands in it. */
export function printableArn({
  arn,
  hasSensitiveName,
  id,
}: Pick<Key | Role, "arn" | "hasSensitiveName" | "id">): Value {
  return hasSensitiveName === true ? new Hole(`ARN of ${id}`, { shape: "arn" }) : arn;
}
