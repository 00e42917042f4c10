import type { AddressStep } from "./address";
import type { AddressParts } from "./parse-address";

/** Writes an address as Terraform does: `module.a["x"].data.aws_kms_key.k[0]`. */
export function formatAddress(parts: AddressParts): string {
  const module = formatModule(parts.modules);
  const resource = `${parts.mode === "data" ? "data." : ""}${parts.type}.${formatStep(parts)}`;
  return module === "" ? resource : `${module}.${resource}`;
}

/** Writes module steps: `module.a["x"].module.b`; empty for the root. */
export function formatModule(modules: readonly AddressStep[]): string {
  return modules.map((step) => `module.${formatStep(step)}`).join(".");
}

function formatStep(step: AddressStep): string {
  return step.key === undefined ? step.name : `${step.name}[${formatKey(step.key)}]`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** A key in which nothing is to be escaped, as nearly all are. */
const PLAIN = /^[\w .:/@-]*$/;

/**
 * Writes an instance key or a map key: a number as it is, text in quotes, escaped as Terraform 1 does (template signs are
 * doubled, what does not print becomes `\u0000`).
 */
export function formatKey(key: string | number): string {
  if (typeof key === "number") return String(key);
  if (PLAIN.test(key)) return `"${key}"`;
  const escaped = key
    .replace(/["\\\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign)
    .replace(/([$%])\{/g, "$1$1{")
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
    });
  return `"${escaped}"`;
}
