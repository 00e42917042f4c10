import { formatKey } from "../../plan";
import type { Path } from "../functions";
import type { InstanceKey } from "./repetition";

/** `[0]`, `["x"]`, or nothing, as addresses have it. */
export function keyStep(key: InstanceKey): string {
  return key === undefined ? "" : `[${formatKey(key)}]`;
}

/** `.name[0]["a b"]`. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === "string" && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : keyStep(step)))
    .join("");
}
