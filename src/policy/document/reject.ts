import { type Value, isMap } from "../../values";

/**
 * Tells a fault in one element of the statement. `readable`: what the statement says is clear all the same, so that it is
 * judged as it stands.
 */
export type Reject = (element: string, what: string, readable?: "readable") => void;

/** An element of the statement by its name; null is none. */
export type Member = (element: string) => Value | undefined;

/** A value as a fault may show it. */
export function quote(value: Value): string {
  if (typeof value === "string") return `\`${value.length > 60 ? `${value.slice(0, 60)}…` : value}\``;
  if (typeof value === "number" || typeof value === "boolean") return `\`${String(value)}\``;
  if (value === null) return "null";
  return isMap(value) ? "an object" : "a list";
}

/** Tells that an element, or an item of it, is not text. */
export function notText(element: string, reject: Reject): (value: Value, index?: number) => void {
  return (value, index) => {
    const where = index === undefined ? element : `${element}[${index}]`;
    reject(where, `\`${element}\` is ${quote(value)}; it must be text or a list of texts`);
  };
}
