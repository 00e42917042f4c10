import type { Use } from "../facts";
import { isOptIn, type RequiredGrantee, type Service } from "../services";
import { partsOf, type Words } from "../values";
import type { Grantee } from "./access";
import { filledFor, regionOf } from "./using";

/** Whom a requirement means in a use; `null` where it means nobody of whom a policy could be asked. */
export function granteeOf(kind: RequiredGrantee, use: Use, service: Service): Grantee | null {
  if (kind === "caller") return null;
  if (kind === "role") return use.withoutRole === true ? null : { kind: "role", role: use.role };
  if (kind === "service") return { kind: "service", principal: service.principals[0] ?? service.id };
  if ("serviceLinkedRole" in kind) return { kind: "role", role: use.serviceLinkedRole ?? null };
  const calls = templatesOf(kind, use, service).map((template) => filledFor(template, use, service));
  return { kind: "service", principal: calls.map(printed).join(" or "), calls };
}

/** In Regions that an account must opt in to, some services call by a name of that Region. */
function templatesOf(
  { service: everywhere, inOptInRegions }: Extract<RequiredGrantee, { readonly service: string }>,
  use: Use,
  service: Service,
): readonly string[] {
  if (inOptInRegions === undefined) return [everywhere];
  const region = regionOf(use, service);
  if (typeof region !== "string") return [everywhere, inOptInRegions];
  return [isOptIn(region) ? inOptInRegions : everywhere];
}

function printed(words: Words): string {
  return partsOf(words)
    .map((part) => (typeof part === "string" ? part : `<${part.name}>`))
    .join("");
}
