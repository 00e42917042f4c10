/**
 * What Terraform's own language knows of a block's inside. In JSON it decides what a property is: nested blocks, a
 * reference, a literal, or a value with templates in its strings.
 */
export interface BlockShape {
  /** How many labels it has: how many objects stand around its body. */
  readonly labels: number;
  /** The blocks in it that Terraform itself knows. What a provider's schema says is not known here. */
  readonly blocks: Readonly<Record<string, BlockShape>>;
  /** Arguments whose strings are references, type constraints or keywords: expressions without `${}`. */
  readonly references: readonly string[];
  /** Arguments whose strings are nothing but strings; `all` but the references. */
  readonly literals: readonly string[] | "all";
}

function shape(labels: number, parts: Partial<Omit<BlockShape, "labels">> = {}): BlockShape {
  return { labels, blocks: {}, references: [], literals: [], ...parts };
}

/** The inside of a block of a provider's; it may hold further ones, made by `dynamic` blocks too. */
export const nestedShape: BlockShape = shape(0, {
  blocks: {
    get dynamic() {
      return dynamicShape;
    },
  },
});

const dynamicShape: BlockShape = shape(1, { blocks: { content: nestedShape }, references: ["iterator"] });
const connection = shape(0);
const provisioner = shape(1, { blocks: { connection }, references: ["when", "on_failure"] });
const condition = shape(0);
const lifecycle = shape(0, {
  blocks: { precondition: condition, postcondition: condition },
  references: ["ignore_changes", "replace_triggered_by"],
});
const resource = shape(2, {
  blocks: { lifecycle, connection, provisioner, dynamic: dynamicShape },
  references: ["depends_on", "provider"],
});
const setting = shape(0, { literals: "all" });
const labelledSetting = shape(1, { literals: "all" });
const settings = shape(0, {
  literals: "all",
  blocks: {
    required_providers: setting,
    backend: labelledSetting,
    cloud: shape(0, { literals: "all", blocks: { workspaces: setting } }),
    provider_meta: labelledSetting,
  },
});

/** The blocks of a file. */
export const fileShape: BlockShape = shape(0, {
  blocks: {
    resource,
    data: resource,
    ephemeral: resource,
    locals: shape(0),
    variable: shape(1, { blocks: { validation: condition }, references: ["type"], literals: "all" }),
    output: shape(1, { blocks: { precondition: condition }, references: ["depends_on"], literals: ["description"] }),
    module: shape(1, { references: ["depends_on", "providers"], literals: ["source", "version"] }),
    provider: shape(1, { blocks: { dynamic: dynamicShape }, literals: ["alias", "version"] }),
    terraform: settings,
    moved: shape(0, { references: ["from", "to"] }),
    import: shape(0, { references: ["to", "provider"] }),
    removed: shape(0, { blocks: { lifecycle, connection, provisioner }, references: ["from"] }),
    check: shape(1, { blocks: { data: resource, assert: condition } }),
  },
});
