import type { Address, AddressStep } from "./address";
import { formatAddress, formatModule } from "./format-address";

/** What an expression refers to: a resource and the path behind it (`.arn`, `["x"].y[0]`), as written. */
export interface Reference {
  readonly address: Address;
  readonly path: string;
}

/** The parts that make an {@link Address}. */
export interface AddressParts {
  readonly modules: readonly AddressStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key?: string | number;
}

/**
 * Takes a resource address apart: `module.a["x.y"].data.aws_kms_key.k[0]`. Instance keys may hold anything; escapes of
 * every Terraform version are read (`\"`, `\u00e9`, `\x00`, `$${`), and a key in single quotes as well.
 * Never throws: `undefined` for a text that is not the address of one managed resource or data source (a module, an
 * attribute, a `local`, an ephemeral resource, `aws_x.y[*]`).
 */
export function parseAddress(text: string): Address | undefined {
  const reference = parseReference(text);
  return reference?.path === "" ? reference.address : undefined;
}

/**
 * {@link parseAddress} for the addresses of one plan: what the instances of a block have in common is taken apart once, and
 * is the same text in all of them.
 */
export function addressReader(): (text: string) => Address | undefined {
  const blocks = new Map<string, Address | undefined>();
  return (text) => {
    const bracket = text.indexOf("[");
    if (bracket < 0) return parseAddress(text);
    const head = text.slice(0, bracket);
    if (!blocks.has(head)) blocks.set(head, parseAddress(head));
    const block = blocks.get(head);
    const key = readKey(text, bracket + 1);
    // Behind the key may follow an attribute, or this is the key of a module.
    return block === undefined || key?.end !== text.length ? parseAddress(text) : { ...block, text, key: key.value };
  };
}

/**
 * Reads the address at the start of a reference and leaves the rest as its path:
 * `module.a.aws_iam_role.r["x"].arn` is the role's address and `.arn`. `undefined` where no resource is referred to.
 */
export function parseReference(text: string): Reference | undefined {
  const module = readModules(text);
  let end = module.end;
  let type = readStep(text, end);
  const mode = type?.name === "data" ? "data" : "managed";
  if (type !== undefined && mode === "data") type = readStep(text, type.end);
  if (type === undefined || type.key !== undefined || NOT_A_TYPE.has(type.name)) return undefined;
  end = type.end;
  const name = readStep(text, end);
  if (name === undefined) return undefined;
  const parts = { modules: module.steps, mode, type: type.name, name: name.name, ...keyOf(name) } as const;
  const path = text.slice(name.end);
  return { address: makeAddress(parts, text.slice(0, name.end)), path };
}

/** Takes a module address apart: `module.a["x"].module.b`. The empty text is the root. `undefined` for anything else. */
export function parseModuleAddress(text: string): AddressStep[] | undefined {
  const { steps, end } = readModules(text);
  return end === text.length ? steps : undefined;
}

/**
 * Reads the module steps at the start of a text and leaves the rest: `module.a["x"].var.y` is the step `a["x"]` and
 * `var.y`.
 */
export function splitModule(text: string): { readonly modules: readonly AddressStep[]; readonly rest: string } {
  const { steps, end } = readModules(text);
  return { modules: steps, rest: text.slice(text[end] === "." ? end + 1 : end) };
}

/** Makes an address from its parts; `text` is how the plan writes it, where it does. */
export function makeAddress(parts: AddressParts, text?: string): Address {
  const { modules, mode, type, name, key } = parts;
  const configured = formatAddress({ modules: modules.map((step) => ({ name: step.name })), mode, type, name });
  const module = formatModule(modules);
  const whole = text ?? formatAddress(parts);
  if (key === undefined) return { text: whole, modules, mode, type, name, module, configured };
  return { text: whole, modules, mode, type, name, key, module, configured };
}

/** An address without any instance key, as plan JSON's `configuration` names it. Other text is returned as it is. */
export function configuredAddress(address: Address | string): string {
  if (typeof address !== "string") return address.configured;
  const { steps, end } = readModules(address);
  if (steps.length > 0 && end === address.length) return formatModule(steps.map(({ name }) => ({ name })));
  return parseAddress(address)?.configured ?? address;
}

/** First words of references that name no resource type. */
const NOT_A_TYPE = new Set(["module", "var", "local", "each", "count", "path", "terraform", "self", "ephemeral"]);

interface Step extends AddressStep {
  /** Where the text goes on. */
  readonly end: number;
}

function keyOf(step: { readonly key?: string | number }): { readonly key?: string | number } {
  return step.key === undefined ? {} : { key: step.key };
}

/** Modules in modules past which an address is none: what is done for each of its outer modules must stay little. */
const MOST_MODULES = 100;

function readModules(text: string): { steps: AddressStep[]; end: number } {
  const steps: AddressStep[] = [];
  let end = 0;
  while (steps.length <= MOST_MODULES) {
    const word = readStep(text, end);
    if (word?.name !== "module" || word.key !== undefined) return { steps, end };
    const step = readStep(text, word.end);
    if (step === undefined) return { steps, end };
    steps.push({ name: step.name, ...keyOf(step) });
    end = step.end;
  }
  return { steps: [], end: 0 };
}

/** One `name` or `name[key]`, after a dot unless the text starts here. */
function readStep(text: string, start: number): Step | undefined {
  let at = start;
  if (at > 0) {
    if (text[at] !== ".") return undefined;
    at += 1;
  }
  const from = at;
  while (at < text.length && text[at] !== "." && text[at] !== "[") at += 1;
  if (at === from) return undefined;
  const name = text.slice(from, at);
  const key = text[at] === "[" ? readKey(text, at + 1) : undefined;
  return key === undefined ? { name, end: at } : { name, key: key.value, end: key.end };
}

/** An instance key, from after its opening bracket. `undefined` for `[*]`, an expression, or a bracket that is not closed. */
function readKey(text: string, start: number): { value: string | number; end: number } | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const close = text.indexOf("]", start);
    const digits = text.slice(start, close);
    return close !== -1 && /^-?\d+$/.test(digits) ? { value: Number(digits), end: close + 1 } : undefined;
  }
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === "\\" ? 2 : 1;
  return text[at + 1] === "]" ? { value: unescapeKey(text.slice(start + 1, at)), end: at + 2 } : undefined;
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))|([$%])\5\{/gs;
const NAMED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", a: "\x07", b: "\b", f: "\f", v: "\v" };

function unescapeKey(text: string): string {
  if (!/[\\$%]/.test(text)) return text;
  return text.replace(
    ESCAPE,
    (whole: string, u?: string, long?: string, x?: string, named?: string, sigil?: string) => {
      const code = u ?? long ?? x;
      if (code !== undefined) return parseInt(code, 16) > 0x10ffff ? whole : String.fromCodePoint(parseInt(code, 16));
      return sigil === undefined ? (NAMED[named ?? ""] ?? named ?? whole) : `${sigil}{`;
    },
  );
}
