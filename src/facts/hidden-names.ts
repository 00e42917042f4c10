import { parseReference } from "../plan";
import { Hole, holesOf, Text, type Value } from "../values";

/**
 * Whether something whose name is not known, or not all of it, may have the name that somebody wrote; in what is written `*`
 * and `?` are any text. What AWS or Terraform makes up while applying is nothing that could have been written before.
 */
export function mayHaveName(name: Value, written: string): boolean {
  if (!(name instanceof Hole || name instanceof Text) || holesOf(name).some(isMadeUp)) return false;
  const parts = name instanceof Hole ? [name] : name.parts;
  return mayMeet(parts.map((part) => (typeof part === "string" ? part : "*")).join(""), written);
}

function isMadeUp({ name, references, fresh }: Hole): boolean {
  const from = (references.length > 0 ? references : [name]).map((each) => parseReference(each)?.address.type);
  return fresh || from.every((type) => type?.startsWith("random_") === true);
}

/** Whether two patterns have the beginning and the end in common, as far as both are written out. */
function mayMeet(one: string, other: string): boolean {
  const [start, otherStart] = [one, other].map((each) => /^[^*?]*/.exec(each)?.[0] ?? "");
  const [end, otherEnd] = [one, other].map((each) => /[^*?]*$/.exec(each)?.[0] ?? "");
  return isPart(start, otherStart, "startsWith") && isPart(end, otherEnd, "endsWith");
}

function isPart(one = "", other = "", how: "startsWith" | "endsWith"): boolean {
  return one[how](other) || other[how](one);
}
