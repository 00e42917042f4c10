import { printable } from "../../../print";

/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Elements or text. */
  readonly children?: readonly Element[] | string;
}

/*
 * A writer of our own: all that is needed of XML here is elements, attributes and escaping, and the libraries that write XML
 * let characters through that XML 1.0 has no way to write.
 */

/** The element as an XML 1.0 document. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, "")}`;
}

function written({ name, attributes, children = [] }: Element, indent: string): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const open = `${indent}<${name}${given.join("")}`;
  if (children.length === 0) return `${open}/>\n`;
  if (typeof children === "string") return `${open}>${text(children)}</${name}>\n`;
  return `${open}>\n${children.map((child) => written(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

function text(given: string): string {
  return legal(given).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A reader makes a space of each line break and tab in an attribute that is not written as a number. */
function attribute(given: string): string {
  return text(given).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** Control characters written out; what else XML 1.0 has no place for (halves of characters, U+FFFE, U+FFFF) replaced. */
function legal(given: string): string {
  return printable(given).replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd");
}
