import type { Profile } from "../findings";

/** Does an Allow in the layer that AWS names match? */
export type Documented = "yes" | "no" | "unknown";

/** Do all layers together let the call through? */
export type Effective = "allowed" | "denied" | "unknown";

/** What a row of the access table comes to where everything is known. */
type Settled = "error" | "note" | "none";

/** What it comes to, with what remains open: `undecided` is told at the gravest level that is still possible. */
export type RowLevel =
  | { readonly kind: "none" }
  | { readonly kind: "violated"; readonly level: "error" | "note" }
  | { readonly kind: "undecided"; readonly level: "error" | "note" };

type Known<T> = Exclude<T, "unknown">;

const table: Readonly<
  Record<Profile, Readonly<Record<Known<Documented>, Readonly<Record<Known<Effective>, Settled>>>>>
> = {
  documented: { no: { denied: "error", allowed: "error" }, yes: { denied: "error", allowed: "none" } },
  effective: { no: { denied: "error", allowed: "note" }, yes: { denied: "error", allowed: "none" } },
};

const gravity = { error: 2, note: 1, none: 0 } as const satisfies Record<Settled, number>;

/**
 * The level of one row. Where something is unknown every completion is considered: if all come to the same level, that
 * is the level and nothing is undecided.
 *
 * @param required `unknown` where the requirement itself may not hold, which counts as one more completion: no finding.
 */
export function levelOf(row: {
  readonly documented: Documented;
  readonly effective: Effective;
  readonly profile: Profile;
  readonly required?: "yes" | "unknown";
}): RowLevel {
  const { documented, effective, profile, required = "yes" } = row;
  const completions = completionsOf<Known<Documented>>(documented, ["yes", "no"]).flatMap((doc) =>
    completionsOf<Known<Effective>>(effective, ["allowed", "denied"]).map((eff) => table[profile][doc][eff]),
  );
  if (required === "unknown") completions.push("none");
  const levels = [...new Set(completions)].sort((a, b) => gravity[b] - gravity[a]);
  const [gravest = "none"] = levels;
  if (gravest === "none") return { kind: "none" };
  return { kind: levels.length === 1 ? "violated" : "undecided", level: gravest };
}

function completionsOf<T extends string>(value: T | "unknown", all: readonly T[]): readonly T[] {
  return value === "unknown" ? all : [value];
}
