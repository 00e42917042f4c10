import { Hole, type Value } from "../values";
import type { Configuration, ConfiguredResource, Json, JsonObject, PlannedResource } from "./plan";
import { formatKey } from "./format-address";
import { asArray, asObject, emptyMap, isArray, own } from "./json";
import { type BlockReferences, blockReferences } from "./block-references";
import { writtenAttribute, writtenItems, type Written } from "./written";

/**
 * What an attribute (or nested block) of a resource will be: `after`, with a {@link Hole} wherever `after_unknown` says so.
 *
 * - `undefined` where it is not set: absent, or unknown only because AWS chooses it and the configuration does not write
 *   it, or writes what comes to `null` (a key's `policy = var.policy`, which nobody passes). `null` where `after` says so.
 * - Without a configuration block (none in the plan, or a `dynamic` block, which plan JSON does not show) unset cannot be
 *   told from unknown: then it is a hole.
 * - A hole is named by its place, `aws_x.y.rule[0].kms_key_id`, and holds the references of the expression there, made
 *   absolute, as plan JSON lists them ({@link mostSpecific}, {@link followReferences}); `each.value` is what `for_each`
 *   refers to. Where several blocks of a set may be the one, it holds the references of all.
 * - Of a set, Terraform puts the unknown items last, and their number is not sure: two may turn out equal.
 * - For a resource that is deleted or forgotten, nothing is set.
 */
export function attribute(
  resource: PlannedResource,
  name: string,
  configuration: Configuration | null,
): Value | undefined {
  return attributeReader(resource, configuration)(name);
}

/** Known JSON as a value: what `before` or the prior state holds. Maps have no prototype. */
export function knownValue(json: Json): Value {
  if (isArray(json)) return json.map(knownValue);
  const object = asObject(json);
  if (object === undefined) return json;
  const found = emptyMap<Value>();
  for (const [key, each] of Object.entries(object)) found[key] = knownValue(each);
  return found;
}

/** An attribute of known JSON (`before`, a resource of the prior state), `undefined` where it is absent. */
export function knownAttribute(values: JsonObject | null, name: string): Value | undefined {
  const json = own(values ?? undefined, name);
  return json === undefined ? undefined : knownValue(json);
}

/**
 * Whether a value is sensitive: itself, something around it, or something inside it. `path` is an attribute name, or
 * names and indices (`["rule", 0, "kms_key_id"]`).
 */
export function isSensitive(
  { afterSensitive, beforeSensitive }: Pick<PlannedResource, "afterSensitive" | "beforeSensitive">,
  path: string | readonly (string | number)[],
): boolean {
  return isMarked(afterSensitive, path) || (beforeSensitive !== undefined && isMarked(beforeSensitive, path));
}

/** Whether marks (`after_sensitive`, `sensitive_values`) are set at a path, around it or below it. */
export function isMarked(marks: Json, path: string | readonly (string | number)[]): boolean {
  let mark: Json | undefined = marks;
  for (const step of typeof path === "string" ? [path] : path) {
    if (mark === true) return true;
    mark = typeof step === "number" ? asArray(mark)[step] : own(mark, step);
  }
  return holdsTrue(mark);
}

function holdsTrue(mark: Json | undefined): boolean {
  if (isArray(mark)) return mark.some(holdsTrue);
  return mark === true || Object.values(asObject(mark) ?? {}).some(holdsTrue);
}

/** What does not change on the way down into one resource. */
interface Context {
  readonly resource: PlannedResource;
  readonly references: BlockReferences;
  /** Whether something that cannot be read may set what the block does not set. */
  readonly uncertain: boolean;
}

/** A part of a resource: what is known of it, what is not, and how it is written. */
interface Place {
  readonly path: string;
  readonly name: string;
  readonly known: Json | undefined;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
  readonly written: Written;
  /** An item of a list or set is never unset. */
  readonly item?: boolean;
}

function attributeReader(
  resource: PlannedResource,
  configuration: Configuration | null,
): (name: string) => Value | undefined {
  const block = configuration?.resource(resource.address);
  const context: Context = {
    resource,
    references: blockReferences(configuration, block, resource.address.module),
    uncertain: block?.uncertain === true,
  };
  // Where no marks are given, what is absent from `after` is not known.
  const unmarked = resource.afterUnknown === true;
  return (name) => {
    const known = own(resource.after ?? undefined, name);
    return settle(context, {
      path: `${resource.address.text}.${name}`,
      name,
      known,
      unknown: unmarked ? known === undefined : own(resource.afterUnknown, name),
      sensitive: own(resource.afterSensitive, name),
      written: block && writtenAtTop(block, name),
    });
  };
}

/** An argument of the block; none, where it is certain that nothing sets it. */
function writtenAtTop({ expressions, uncertain }: ConfiguredResource, name: string): Written {
  if (Object.hasOwn(expressions, name)) return [own(expressions, name) ?? null];
  return uncertain === true ? undefined : [];
}

function settle(context: Context, place: Place): Value | undefined {
  const { known, unknown } = place;
  if (unknown === true) {
    return isUnset(context, place)
      ? undefined
      : new Hole(place.path, { references: context.references.of(place.written) });
  }
  if (isArray(known) || isArray(unknown)) return settleList(context, place);
  if (asObject(known) !== undefined || asObject(unknown) !== undefined) return settleMap(context, place);
  return known;
}

function settleList(context: Context, place: Place): Value {
  const items = asArray(place.known);
  const unknown = asArray(place.unknown);
  const ordered = context.resource.type === "aws_iam_policy_document" && place.name === "statement";
  const written = writtenItems(place.written, items, unknown, ordered);
  return written.map((each, at) => {
    const path = `${place.path}[${at}]`;
    const inner = { ...place, path, known: items[at], unknown: unknown[at], sensitive: asArray(place.sensitive)[at] };
    return settle(context, { ...inner, written: each, item: true }) ?? null;
  });
}

function settleMap(context: Context, place: Place): Value {
  const found = emptyMap<Value>();
  const keys = [...Object.keys(asObject(place.known) ?? {}), ...Object.keys(asObject(place.unknown) ?? {})];
  for (const name of new Set(keys)) {
    const value = settle(context, {
      path: /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? `${place.path}.${name}` : `${place.path}[${formatKey(name)}]`,
      name,
      known: own(place.known, name),
      unknown: own(place.unknown, name),
      sensitive: own(place.sensitive, name),
      written: writtenAttribute(place.written, name),
    });
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** Whether an unknown value is one that AWS chooses because nothing sets it: no expression, or one that comes to `null`. */
function isUnset(context: Context, place: Place): boolean {
  const { written } = place;
  if (written === undefined || place.item === true || context.uncertain) return false;
  if (written.length === 0) return !mayBeDynamic(context.resource, place);
  return written.every((each) => context.references.comesToNull(each));
}

/**
 * Whether something unknown that no expression sets may still be a `dynamic` block whose `for_each` is not known: so for
 * every list and set (`after_sensitive` shows them as lists), but for those that the provider computes when unset.
 */
function mayBeDynamic(resource: PlannedResource, place: Place): boolean {
  const path = place.path.slice(resource.address.text.length).replace(/\[\d+\]/g, "");
  if (COMPUTED.has(`${resource.type}${path}`)) return false;
  return isArray(place.sensitive) || BLOCKS.has(place.name);
}

/** Lists and blocks that AWS fills in when they are unset (provider 5.100.0: optional and computed). */
const COMPUTED = new Set([
  "aws_autoscaling_group.launch_template",
  "aws_autoscaling_group.mixed_instances_policy",
  "aws_dynamodb_table.server_side_encryption",
  "aws_elasticsearch_domain.encrypt_at_rest",
  "aws_iam_role.inline_policy",
  "aws_iam_role.managed_policy_arns",
  "aws_instance.ebs_block_device",
  "aws_instance.root_block_device",
  "aws_opensearch_domain.encrypt_at_rest",
  "aws_s3_bucket.cors_rule",
  "aws_s3_bucket.grant",
  "aws_s3_bucket.lifecycle_rule",
  "aws_s3_bucket.logging",
  "aws_s3_bucket.object_lock_configuration",
  "aws_s3_bucket.replication_configuration",
  "aws_s3_bucket.server_side_encryption_configuration",
  "aws_s3_bucket.versioning",
  "aws_s3_bucket.website",
  "aws_secretsmanager_secret.replica",
  "aws_sfn_state_machine.encryption_configuration",
  "aws_spot_fleet_request.launch_specification.ebs_block_device",
  "aws_spot_fleet_request.launch_specification.root_block_device",
  "aws_spot_instance_request.ebs_block_device",
  "aws_spot_instance_request.root_block_device",
]);

/** Blocks that no provider computes, for plans before Terraform 0.15, which have no `after_sensitive`. */
const BLOCKS = new Set([
  "statement",
  "principals",
  "not_principals",
  "condition",
  "rule",
  "apply_server_side_encryption_by_default",
]);
