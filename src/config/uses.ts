import { isScalar, type Node } from "yaml";

import type { DeclaredUse } from "../facts/facts";
import { serviceById, services } from "../services/catalogue";
import type { Service } from "../services/service";
import { entriesOf, itemsOf, lineOf, refuse, resolved, textOf, type Source } from "./yaml-node";

const members = ["service", "operations", "key", "role"] as const;

const keyForms =
  'a resource address (module.data.aws_kms_key.main["a"]), a key or alias ARN (arn:aws:kms:...), or an alias name (alias/...)';

const roleForms = "a resource address (aws_iam_role.geo) or a role ARN (arn:aws:iam::...:role/...)";

// A resource type, a dot and a name somewhere: enough to tell an address from a bare name or key id.
const address = /^(?:module\.|data\.)?[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.[A-Za-z_]/;

const keyArn = /^arn:[^:]+:kms:[^:]+:\d{12}:(?:key|alias)\/.+$/;

const roleArn = /^arn:[^:]+:iam::\d{12}:role\/.+$/;

/** Reads the list under `uses`: who uses which key through which role, where no plan shows it. */
export function readUses(source: Source, node: Node | null): readonly DeclaredUse[] {
  return itemsOf(source, node, "uses", "use (service, operations, key, role)").map((item) => readUse(source, item));
}

function readUse(source: Source, node: Node): DeclaredUse {
  const entries = new Map(entriesOf(source, node, "a use", members).map(({ name, value }) => [name, value]));
  const required = (name: "service" | "key"): Node | null => {
    const value = entries.get(name);
    if (value === undefined) throw refuse(source, node, `a use says no ${name}`, `${name}: ${formsOf(name)}`);
    return value;
  };
  const service = readService(source, required("service"));
  return {
    service: service.id,
    operations: readOperations(source, service, entries.get("operations")),
    key: readKey(source, required("key")),
    role: readRole(source, entries.get("role")),
    at: { file: source.file, line: lineOf(source, node) },
  };
}

const formsOf = (name: "service" | "key"): string => (name === "key" ? keyForms : serviceForms());

const serviceForms = (): string => `one of ${services.map(({ id }) => id).join(", ")}`;

function readService(source: Source, node: Node | null): Service {
  const id = textOf(source, node, "service", serviceForms());
  const service = serviceById(id);
  if (service === undefined) throw refuse(source, node, `service is ${JSON.stringify(id)}`, serviceForms());
  return service;
}

function readOperations(source: Source, service: Service, node: Node | null | undefined): readonly string[] | null {
  if (node === undefined) return null;
  const allowed = service.operations.map(({ id }) => id);
  const forms = `one of ${allowed.join(", ")}`;
  const ids = itemsOf(source, node, "operations", `operation, each ${forms}`).map((item) => {
    const id = textOf(source, item, "an operation", forms);
    if (!allowed.includes(id))
      throw refuse(source, item, `${service.id} has no operation ${JSON.stringify(id)}`, forms);
    return id;
  });
  return [...new Set(ids)].sort();
}

function readKey(source: Source, node: Node | null): string {
  const key = textOf(source, node, "key", keyForms);
  if (keyArn.test(key) || /^alias\/.+/.test(key) || isAddress(key)) return key;
  throw refuse(source, node, `key is ${JSON.stringify(key)}`, keyForms);
}

function readRole(source: Source, node: Node | null | undefined): string | null {
  if (node === undefined || isNull(resolved(source, node))) return null;
  const role = textOf(source, node, "role", roleForms);
  if (roleArn.test(role) || isAddress(role)) return role;
  throw refuse(source, node, `role is ${JSON.stringify(role)}`, roleForms);
}

const isAddress = (text: string): boolean => !text.startsWith("arn:") && address.test(text);

const isNull = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null);
