import { gatherFacts, type GatherOptions } from "../../src/facts/gather-facts";
import type { Facts } from "../../src/facts/facts";
import { planFromJson, type Json, type JsonObject } from "../../src/plan";
import { resolve } from "../../src/resolve/resolve";

/** One entry of a plan that is made by hand. */
export interface Given {
  readonly address: string;
  /** `create` where nothing is said; `no-op` where `before` is given. */
  readonly actions?: readonly string[];
  readonly before?: JsonObject;
  /** What `before` is where it is left out. */
  readonly after?: JsonObject;
  readonly unknown?: JsonObject;
  readonly sensitive?: JsonObject;
  readonly expressions?: JsonObject;
  readonly provisioners?: Json;
  /** Key of the provider's configuration; `aws` where nothing is said. */
  readonly provider?: string;
}

/** The account of the plans that are made by hand. */
export const ACCOUNT = "111122223333";

/** Provider configurations by key. */
const PROVIDERS: JsonObject = {
  aws: {
    name: "aws",
    expressions: { region: { constant_value: "eu-west-1" }, allowed_account_ids: { constant_value: [ACCOUNT] } },
  },
  "aws.other": {
    name: "aws",
    alias: "other",
    expressions: { region: { constant_value: "eu-west-1" }, allowed_account_ids: { constant_value: ["444455556666"] } },
  },
};

/** A plan document of a few resources in the root module. */
export function planDocument(given: readonly Given[], more: JsonObject = {}): JsonObject {
  const entries = given.map((each) => ({ ...each, ...partsOf(each.address) }));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: entries.map((each) => ({
      address: each.address,
      mode: each.mode,
      type: each.type,
      name: each.name,
      ...(each.index === undefined ? {} : { index: each.index }),
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: each.actions ?? (each.before === undefined ? ["create"] : ["no-op"]),
        before: each.before ?? null,
        after:
          each.actions?.includes("delete") === true && each.actions.length === 1
            ? null
            : (each.after ?? each.before ?? {}),
        after_unknown: each.unknown ?? {},
        after_sensitive: each.sensitive ?? {},
      },
    })),
    configuration: {
      provider_config: PROVIDERS,
      root_module: {
        resources: entries
          .filter(({ actions }) => actions?.join() !== "delete" && actions?.join() !== "forget")
          .map((each) => ({
            address: `${each.mode === "data" ? "data." : ""}${each.type}.${each.name}`,
            mode: each.mode,
            type: each.type,
            name: each.name,
            provider_config_key: each.provider ?? "aws",
            expressions: each.expressions ?? {},
            ...(each.provisioners === undefined ? {} : { provisioners: each.provisioners }),
          })),
      },
    },
    ...more,
  };
}

function partsOf(address: string): { mode: "managed" | "data"; type: string; name: string; index?: string } {
  const [, data, type = "", name = "", index] = /^(data\.)?([^.]+)\.([^[]+)(?:\["(.*)"\])?$/s.exec(address) ?? [];
  return { mode: data === undefined ? "managed" : "data", type, name, ...(index === undefined ? {} : { index }) };
}

/** The facts of such a plan. */
export function factsOf(given: readonly Given[], options: GatherOptions & { readonly more?: JsonObject } = {}): Facts {
  const plan = planFromJson(planDocument(given, options.more), { path: "plan.json", sha256: "0" });
  return gatherFacts(resolve(plan), options);
}

/** A policy document's text. */
export function policy(...statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A role that a service may assume, as it is created. */
export function serviceRole(name: string, service = "personalize.amazonaws.com"): Given {
  const assume_role_policy = policy({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });
  return {
    address: `aws_iam_role.${name}`,
    after: { name, assume_role_policy },
    unknown: { arn: true, unique_id: true, id: true },
  };
}

/** A key as it is created; `more` are its arguments. */
export function newKey(name: string, more: JsonObject = {}): Given {
  const unknown = { arn: true, key_id: true, id: true, ...("policy" in more ? {} : { policy: true }) };
  return { address: `aws_kms_key.${name}`, after: more, unknown };
}

/** A key that is there, with its ARN. */
export function oldKey(name: string, more: JsonObject = {}): Given {
  const key_id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  return {
    address: `aws_kms_key.${name}`,
    before: { key_id, arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${key_id}`, ...more },
  };
}
