import { services, type Signal } from "../../src/services";

/** The paths of attributes that signals name, by the type of the resource that is to have them; sorted. */
export function pathsUsed(): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  const add = (type: string, paths: readonly string[]): void => {
    found.set(type, new Set([...(found.get(type) ?? []), ...paths]));
  };
  for (const service of services) {
    for (const signal of service.signals ?? []) {
      add(signal.type, pathsOf(signal));
      for (const named of [signal.using, signal.source, signal.destination])
        if (named !== undefined) add(named.type, []);
      if (typeof signal.role === "object") add(signal.role.type, [signal.role.path]);
    }
  }
  const sorted = [...found].map(([type, paths]) => [type, [...paths].sort()] as const);
  return Object.fromEntries(sorted.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function pathsOf({
  key = [],
  target,
  role,
  using,
  source,
  destination,
  prefix = [],
  where = [],
}: Signal): readonly string[] {
  const named = [using, source, destination].flatMap((each) => each?.path ?? []);
  const ofRole = typeof role === "string" ? [role] : [];
  return [...key, ...(target?.paths ?? []), ...ofRole, ...named, ...prefix, ...where.map(({ path }) => path)];
}

/** An attribute that names another service-linked role, which one of these types at least is to have. */
export interface Override {
  readonly path: string;
  readonly types: readonly string[];
}

/** The attributes that may replace a service-linked role, with the types of the resources that use the key through it. */
export function overridesUsed(): readonly Override[] {
  return services.flatMap(({ signals = [], requirements }) =>
    requirements.flatMap(({ grantee, neededBy }) => {
      if (typeof grantee !== "object" || !("serviceLinkedRole" in grantee) || grantee.override === undefined) return [];
      const using = signals.filter(({ use }) => neededBy.includes(use));
      return [{ path: grantee.override, types: using.map(({ type, using: named }) => named?.type ?? type) }];
    }),
  );
}
