import { POOLS, type PoolName, SPECIAL } from "./pools";

/** A type as `terraform metadata functions -json` writes it. */
export type SignatureType = string | readonly [string, SignatureType];

/** What Terraform says of a function. */
export interface Signature {
  readonly parameters?: readonly { readonly type: SignatureType }[];
  readonly variadic_parameter?: { readonly type: SignatureType };
}

/**
 * Functions that are not asked: what they give depends on the machine, the time, chance, or on how Terraform's memory of what is
 * sensitive, which no plan keeps.
 */
const NOT_ASKED: ReadonlySet<string> = new Set(
  (
    "abspath bcrypt timestamp uuid plantimestamp rsadecrypt pathexpand file filebase64 filebase64sha256 filebase64sha512 " +
    "fileexists filemd5 fileset filesha1 filesha256 filesha512 templatefile templatestring issensitive base64gzip"
  ).split(" "),
);

/** The locals that the configuration declares, one for each value of the pools: their names, and what they are. */
export const LOCALS: ReadonlyMap<string, string> = new Map(
  Object.entries(POOLS).flatMap(([pool, values]) => values.map((value, index) => [`${pool}_${index}`, value] as const)),
);

/** Draws expressions: the same ones for the same seed. */
export class Drawing {
  private state: number;

  constructor(
    seed: number,
    private readonly signatures: Readonly<Record<string, Signature>>,
  ) {
    this.state = seed >>> 0;
  }

  /** The functions that expressions call. */
  get functions(): string[] {
    return Object.keys(this.signatures)
      .filter((name) => !name.startsWith("core::") && !NOT_ASKED.has(name))
      .sort();
  }

  /** A call of that function: mostly of arguments that fit, sometimes of any, or of too many. */
  call(name: string, depth: number): string {
    if (name === "try" || name === "can") return this.attempt(name, depth);
    const { parameters = [], variadic_parameter: rest } = this.signatures[name] ?? {};
    const count = parameters.length + (rest === undefined ? 0 : this.below(4));
    const wanted = this.chance(0.02) ? Math.max(0, count + (this.chance(0.5) ? 1 : -1)) : count;
    const args = Array.from({ length: wanted }, (_, index) => {
      const special = SPECIAL[name]?.[index];
      if (special !== undefined && this.chance(0.88)) return this.dressed(this.oneOf(special));
      return this.argument((parameters[index] ?? rest)?.type ?? "dynamic", depth);
    });
    if (rest !== undefined && args.length > parameters.length && this.chance(0.15)) {
      const last = args.splice(parameters.length);
      return `${name}(${[...args, `[${last.join(", ")}]...`].join(", ")})`;
    }
    return `${name}(${args.join(", ")})`;
  }

  /** An operator, a conditional, a `for`, a splat, a template, an index, or an attribute. */
  operation(depth: number): string {
    const [one, other] = [(): string => this.any(depth), (): string => this.any(depth)];
    const loop = (): string =>
      this.oneOf([this.of("list", depth), this.of("map", depth), this.of("list", depth), one()]);
    switch (this.below(17)) {
      case 0:
      case 1:
        return `(${this.of("number", depth)} ${this.oneOf(["+", "-", "*", "/", "%"])} ${this.of("number", depth)})`;
      case 2:
        return `(${this.of("number", depth)} ${this.oneOf(["<", "<=", ">", ">="])} ${this.of("number", depth)})`;
      case 3:
        return `(${one()} ${this.oneOf(["==", "!="])} ${other()})`;
      case 4: {
        const pool = this.oneOf(["string", "list", "map", "number"] as const);
        return `(${this.of(pool, depth)} ${this.oneOf(["==", "!="])} ${this.of(pool, depth)})`;
      }
      case 5:
        return `(${this.truth(depth)} ${this.oneOf(["&&", "||"])} ${this.truth(depth)})`;
      case 6:
        return this.chance(0.5) ? `!${this.truth(depth)}` : `-${this.of("number", depth)}`;
      case 7:
        return `(${this.truth(depth)} ? ${one()} : ${other()})`;
      case 8: {
        const pool = this.oneOf(["string", "list", "map", "number"] as const);
        return `(${this.truth(depth)} ? ${this.of(pool, depth)} : ${this.of(pool, depth)})`;
      }
      case 9:
        return `[for ${this.oneOf(["v", "k, v"])} in ${loop()} : ${this.oneOf(["v", "[v]", '"x${v}"', "{ e = v }", 'try(upper(v), "no")'])}${this.oneOf(["", "", ' if v != "a"', " if try(v > 1, true)"])}]`;
      case 10:
        return `{ for k, v in ${loop()} : ${this.oneOf(["k", "v", '"${k}"', "try(length(v), 0)"])} => ${this.oneOf(["v", "k", "[k, v]"])}${this.oneOf(["", "..."])} }`;
      case 11:
        return `${this.of("list", depth)}[*]${this.oneOf(["", ".a", "[0]", ".a[0]"])}`;
      case 12:
        return `"${this.oneOf(["", "x", "é "])}\${${one()}}${this.oneOf(["", "-", "\\n"])}"`;
      case 13:
        return `"%{ if ${this.truth(depth)} }\${${one()}}%{ else }no%{ endif }"`;
      case 14:
        return `"%{ for k, v in ${loop()} ~} \${k}=\${v}; %{ endfor }"`;
      case 15:
        return `(${this.of(this.oneOf(["list", "map"]), depth)})[${this.oneOf(["0", "1", "-1", '"a"', '"0"', "0.5", "true", one()])}]`;
      default:
        return `(${this.of("map", depth)}).${this.oneOf(["a", "b", "key", "zz"])}`;
    }
  }

  /** Any expression. */
  any(depth: number): string {
    if (depth > 0 && this.chance(0.35)) return this.call(this.oneOf(this.functions), depth - 1);
    if (depth > 0 && this.chance(0.2)) return this.operation(depth - 1);
    if (this.chance(0.04)) return "null";
    return this.literal(this.oneOf(["string", "string", "number", "bool", "list", "map"]));
  }

  private attempt(name: string, depth: number): string {
    return name === "can" ? `can(${this.any(depth + 1)})` : `try(${this.any(depth + 1)}, ${this.any(depth)})`;
  }

  private argument(type: SignatureType, depth: number): string {
    if (this.chance(0.06)) return this.any(depth);
    if (typeof type !== "string") return this.of(type[0] === "map" ? "map" : "list", depth);
    if (type === "string" || type === "number" || type === "bool") return this.of(type, depth);
    return this.any(depth);
  }

  /** An expression that probably is of that type. */
  private of(pool: PoolName, depth: number): string {
    if (depth > 0 && this.chance(0.3)) return this.call(this.oneOf(MAKERS[pool]), depth - 1);
    return this.chance(0.03) ? "null" : this.literal(pool);
  }

  private truth(depth: number): string {
    return this.chance(0.75)
      ? this.of("bool", depth)
      : this.oneOf(['"true"', '"1"', '"0"', "1", '"no"', this.any(depth)]);
  }

  private literal(pool: PoolName): string {
    const values: readonly string[] = POOLS[pool];
    const index = this.below(values.length);
    return this.chance(0.25) ? `local.${pool}_${index}` : this.dressed(values[index] ?? "null");
  }

  private dressed(value: string): string {
    return this.chance(0.05) ? `sensitive(${value})` : value;
  }

  private chance(share: number): boolean {
    return this.next() < share;
  }

  private below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  private oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** Mulberry32. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** Functions that give a value of each type. */
const MAKERS: Readonly<Record<PoolName, readonly string[]>> = {
  string: [
    "lower",
    "upper",
    "join",
    "format",
    "replace",
    "substr",
    "trimspace",
    "jsonencode",
    "tostring",
    "title",
    "base64encode",
  ],
  number: ["length", "abs", "ceil", "floor", "max", "min", "sum", "parseint", "tonumber", "signum", "pow"],
  bool: ["contains", "alltrue", "anytrue", "can", "startswith", "tobool", "strcontains"],
  list: [
    ..."concat distinct flatten compact split sort reverse slice tolist toset setunion setsubtract setintersection keys values".split(
      " ",
    ),
    ..."range matchkeys chunklist formatlist setproduct regexall coalescelist".split(" "),
  ],
  map: ["merge", "tomap", "zipmap", "transpose", "jsondecode", "yamldecode"],
};
