import { patternTest } from "../facts/address-pattern";
import type { RuleId } from "./finding";
import type { Judged } from "./judged";

/** Findings that a team has decided to live with; for every run the same, wherever it runs. */
export interface Ignore {
  /** The rule that tells them. */
  readonly rule: RuleId;
  /** The key's id as the report has it, or a pattern of ids. */
  readonly key: string;
  /** Who lacks the action: an address, an ARN, a service principal, or a pattern; absent: whoever. */
  readonly grantee?: string;
  /** `kms:Decrypt`; absent: all of a finding, one that is about no action included. */
  readonly action?: string;
  /** Why. */
  readonly reason: string;
  /** The last day on which it holds, in UTC: `2027-03-31`. */
  readonly expires?: string;
  /** Where it is stated: `kmsgate.yaml`, line from 1. */
  readonly at: { readonly file: string; readonly line: number };
}

/** Splits a verdict into the part that stands and the parts that ignores set aside. */
export type SetAside = (judged: Judged, rule: RuleId) => readonly Judged[];

/** Sets nothing aside. */
export const nothingIgnored: SetAside = (judged) => [judged];

/** Sets aside what these ignores match; the first that matches an action is reported. Pass only ignores that have not expired. */
export function settingAside(ignores: readonly Ignore[]): SetAside {
  if (ignores.length === 0) return nothingIgnored;
  const byRule = new Map<RuleId, Fit[]>();
  for (const ignore of ignores) {
    const fits = byRule.get(ignore.rule) ?? [];
    byRule.set(ignore.rule, fits);
    fits.push({ ignore, ofFinding: fitOf(ignore) });
  }
  return (judged, rule) => {
    const fitting = [rule, ...(judged.formerly ?? [])]
      .flatMap((id) => byRule.get(id) ?? [])
      .filter(({ ofFinding }) => ofFinding(judged))
      .map(({ ignore }) => ignore);
    return fitting.length === 0 ? [judged] : parted(judged, fitting);
  };
}

/** The ignores that have not expired on this day. */
export function inForce(ignores: readonly Ignore[], today: string): readonly Ignore[] {
  return ignores.filter((ignore) => !isExpired(ignore, today));
}

/** Whether the last day of an ignore is over. */
export function isExpired({ expires }: Ignore, today: string): boolean {
  return expires !== undefined && expires < today;
}

interface Fit {
  readonly ignore: Ignore;
  readonly ofFinding: (judged: Judged) => boolean;
}

function fitOf({ key, grantee }: Ignore): Fit["ofFinding"] {
  const ofKey = patternTest(key);
  const ofGrantee = grantee === undefined ? undefined : patternTest(grantee);
  return (judged) =>
    ofKey(judged.key.id) && (ofGrantee === undefined || (judged.grantee !== null && ofGrantee(judged.grantee)));
}

function parted(judged: Judged, fitting: readonly Ignore[]): readonly Judged[] {
  if (judged.actions.length === 0) return [under(judged, fitting, undefined)];
  const parts = new Map<Ignore | undefined, Judged>();
  for (const action of judged.actions) {
    const one = under({ ...judged, actions: [action] }, fitting, action);
    const [first] = one.ignoredBy ?? [];
    const before = parts.get(first);
    parts.set(first, before === undefined ? one : { ...before, actions: [...before.actions, action] });
  }
  return [...parts.values()];
}

/** An ignore without an action matches every action. All that match are kept, so that none of them counts as unused. */
function under(judged: Judged, fitting: readonly Ignore[], action: string | undefined): Judged {
  const ignoredBy = fitting.filter((ignore) => ignore.action === undefined || ignore.action === action);
  return ignoredBy.length === 0 ? judged : { ...judged, ignoredBy };
}
