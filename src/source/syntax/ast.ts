/**
 * The syntax tree of Terraform's language, of native syntax (`.tf`) and of JSON configuration (`.tf.json`) alike.
 * Plain data: nothing here is evaluated. Offsets count UTF-16 code units of the file's text; line and column are worked
 * out of them only when somebody asks (`positionOf` in position.ts).
 */

/** One file that was read, or what stands in a string of JSON configuration. */
export interface SourceFile {
  /** The name as the caller gave it: `main.tf`, `modules/key/main.tf`. */
  readonly name: string;
  readonly text: string;
  readonly syntax: "native" | "json" | "template";
  /** Where the JSON string begins that this template or expression was decoded from: people are sent there. */
  readonly within?: { readonly file: SourceFile; readonly start: number };
}

/** Anything that stands somewhere. */
export interface Node {
  readonly file: SourceFile;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
  /** The parentheses that stand around an expression, from the inside out; `start` and `end` leave them out. */
  readonly parentheses?: readonly { readonly start: number; readonly end: number }[];
}

/**
 * The inside of a file or a block. In JSON only the blocks that Terraform's own language knows stand in `blocks`
 * (`resource`, `lifecycle`, `dynamic`, …): whether any other property is an argument or nested blocks is for the
 * resource's schema to say, so it stands in `attributes`, and `blocksOf` (blocks.ts) reads it as blocks.
 */
export interface Body extends Node {
  readonly kind: "body";
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

/** `name = value`. */
export interface Attribute extends Node {
  readonly kind: "attribute";
  readonly name: string;
  readonly value: Expression;
}

/** `type "label" "label" { … }`. */
export interface Block extends Node {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** Where override files changed the block: the blocks as they were written, the overridden one first. */
  readonly merged?: readonly Block[];
}

export type Expression =
  | Literal
  | NumberLiteral
  | Template
  | Wrap
  | Reference
  | Access
  | Call
  | Tuple
  | ObjectExpression
  | ForTuple
  | ForObject
  | Unary
  | Binary
  | Conditional;

/** `true`, `false`, `null`, and a string or heredoc without any interpolation or directive, its escapes decoded. */
export interface Literal extends Node {
  readonly kind: "literal";
  readonly value: string | boolean | null;
}

/** A number as written, so that big ones lose nothing: `1`, `1.50`, `1e3`. Never signed; a sign is a {@link Unary}. In JSON it may be. */
export interface NumberLiteral extends Node {
  readonly kind: "number";
  readonly text: string;
}

/** A string or heredoc with interpolations or directives. Its value is always text. */
export interface Template extends Node {
  readonly kind: "template";
  readonly parts: readonly TemplatePart[];
}

/** `"${x}"`, nothing around: not text but the very value of `x`. */
export interface Wrap extends Node {
  readonly kind: "wrap";
  readonly value: Expression;
}

/** `aws_iam_role.r["x"].arn`, `var.a`, `each.key`, a `for` variable: a name of the scope, and steps into it. */
export interface Reference extends Node {
  readonly kind: "reference";
  readonly root: string;
  readonly steps: readonly Step[];
}

/** Steps into anything that is no name: `f(x).a`, `(a)[0]`, `"${x}".y`. `steps` is never empty. */
export interface Access extends Node {
  readonly kind: "access";
  readonly source: Expression;
  readonly steps: readonly Step[];
}

export type Step = AttributeStep | IndexStep | SplatStep;

/** `.name`. */
export interface AttributeStep extends Node {
  readonly kind: "attribute-step";
  readonly name: string;
}

/** `[key]`; with `legacy`, `.0`. */
export interface IndexStep extends Node {
  readonly kind: "index-step";
  readonly key: Expression;
  readonly legacy: boolean;
}

/**
 * `[*]`, or `.*` where `full` is false. `each` are the steps taken in every element; steps behind this one go on from
 * the list that it gives. (Of `a[*].b[0]` both `.b` and `[0]` are in `each`; of `a.*.b[0]` only `.b`.)
 */
export interface SplatStep extends Node {
  readonly kind: "splat-step";
  readonly full: boolean;
  readonly each: readonly Step[];
}

/** `name(a, b...)`; `provider::aws::arn_parse(x)` has the whole `provider::aws::arn_parse` for a name. */
export interface Call extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** The last argument is followed by `...`: a list of further arguments. */
  readonly expand: boolean;
}

/** `[a, b]`. */
export interface Tuple extends Node {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}

/** `{ a = 1, (b) = 2 }`. */
export interface ObjectExpression extends Node {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
}

/** One entry of an object. A bare name as key is a {@link Literal} string; anything else (also `(name)`) is to be evaluated. */
export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for k, v in c : value if condition]`; `keyName` only where two names are written. */
export interface ForTuple extends Node {
  readonly kind: "for-tuple";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
}

/** `{for k, v in c : key => value... if condition}`; `grouping` is the `...`. */
export interface ForObject extends Node {
  readonly kind: "for-object";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key: Expression;
  readonly value: Expression;
  readonly grouping: boolean;
  readonly condition?: Expression;
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "-" | "!";
  readonly operand: Expression;
}

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `condition ? whenTrue : whenFalse`. */
export interface Conditional extends Node {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** A piece of a template, in order. `~` has already trimmed the texts, indented heredocs (`<<-`) are already moved left. */
export type TemplatePart = TemplateText | Interpolation | TemplateIf | TemplateFor;

/** Literal text: escapes decoded, `$${` is `${`, `%%{` is `%{`. Never empty. */
export interface TemplateText extends Node {
  readonly kind: "text";
  readonly value: string;
}

/** `${value}`. */
export interface Interpolation extends Node {
  readonly kind: "interpolation";
  readonly value: Expression;
}

/** `%{if condition}…%{else}…%{endif}`; without `%{else}` the second branch is empty. */
export interface TemplateIf extends Node {
  readonly kind: "template-if";
  readonly condition: Expression;
  readonly whenTrue: readonly TemplatePart[];
  readonly whenFalse: readonly TemplatePart[];
}

/** `%{for k, v in collection}…%{endfor}`. */
export interface TemplateFor extends Node {
  readonly kind: "template-for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly parts: readonly TemplatePart[];
}
