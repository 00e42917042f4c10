import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";

export const ACCOUNT = "111122223333";

/** A synthesized stack, as far as the tests look at it: resources by type, then by name. */
export interface Synthesized {
  readonly provider: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly output?: Readonly<Record<string, Resource>>;
}

/** What a resource is made with. */
export type Resource = Readonly<Record<string, unknown>>;

/** A policy document. */
export interface Document {
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
    readonly Action: string | readonly string[];
    readonly Resource?: string;
    readonly Condition?: unknown;
  }[];
}

/** The JSON of a stack called `stack` that is filled like this, with an AWS provider that reaches nobody. */
export function synthesize(fill: (stack: TerraformStack) => void): Synthesized {
  const stack = newStack();
  fill(stack);
  return JSON.parse(Testing.synth(stack)) as Synthesized;
}

/** An empty stack with a provider; construct errors are thrown while it is filled. */
export function newStack(): TerraformStack {
  const app = Testing.app();
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "aws", {
    region: "us-west-2",
    accessKey: "mock",
    secretKey: "mock",
    skipCredentialsValidation: true,
    skipRequestingAccountId: true,
    skipMetadataApiCheck: "true",
  });
  return stack;
}

/** Every resource of a type; none where the stack has none. */
export function resources(synthesized: Synthesized, type: string): readonly Resource[] {
  return Object.values(synthesized.resource[type] ?? {});
}

/** The only resource of a type. */
export function only(synthesized: Synthesized, type: string): Resource {
  const all = resources(synthesized, type);
  expect([type, all.length]).toEqual([type, 1]);
  return all[0] ?? {};
}

/** The policy document in an attribute. */
export function documentOf(resource: Resource, attribute = "policy"): Document {
  return JSON.parse(asJson(String(resource[attribute]))) as Document;
}

/** What a call of `jsonencode` is given, as JSON text; a reference in it as a template. */
function asJson(text: string): string {
  const [, given] = /^\$\{jsonencode\((.*)\)\}$/.exec(text) ?? [];
  if (given === undefined) return text;
  return given
    .replaceAll('" = ', '": ')
    .replaceAll(
      /(: |\[|, )([a-z_]+\.[\w.-]+)/g,
      (_, before: string, reference: string) => `${before}"\${${reference}}"`,
    );
}
