import { groupBy } from "../../grouping";
import type { Fix } from "../../findings";
import type { Before, Call, Taking, Way } from "../../judging";
import type { Location } from "../../resolve";
import type { Verdict } from "../../verdict";
import type { Group, Scope } from "../define-rule";
import { boundaryFix, keyPolicyFix, rolePolicyFix, trustFix } from "./fixes";
import { blockersOf, howToDecide } from "./how-to-decide";
import { sayMisfit } from "./misfit";
import { enumerate, nameOf, reasons, sentences, servicesOf } from "./sentences";

/** What a plan takes from whom, by which of its changes, and how to keep it. */
export function sayTakings(group: Group<Taking>, scope: Scope): string {
  const parts = [...groupBy(group.subjects, ({ way }) => JSON.stringify(aboutWay(way)))].map(([, takings]) => takings);
  const said = parts.flatMap((takings) => sayPart(takings as [Taking, ...Taking[]], scope));
  const by = changes(group.subjects, scope.before);
  return sentences(...said, by === "" ? "" : `it does so by ${by}`, ...keeping(group, scope), ...fromAWS(group));
}

/** Takings of the same way are told together. */
function aboutWay(way: Way): readonly unknown[] {
  if (way.kind === "key") return [way.kind, way.what];
  if (way.kind === "alias") return [way.kind, way.alias, way.next.id];
  return [way.kind, way.kind === "gone" ? way.with : "", "next" in way ? way.next.id : ""];
}

function sayPart(takings: readonly [Taking, ...Taking[]], scope: Scope): readonly (string | undefined)[] {
  const [{ way, key, grantee, certainty }] = takings;
  const actions = enumerate([...new Set(takings.map(({ action }) => action))].sort());
  const services = servicesOf(takings.map(({ before }) => ({ call: before })));
  const user = `${nameOf(grantee)}, for ${services}`;
  const takes = certainty === "is" ? "this plan takes" : "this plan may take";
  const from = `${takes} ${actions} on ${key.id} away from ${user}`;
  const hand = takings.every(({ addedByHand }) => addedByHand)
    ? "what it takes was added by hand and is not in the configuration: write it there"
    : "";
  switch (way.kind) {
    case "policies":
      return [from, ...compared(takings, takings.map(documentedOf)), hand];
    case "data-at-rest":
      return [
        `${from}; ${way.next.id} is used from now on, but what ${key.id} has encrypted can only be decrypted with it`,
        ...compared(takings, takings.map(documentedOf)),
        hand,
      ];
    case "key":
      return [`${from}: ${sayMisfit(way.what)}`, way.what.kind === "being-deleted" ? waiting(takings, scope) : ""];
    case "former-key":
      return [
        `${from}: the plan replaces the key, and the new one does not decrypt what the former has encrypted`,
        waiting(takings, scope),
      ];
    case "trust":
      return [`${from}: the role's trust policy no longer lets the service assume it`, way.verdict.because.toString()];
    case "alias":
      return [
        `${way.alias} leads from ${key.id} to ${way.next.id} from now on: whoever names the key by its alias is given another`,
        `where that is ${services}, ${from}`,
        ...reasons(takings.flatMap(({ after }) => (after === null ? [] : [after.effective]))),
      ];
    case "gone":
      return [
        `${services} no longer uses ${key.id} through ${nameOf(grantee)}: this plan destroys ${way.with}, and the use goes with it`,
      ];
    case "deleted-outside":
      return [
        `the key that was ${key.id} is no longer there: somebody scheduled its deletion, or removed it, outside Terraform, and this plan makes another key in its place`,
        `what ${services} encrypted with the former key can no longer be read once its waiting period is over`,
        `to keep it, cancel the deletion (aws kms cancel-key-deletion, then enable-key) and import the key as ${key.id} in place of creating one`,
      ];
  }
}

function documentedOf({ way, before, after }: Taking): { readonly was: Verdict; readonly is: Verdict | undefined } {
  const own = way.kind === "policies" || way.kind === "data-at-rest" ? way : undefined;
  if (own?.documented !== undefined && own.documentedBefore !== undefined)
    return { was: own.documentedBefore, is: own.documented };
  return { was: before.effective, is: after?.effective };
}

/** How it was, and how it will be. */
function compared(
  takings: readonly Taking[],
  verdicts: readonly { readonly was: Verdict; readonly is: Verdict | undefined }[],
): readonly string[] {
  const was = reasons(verdicts.map((each) => each.was));
  const is = reasons(verdicts.flatMap((each) => each.is ?? []));
  const through = takings.every(({ after }) => after?.effective.outcome === "allowed");
  return [
    `before the plan, ${was.join("; ")}`,
    `after it, ${is.join("; ")}`,
    through ? "the calls still get through another way, but AWS requires it here" : "",
  ];
}

/** What the waiting period of a deleted key means for what it encrypted. */
function waiting([{ key }]: readonly [Taking, ...Taking[]], { before }: Scope): string {
  const days =
    key.resource === null ? undefined : before?.changeOf(key.resource.address.text)?.before("deletion_window_in_days");
  const after =
    typeof days === "number"
      ? `after ${String(days)} days (deletion_window_in_days)`
      : "after its waiting period (30 days, unless deletion_window_in_days says otherwise)";
  return `AWS deletes the former key ${after}: from then on nobody can read what it has encrypted`;
}

const ACTIONS: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated in place",
  replace: "replaced",
  delete: "destroyed",
};

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "it is tainted",
  replace_by_request: "-replace asks for it",
  replace_by_triggers: "replace_triggered_by asks for it",
  delete_because_no_resource_config: "its block is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_count_index: "its count index is gone",
  delete_because_each_key: "its for_each key is gone",
  delete_because_wrong_repetition: "its count or for_each has changed",
  delete_because_no_move_target: "nothing stands where it was moved to",
};

/** The changes, with what Terraform says of why. */
function changes(takings: readonly Taking[], before: Before | undefined): string {
  const addresses = [...new Set(takings.flatMap(({ by }) => by))].slice(0, 3);
  return enumerate(
    addresses.map((address) => {
      const { change = "update", reason, replacePaths = [] } = before?.changeOf(address) ?? {};
      const why = [
        ...(reason !== undefined && Object.hasOwn(REASONS, reason) ? [REASONS[reason] ?? ""] : []),
        ...(replacePaths.length > 0 ? [`${enumerate(replacePaths)} cannot be updated`] : []),
      ];
      return `${address} (${[ACTIONS[change] ?? change, ...why].join(", ")})`;
    }),
  );
}

/** How to keep what is taken, where no statement to add says it. */
function keeping(group: Group<Taking>, scope: Scope): readonly string[] {
  return [...new Set(group.subjects.flatMap((taking) => waysToKeep(taking, scope)))];
}

function waysToKeep(taking: Taking, scope: Scope): readonly string[] {
  const { way, key, certainty, after, grantee } = taking;
  switch (way.kind) {
    case "former-key":
      return [
        `to keep the data, make the new key beside ${key.id}, encrypt them anew, and delete the former key afterwards`,
      ];
    case "key":
      if (way.what.kind === "being-deleted")
        return [
          `to keep it, leave ${key.id} in the configuration, or take it out with a removed block that does not destroy it`,
        ];
      return way.what.kind === "disabled" ? [`to keep it, leave ${key.id} enabled`] : [];
    case "data-at-rest":
      return [
        `to keep it, leave kms:Decrypt and kms:DescribeKey on ${key.id} until the data are encrypted with the other key`,
      ];
    case "alias":
      return [
        `to keep it, let the key policy of ${way.next.id} allow the same; to decide it, declare in kmsgate.yaml who is given the alias`,
      ];
    case "policies": {
      const lost = lostWithRole(taking, scope);
      if (lost.length > 0) {
        const role = grantee.kind === "role" ? (grantee.role?.id ?? "") : "";
        return [
          `${enumerate(lost)} stays as it is in the plan, and is gone after the apply: it names ${role} by its name, and goes with the former role; name the role by ${role}.id there, or add replace_triggered_by = [${role}]`,
        ];
      }
      if (certainty === "is" || after === null) return [];
      const verdicts = [after.effective, ...after.rows.map(({ documented }) => documented)];
      const role = grantee.kind === "role" ? { role: grantee.role } : {};
      return howToDecide(blockersOf(verdicts), { key, ...role }, scope);
    }
    case "trust":
    case "gone":
    case "deleted-outside":
      return [];
  }
}

/** The attachments that a replaced role loses without the plan saying so. */
function lostWithRole({ grantee, roleBefore }: Taking, { before }: Scope): readonly string[] {
  const role = grantee.kind === "role" ? grantee.role : null;
  if (role?.resource?.change !== "replace" || roleBefore === null) return [];
  const kept = new Set(role.identityPolicies.flatMap(attachmentsOf));
  return [...new Set(roleBefore.identityPolicies.flatMap(attachmentsOf))].filter(
    (address) => !kept.has(address) && before?.changeOf(address)?.change === "no-op",
  );
}

function attachmentsOf({
  location,
  attachedBy,
}: {
  readonly location: Location;
  readonly attachedBy?: readonly string[];
}): readonly string[] {
  return attachedBy ?? [location.address];
}

/** What AWS says of revoking, where it says something. */
function fromAWS({ verdict, level, subjects }: Group<Taking>): readonly string[] {
  if (verdict !== "violated" || level !== "error") return [];
  const [{ service }] = subjects;
  const { revoking } = service.notes;
  return revoking === undefined ? [] : [`AWS: "${revoking.says.replace(/\.$/, "")}"`];
}

/** Where to look: at the changes that take it, else at the key's policy. */
export function placesOfTakings(takings: readonly [Taking, ...Taking[]]): readonly Location[] {
  const [{ key }] = takings;
  const found = takings.flatMap(({ by, way }) => (way.kind === "gone" ? [way.with] : by.slice(0, 3)));
  const all = [...new Set(found)].map((address): Location =>
    key.policy.location.address === address ? key.policy.location : { address },
  );
  return all.length > 0 ? all : [key.policy.location];
}

/** The statement that gives back what is taken, where one does. */
export function fixOfTaking(group: Group<Taking>, scope: Scope): Fix {
  if (group.level === "note" || group.verdict !== "violated") return {};
  const [{ way, key, service, grantee, after }] = group.subjects;
  const role = grantee.kind === "role" ? grantee.role : null;
  if (group.subjects.some((taking) => lostWithRole(taking, scope).length > 0)) return {};
  if (way.kind === "trust") return role === null ? {} : trustFix(role, service);
  if ((way.kind !== "policies" && way.kind !== "data-at-rest") || after === null) return {};
  if (after.effective.outcome === "denied" && after.effective.by === "explicit") return {};
  if (after.effective.outcome === "denied" && after.effective.by === "boundary")
    return role === null ? {} : boundaryFix(key, role, service, group.actions);
  const lost = group.subjects.flatMap((taking) => layersLost(taking));
  if (lost.includes("key-policy") || role === null)
    return keyPolicyFix(scope.accessTo(key), { service, grantee, actions: group.actions });
  return rolePolicyFix(key, role, service, group.actions);
}

function layersLost({ before, after }: Taking): readonly string[] {
  return before.rows.flatMap(({ requirement, documented }) => {
    const later = rowOf(after, requirement.id);
    return documented.outcome === "allowed" && later?.documented.outcome !== "allowed" ? [requirement.layer] : [];
  });
}

function rowOf(call: Call | null, id: string): Call["rows"][number] | undefined {
  return call?.rows.find(({ requirement }) => requirement.id === id);
}
