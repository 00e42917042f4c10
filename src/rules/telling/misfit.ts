import type { Misfit } from "../../judging";

/** What does not suit a service about a key, as half a sentence about the key. */
export function sayMisfit(what: Misfit): string {
  switch (what.kind) {
    case "spec":
      return `its key spec is ${what.is}, and it takes a symmetric one (${what.takes})`;
    case "usage":
      return `its key usage is ${what.is}, and it takes ${what.takes}`;
    case "unknown":
      return UNKNOWN[what.property];
    case "being-deleted":
      return "this plan deletes it, or its deletion is scheduled";
    case "disabled":
      return "it is disabled";
    case "material-expired":
      return "its key material has expired";
    case "material-absent":
      return "its key material is not in this plan: it has to be imported outside Terraform before the key can be used";
    case "region":
      return `it is in ${what.is}, and the service runs in ${what.only.join(", ")} alone`;
    case "form": {
      const takes = what.takesKeyId ? "a key id or the ARN of a key" : "the ARN of a key";
      return `${what.member} is ${what.is === "alias" ? "an alias" : "a key id"}, and it takes ${takes}`;
    }
  }
}

const UNKNOWN = {
  spec: "its key spec is not known",
  usage: "its key usage is not known",
  enabled: "whether it is enabled is not known",
} as const;
