import { makeArn, type Value, wordsOf } from "../values";
import { type ContextState, type RequestContext, UNKNOWN_STATE, contextHole, oneAmong } from "./evaluate";
import { arnNamespaces } from "../services";
import { partitionOf } from "./match";

/**
 * The condition keys of a service's call to assume a role, by one of these names. The account is the role's own, and the source a resource of the
 * service in it: IAM User Guide, "The confused deputy problem", and both services' pages on it.
 */
export function trustContext(
  principals: readonly string[],
  role: { readonly arn: Value; readonly account: Value },
  region?: Value,
): RequestContext {
  const account = wordsOf(role.account) ?? contextHole("aws:sourceaccount", "account");
  const [principal = ""] = principals;
  const label = principal.split(".")[0] ?? principal;
  const sources = (arnNamespaces[label] ?? [label]).map((namespace) =>
    makeArn(
      partitionOf(wordsOf(role.arn) ?? ""),
      namespace,
      wordsOf(region) ?? contextHole("aws:sourcearn region", "region"),
      account,
      [contextHole("aws:sourcearn")],
    ),
  );
  const states = new Map<string, ContextState>([
    ["aws:sourceaccount", { state: "known", values: [account] }],
    ["aws:sourcearn", oneAmong(sources)],
    ["aws:principalisawsservice", { state: "known", values: ["true"] }],
    ["aws:principalservicename", oneAmong(principals)],
    ["aws:securetransport", { state: "known", values: ["true"] }],
    ["sts:externalid", { state: "absent" }],
    // A service principal is a member of no organization.
    ["aws:principalorgid", { state: "absent" }],
    ["aws:principalorgpaths", { state: "absent" }],
  ]);
  return { state: (key) => states.get(key.toLowerCase()) ?? UNKNOWN_STATE };
}
