import type { Resource } from "../resolve";

import type { Value } from "../values";

/** A resource as it is referred to. */
type NamedResource = Pick<Resource, "address" | "mode" | "type" | "plan">;

/** How an ARN is written: as JSON text, or for HCL; `from` is the resource in whose configuration it will stand. */
export type Write = (arn: Value, of: NamedResource | null, from: NamedResource | null, name: string) => string;

/** For a JSON statement: the ARN itself where it is known. */
export const asJson: Write = (arn, of, from, name) => (typeof arn === "string" ? arn : reference(of, from, name));

/** For HCL: by reference, which keeps the order of creation: KMS refuses a policy whose principal does not exist yet. */
export const asHcl: Write = (arn, of, from, name) => {
  if (of !== null && sameModule(of, from)) return reference(of, from, name);
  return typeof arn === "string" ? arn : reference(of, from, name);
};

function reference(of: NamedResource | null, from: NamedResource | null, name: string): string {
  if (of === null || !sameModule(of, from)) return `<the ARN of ${name}>`;
  const data = of.mode === "data" ? "data." : "";
  return `\${${data}${of.type}.${local(of)}.arn}`;
}

function sameModule(of: NamedResource, from: NamedResource | null): boolean {
  return from !== null && of.plan === from.plan && of.address.module === from.address.module;
}

/** The resource's name with its instance key, as its own module writes it. */
export function local({ address: { name, key } }: Pick<NamedResource, "address">): string {
  return key === undefined ? name : `${name}[${JSON.stringify(key)}]`;
}
