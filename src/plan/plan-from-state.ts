import { asString, own } from "./json";
import { isAccountId, parseArn } from "../values";
import type { JsonObject, Plan, PriorResource } from "./plan";
import { stateResources, type PlanOrigin } from "./plan-from-json";

/**
 * Makes a plan that changes nothing of a state (`terraform show -json` without a plan file): what exists, all of it known.
 * A state does not say which provider configuration made a resource. Where its ARNs name several accounts or Regions, each
 * place counts as a provider of its own, and what has no ARN stands in a place that is not known.
 */
export function planFromState(document: JsonObject, origin: PlanOrigin): Plan {
  return {
    file: {
      path: origin.path,
      sha256: origin.sha256,
      reader: "json",
      terraformVersion: asString(own(document, "terraform_version")) ?? null,
      formatVersion: asString(own(document, "format_version")) ?? null,
      complete: null,
      deferred: false,
      state: true,
    },
    resources: [],
    prior: byPlace(stateResources(own(document, "values"))),
    configuration: null,
    variables: {},
  };
}

interface Place {
  readonly account: string;
  /** Empty for what is global. */
  readonly region: string;
}

/** Resources of a state, each as of a provider of the account and Region in which it stands, where these are several. */
export function byPlace(resources: readonly PriorResource[]): readonly PriorResource[] {
  const placed = resources.map((resource) => ({ resource, place: placeOf(resource) }));
  const of = (read: (place: Place) => string): Set<string> =>
    new Set(placed.flatMap(({ place }) => (place === undefined ? [] : [read(place)])).filter((each) => each !== ""));
  const [accounts, regions] = [of(({ account }) => account), of(({ region }) => region)];
  if (accounts.size <= 1 && regions.size <= 1) return resources;
  return placed.map(({ resource, place }) => {
    const { account = "", region = "" } = place ?? {};
    const apart = [...(accounts.size > 1 ? [account] : []), region].filter((each) => each !== "").join(" ");
    // Who asks for the caller's identity, nobody can tell either.
    const asker = accounts.size > 1 && account === "" ? resource.address.text : "";
    return apart + asker === "" ? resource : { ...resource, provider: `${resource.provider} (${apart}${asker})` };
  });
}

/** Where a managed resource's own ARN says that it stands, or what a provider answered of itself. */
function placeOf({ mode, type, values }: PriorResource): Place | undefined {
  if (mode === "data") return answered(type, values);
  if (typeof values.arn !== "string") return undefined;
  const { region, account } = parseArn(values.arn) ?? {};
  return isAccountId(account) && region !== undefined ? { account, region } : undefined;
}

/** A configuration asks several providers who they are, the one of another account too. */
function answered(type: string, values: JsonObject): Place | undefined {
  const { account_id: account, name, region = name } = values;
  if (type === "aws_caller_identity" && typeof account === "string") return { account, region: "" };
  return type === "aws_region" && typeof region === "string" ? { account: "", region } : undefined;
}
