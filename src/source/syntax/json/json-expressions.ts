import type { Expression, ObjectExpression, ObjectItem, SourceFile } from "../ast";
import { normalize } from "../characters";
import type { JsonNode, JsonObjectNode, JsonStringNode } from "./json-templates";
import { parseExpressionIn, parseTemplateIn } from "../native";
import { SourceError } from "../position";

/** How the strings of a value are read. */
export type StringReader = (file: SourceFile, node: JsonStringNode) => Expression;

/** As templates: how arguments are read in general, the keys of objects included. Throws a {@link SourceError}. */
export const asTemplate: StringReader = (file, node) => {
  if (!/[$%]\{/.test(node.value)) return asLiteral(file, node);
  const parsed = parseTemplateIn(within(file, node, "template"));
  if (parsed instanceof SourceError) throw parsed;
  return parsed;
};

/** As the very text that they are. */
export const asLiteral: StringReader = (file, { start, end, value }) => {
  return { kind: "literal", file, start, end, value: normalize(value) };
};

/** As references (`aws_iam_role.r`), type constraints (`list(string)`) and keywords; what is none of them is a template. */
export const asReference: StringReader = (file, node) => {
  const parsed = parseExpressionIn(within(file, node, "native"));
  return parsed instanceof SourceError ? asTemplate(file, node) : parsed;
};

function within(file: SourceFile, { start, value }: JsonStringNode, syntax: SourceFile["syntax"]): SourceFile {
  return { name: file.name, text: value, syntax, within: { file, start } };
}

/** The expression that a JSON value stands for. */
export function expressionOfJson(file: SourceFile, node: JsonNode, readString: StringReader): Expression {
  const { start, end } = node;
  switch (node.kind) {
    case "string":
      return readString(file, node);
    case "number":
      return { kind: "number", file, start, end, text: node.text };
    case "constant":
      return { kind: "literal", file, start, end, value: node.value };
    case "array":
      return {
        kind: "tuple",
        file,
        start,
        end,
        items: node.items.map((item) => expressionOfJson(file, item, readString)),
      };
    case "object": {
      const items = node.members.map(({ name, value }): ObjectItem => {
        const key = readString === asTemplate ? asTemplate(file, name) : asLiteral(file, name);
        return { key, value: expressionOfJson(file, value, readString) };
      });
      const object: ObjectExpression = { kind: "object", file, start, end, items };
      written.set(object, node);
      return object;
    }
  }
}

const written = new WeakMap<Expression, JsonObjectNode>();

/** The JSON object that an expression was made of, if it was. */
export function jsonObjectOf(expression: Expression): JsonObjectNode | undefined {
  return written.get(expression);
}
