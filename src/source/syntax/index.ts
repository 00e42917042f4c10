/** HCL's native and JSON syntax. */
export type {
  Attribute,
  Binary,
  BinaryOperator,
  Block,
  Body,
  Call,
  Conditional,
  Expression,
  ForObject,
  ForTuple,
  Literal,
  Node,
  ObjectExpression,
  Reference,
  SourceFile,
  SplatStep,
  Step,
  Template,
  TemplateFor,
  TemplateIf,
  TemplatePart,
  TemplateText,
  Unary,
} from "./ast";
export { blockTypeOf, blocksOf } from "./blocks-of";
export { parseJsonConfiguration } from "./json";
export { parseExpression, parseNative, parseTemplate } from "./native";
export { isOverride, mergeOverrides } from "./override";
export { type Position, SourceError, positionOf } from "./position";
export { referencesIn, referencesInBody } from "./references-in";
export { childrenOf, expressionsOf, withDescendants } from "./walk";
