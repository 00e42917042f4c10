import type { Key, Use, UsingResource } from "../facts";
import type { Placeholders } from "../policy";
import type { Service } from "../services";
import { Hole, join, partitionIn, type Value, type Words, wordsOf } from "../values";

/** What a requirement's texts may speak of. */
type Spoken = "using" | "source" | "destination" | "carrier";

/** Of each of them. */
type Property = "arn" | "account" | "region" | "name";

const PROPERTIES: Readonly<Record<Property, string>> = {
  arn: "the ARN of",
  account: "the account of",
  region: "the Region of",
  name: "the name of",
};

/** What the placeholders of a requirement's texts stand for in the calls of a use. */
export function placeholdersOf(use: Use, service: Service): Placeholders {
  return {
    valueOf: (name) => valueOf(name, use, service),
    inWords: (name) => inWords(name, use, service),
  };
}

/** A text with its placeholders put in; what is not known of it is a hole. */
export function filledFor(text: string, use: Use, service: Service): Words {
  const parts = text.split(/(\{[^}]+\})/).filter((part) => part !== "");
  return join(
    parts.map((part) => {
      if (!part.startsWith("{")) return part;
      const name = part.slice(1, -1);
      return wordsOf(valueOf(name, use, service)) ?? new Hole(inWords(name, use, service), { shape: shapeOf(name) });
    }),
  );
}

/** The Region in which the key is used; `undefined`: nothing tells it. */
export function regionOf({ using, key }: Use, { takes }: Service): Value | undefined {
  if (using !== null) return using.region;
  // where a service takes keys of its own Region only, a use that is declared without its resource is in the key's
  return takes?.regions === "using" ? key.region : undefined;
}

function valueOf(name: string, use: Use, service: Service): Value | undefined {
  if (name === "partition") return partitionOf(use.key);
  if (name === "dns_suffix") return suffixOf(use, service);
  if (name === "key.region") return use.key.region;
  if (name === "prefix") return use.using?.prefix;
  const region = name === "region" || name === "using.region";
  if (region) return regionOf(use, service);
  const [resource, property] = spokenOf(name, use);
  return property === undefined ? undefined : resource?.[property];
}

function spokenOf(name: string, { using }: Use): readonly [UsingResource | undefined, Property | undefined] {
  const [, spoken, property] = /^(using|source|destination|carrier)\.(arn|account|region|name)$/.exec(name) ?? [];
  if (spoken === undefined || using === null) return [undefined, property as Property | undefined];
  return [spoken === "using" ? using : using[spoken as Exclude<Spoken, "using">], property as Property];
}

/**
 * The key's. A key and what uses it are in one partition, and a partition that is not known is nearly always `aws`: a hole in
 * every principal would leave the whole policy open.
 */
function partitionOf({ arn, region }: Key): Value {
  const partition = partitionIn(arn);
  if (partition !== undefined && typeof partition !== "string") return partition;
  return partition ?? (typeof region === "string" && region.startsWith("cn-") ? "aws-cn" : "aws");
}

/** IAM User Guide, "AWS service principals": in China some end otherwise. */
function suffixOf(use: Use, service: Service): string {
  const region = regionOf(use, service);
  const inChina = partitionOf(use.key) === "aws-cn" || (typeof region === "string" && region.startsWith("cn-"));
  return inChina ? "amazonaws.com.cn" : "amazonaws.com";
}

function inWords(name: string, use: Use, service: Service): string {
  const known = valueOf(name, use, service);
  const [resource, property] = spokenOf(name, use);
  // an ARN and a name may hold what must not be told
  const open = property === undefined ? name !== "prefix" : property === "account" || property === "region";
  const told = (open || resource?.hasSensitiveName === false) && typeof known === "string" ? known : undefined;
  if (property === undefined) return told ?? name;
  const words = `${PROPERTIES[property]} ${resource?.id ?? "the resource that uses it"}`;
  return told === undefined || open ? (told ?? words) : `${told} (${words})`;
}

function shapeOf(name: string): Hole["shape"] {
  if (name.endsWith("region")) return "region";
  return name.endsWith("account") ? "account" : "any";
}
