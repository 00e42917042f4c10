import type { CheckOptions } from "../pipeline";
import type { Config } from "../config";
import { InputError } from "../errors";
import type { FailOn, OnUndecided, Profile } from "../report";
import type { Confidence } from "../resolve";

/** The flags that a configuration file can set. */
interface Settings {
  readonly profile: Profile;
  readonly failOn: FailOn;
  readonly onUndecided: OnUndecided;
  readonly minConfidence: Confidence;
  readonly onlyIntroduced?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/**
 * The flags, with the values of the configuration file where the command line gives none.
 *
 * @param isGiven - whether the command line gives a flag
 * @throws InputError where the file is locked and a flag would weaken it
 */
export function withConfig<Flags extends Settings>(
  flags: Flags,
  config: Config,
  isGiven: (name: keyof Settings) => boolean,
): Flags {
  const { profile = flags.profile, failOn = flags.failOn, onUndecided = flags.onUndecided } = config;
  if (config.locked) refuseWeakening(flags, config, isGiven);
  return {
    ...flags,
    ...(!isGiven("profile") && { profile }),
    ...(!isGiven("failOn") && { failOn }),
    ...(!isGiven("onUndecided") && { onUndecided }),
  };
}

/** The options that the file sets. */
export function checkOptionsOf(config: Config): Pick<CheckOptions, "declaredUses"> & Partial<CheckOptions> {
  const { uses, levels, keyPolicies, ignores, services } = config;
  return {
    declaredUses: uses,
    ...(Object.keys(levels).length > 0 && { levels }),
    ...(keyPolicies.length > 0 && { keyPolicies }),
    ...(ignores.length > 0 && { ignores }),
    ...(services.length > 0 && { services }),
  };
}

/** A flag that can weaken a locked file: the values it may still have, the strictest first; none at all without them. */
interface Weakening {
  readonly flag: string;
  readonly strictestFirst: readonly string[];
  /** The value without the flag. */
  readonly stands: (config: Config) => string;
}

const never: Pick<Weakening, "strictestFirst" | "stands"> = { strictestFirst: [], stands: () => "" };

/** Every flag that changes what is found, or what it does to the exit code. */
const weakenings = {
  profile: {
    flag: "--profile",
    strictestFirst: ["documented", "effective"] satisfies readonly Profile[],
    stands: ({ profile = "documented" }) => profile,
  },
  failOn: {
    flag: "--fail-on",
    strictestFirst: ["note", "warning", "error", "never"] satisfies readonly FailOn[],
    stands: ({ failOn = "error" }) => failOn,
  },
  onUndecided: {
    flag: "--on-undecided",
    strictestFirst: ["fail", "warn", "ignore"] satisfies readonly OnUndecided[],
    stands: ({ onUndecided = "fail" }) => onUndecided,
  },
  minConfidence: {
    flag: "--min-confidence",
    strictestFirst: ["inferred", "certain"] satisfies readonly Confidence[],
    stands: () => "inferred",
  },
  onlyIntroduced: { flag: "--only-introduced", ...never },
  baseline: { flag: "--baseline", ...never },
  writeBaseline: { flag: "--write-baseline", ...never },
} as const satisfies Record<keyof Settings, Weakening>;

function refuseWeakening(flags: Settings, config: Config, isGiven: (name: keyof Settings) => boolean): void {
  for (const name of Object.keys(weakenings) as readonly (keyof Settings)[]) {
    if (!isGiven(name)) continue;
    const { flag, strictestFirst, stands }: Weakening = weakenings[name];
    const allowed = strictestFirst.slice(0, strictestFirst.indexOf(stands(config)) + 1);
    const value = flags[name] ?? "";
    const given = value === true ? "" : String(value);
    if (allowed.includes(given)) continue;
    throw new InputError(`${config.file ?? ""} is locked, and ${[flag, given].join(" ").trim()} would weaken it`, {
      expected:
        allowed.length === 0 ? `Expected: no ${flag}` : `Expected: ${flag} ${allowed.join(" or ")}, or no ${flag}`,
    });
  }
}
