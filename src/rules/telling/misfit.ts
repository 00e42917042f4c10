import type { Misfit } from "../../judging";
import { enumerate, some } from "./sentences";

/** What does not suit a service about a key, as half a sentence about the key. */
export function sayMisfit(what: Misfit): string {
  switch (what.kind) {
    case "spec":
      return what.takes === null
        ? `its key spec is ${what.is}, and it takes a symmetric one (SYMMETRIC_DEFAULT)`
        : `its key spec is ${what.is}, and it takes ${enumerate(what.takes)}`;
    case "usage":
      return `its key usage is ${what.is}, and it takes ${enumerate(what.takes ?? [])}`;
    case "unsupported":
      return `no KMS key works for ${some(what.using)}. AWS: ${what.says}`;
    case "needs-workarounds":
      return `whether a KMS key works for ${some(what.using)} hangs on workarounds. AWS: ${what.says}`;
    case "managed-by-aws":
      return `it takes a customer managed key, since nobody can change the policy of an AWS managed one. AWS: ${what.says}`;
    case "multi-region":
      return "it is a multi-Region key, which the service does not take";
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
    case "other-region":
      return `it is in ${what.is}, and ${some(what.using)} needs a key in ${what.needs}`;
    case "form": {
      const takes = [
        ...(what.takesAlias === true ? ["an alias"] : []),
        ...(what.takesKeyId ? ["a key id"] : []),
        "the ARN of a key",
      ].join(" or ");
      return `${what.member} is ${what.is === "alias" ? "an alias" : "a key id"}, and it takes ${takes}`;
    }
  }
}

const UNKNOWN = {
  spec: "its key spec is not known",
  usage: "its key usage is not known",
  enabled: "whether it is enabled is not known",
  "multi-region": "whether it is a multi-Region key is not known",
} as const;
