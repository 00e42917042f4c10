import { SAYINGS } from "../../plan";
import type { Infrastructure, Resource } from "../../resolve";
import { parseArn, type Value } from "../../values";

/** The `aws_kms_key_policy` resources of one key, by what applying the plan does with them. */
export interface PolicyResources {
  /** They hold the key's policy. */
  readonly setting: readonly Resource[];
  /** They are taken away, which sets the policy back to AWS's default. */
  readonly ending: readonly Resource[];
  /** They are moved to the key by an update that changes nothing else, for which the provider makes no call. */
  readonly unwritten: readonly Resource[];
  /** They are moved to the key, and whether their policy changes with it is not known. */
  readonly doubtful: readonly Resource[];
}

/** All of a plan. */
export interface AllPolicyResources {
  /** By the key's address. */
  ofKeys(address: string): PolicyResources;
  /** Of keys outside the plan, by {@link keyIdOf}. */
  ofOutside(id: string): PolicyResources;
  /** Those of which nobody can tell whose key they are about. */
  readonly strays: readonly Resource[];
  /** Those of which nobody can tell to which key an update moves them that writes nothing. */
  readonly strayUnwritten: readonly Resource[];
}

type Part = keyof PolicyResources;

const NOTHING: PolicyResources = { setting: [], ending: [], unwritten: [], doubtful: [] };

/**
 * Reads every `aws_kms_key_policy` once. Provider 5.100.0 sends the policy to AWS when the resource is created, and when an
 * update changes the policy itself: an update of `key_id` alone makes no call (seen by applying one), so that the key which
 * it is moved to keeps the policy that it has.
 */
export function policyResources(infrastructure: Infrastructure): AllPolicyResources {
  const managed = new Map<string, Record<Part, Resource[]>>();
  const outside = new Map<string, Record<Part, Resource[]>>();
  const strays: Resource[] = [];
  const strayUnwritten: Resource[] = [];
  const { type, of: keyAttribute } = SAYINGS.keyPolicy;
  for (const resource of infrastructure.ofType(type)) {
    const before = placeOf(infrastructure, resource, resource.before?.[keyAttribute] ?? null);
    const after = placeOf(infrastructure, resource, resource.attribute(keyAttribute) ?? null);
    const stays = before.key === after.key && before.id === after.id;
    const put = ({ key, id }: Place, part: Part): void => {
      if (key?.mode === "managed") add(managed, key.address.text, part, resource);
      else if (id !== undefined) add(outside, id, part, resource);
    };
    if (resource.change === "delete" || (resource.change === "replace" && !stays)) put(before, "ending");
    if (resource.change === "delete") continue;
    const part = resource.change === "update" && !stays ? movedAs(resource) : "setting";
    const isStray = after.key === undefined && typeof after.value !== "string";
    if (!isStray) put(after, part);
    else (part === "unwritten" ? strayUnwritten : strays).push(resource);
  }
  return {
    ofKeys: (address) => managed.get(address) ?? NOTHING,
    ofOutside: (id) => outside.get(id) ?? NOTHING,
    strays,
    strayUnwritten,
  };
}

interface Place {
  readonly value: Value;
  readonly key: Resource | undefined;
  readonly id: string | undefined;
}

function placeOf(infrastructure: Infrastructure, holder: Resource, value: Value): Place {
  const key = infrastructure.identify(value, "key", holder)?.resource;
  return { value, key, id: keyIdOf(key?.output("arn") ?? value, holder) };
}

/** What becomes of the policy of a resource that an update moves to another key. */
function movedAs(resource: Resource): Part {
  const policy = resource.attribute(SAYINGS.keyPolicy.says);
  const before = resource.before?.[SAYINGS.keyPolicy.says];
  if (typeof policy !== "string" || typeof before !== "string") return "doubtful";
  return policy === before ? "unwritten" : "setting";
}

function add(resources: Map<string, Record<Part, Resource[]>>, name: string, part: Part, resource: Resource): void {
  const parts = resources.get(name) ?? { setting: [], ending: [], unwritten: [], doubtful: [] };
  parts[part].push(resource);
  resources.set(name, parts);
}

/** The id at the end of a key's ARN, or the id itself; with its Region where the key has replicas, which share it. */
export function keyIdOf(value: Value, holder?: Resource): string | undefined {
  const arn = parseArn(value);
  const resource = arn?.resource ?? value;
  if (typeof resource !== "string") return undefined;
  const id = resource.replace(/^key\//, "");
  if (!id.startsWith("mrk-")) return id;
  const region = arn === undefined ? holder?.region : arn.region;
  return typeof region === "string" ? `${region} ${id}` : undefined;
}
