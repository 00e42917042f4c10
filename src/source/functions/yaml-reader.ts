import type * as Yaml from "yaml";
import { isMap, type Value } from "../../values";
import { DEEPEST_JSON, makeMap, ofKind } from "./collection-kind";
import { toText } from "./convert";
import { BudgetExceeded, EvaluationFailure } from "./failure";
import { normalized } from "./normalized";
import { resolveScalar } from "./yaml-scalar";

/** No more than one value may have. */
const MOST_NODES = 100_000;

interface Anchored {
  readonly value: Value | undefined;
  readonly nodes: number;
}

/**
 * Reads a parsed YAML document as Terraform's decoder does: keys are text, a merge overwrites what stands before it, an alias is
 * what its anchor was last.
 *
 * @see https://github.com/zclconf/go-cty-yaml/blob/v1.1.0/decode.go
 */
export class YamlReader {
  private readonly anchors = new Map<string, Anchored | "pending">();
  private nodes = 0;

  constructor(
    private readonly yaml: typeof Yaml,
    private readonly source: string,
    private readonly accepts: (scalar: Yaml.Scalar) => boolean,
  ) {}

  /** The value of a node; `undefined` where a part of it is not told. */
  read(node: unknown, depth = 0): Value | undefined {
    if (depth > DEEPEST_JSON) throw new BudgetExceeded("YAML nests too deeply");
    this.count(1);
    if (node === null) return null;
    const { yaml } = this;
    if (yaml.isAlias(node)) return this.alias(node.source);
    const { anchor } = node as Yaml.Scalar;
    if (anchor !== undefined) this.anchors.set(anchor, "pending");
    const before = this.nodes;
    const value = this.readNode(node, depth);
    if (anchor !== undefined) this.anchors.set(anchor, { value, nodes: this.nodes - before });
    return value;
  }

  /** Counts nodes as often as they are written out: aliases of aliases double with every line. */
  private count(nodes: number): void {
    this.nodes += nodes;
    if (this.nodes > MOST_NODES) throw new BudgetExceeded("a YAML document is too large");
  }

  private readNode(node: unknown, depth: number): Value | undefined {
    const { yaml } = this;
    if (yaml.isMap(node)) return this.map(node, depth);
    if (yaml.isSeq(node)) return this.sequence(node, depth);
    return yaml.isScalar(node) ? this.scalar(node) : undefined;
  }

  private alias(name: string): Value | undefined {
    const anchored = this.anchors.get(name);
    if (anchored === undefined || anchored === "pending") throw new EvaluationFailure("a YAML alias means nothing");
    this.count(anchored.nodes);
    return anchored.value;
  }

  private sequence(node: Yaml.YAMLSeq, depth: number): Value | undefined {
    requireTag(node.tag, "tag:yaml.org,2002:seq");
    const items = node.items.map((item) => this.read(item, depth + 1));
    return items.includes(undefined) ? undefined : ofKind("tuple", items as Value[]);
  }

  private map(node: Yaml.YAMLMap, depth: number): Value | undefined {
    requireTag(node.tag, "tag:yaml.org,2002:map");
    const entries: (readonly [string, Value])[] = [];
    let settled = true;
    for (const { key, value } of node.items) {
      const name = this.key(key);
      const read = this.read(value, depth + 1);
      if (name === undefined || read === undefined) settled = false;
      else if (name !== MERGE) entries.push([name, read]);
      else if (isMap(read)) entries.push(...Object.entries<Value>(read));
      else throw new EvaluationFailure("YAML merges only mappings");
    }
    return settled ? makeMap(entries) : undefined;
  }

  private key(node: unknown): string | typeof MERGE | undefined {
    if (node !== null && !this.yaml.isScalar(node)) throw new EvaluationFailure("a YAML key is no scalar");
    if (node?.source === "<<" && node.tag === undefined) return MERGE;
    const value = node === null ? null : this.scalar(node, true);
    if (value === null) throw new EvaluationFailure("a YAML key is null");
    return value === undefined ? undefined : (toText(value) as string);
  }

  private scalar(node: Yaml.Scalar, isKey = false): Value | undefined {
    const { type, tag = "", source = "" } = node;
    const quoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
    const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
    // A block that the text ends with has no line end of its own.
    const cut = isBlock && !this.source.endsWith("\n") && (node.range?.[1] ?? 0) >= this.source.length;
    const text = cut ? source.replace(/\n$/, "") : source;
    const value = resolveScalar({ text, tag, quoted });
    if (value === undefined || !this.accepts(node)) return undefined;
    if (isBlock && tag === "" && !isKey) return value === null ? null : toText(value);
    return typeof value === "string" ? normalized(value) : value;
  }
}

const MERGE = Symbol("merge");

function requireTag(tag: string | undefined, wanted: string): void {
  if (tag !== undefined && tag !== wanted) throw new EvaluationFailure("a YAML tag is not known");
}
