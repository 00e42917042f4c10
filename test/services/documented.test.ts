import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { services, type RowContext } from "../../src/services";
import type { Value } from "../../src/values";
import { granteeOf, type Row, verdictBy } from "./row-calls";

/** A policy as it was typed by hand from AWS's page, and not made from the catalogue. */
interface Documented {
  readonly title: string;
  readonly url: string;
  readonly read: string;
  readonly policy: Value;
}

const FOLDER = join(__dirname, "documented");

const documented: ReadonlyMap<string, Documented> = new Map(
  readdirSync(FOLDER).map((name) => [
    name.replace(/\.json$/, ""),
    JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Documented,
  ]),
);

/** What no key policy of AWS's pages shows, and why. */
const NOT_PRINTED: Readonly<Record<string, string>> = {
  ...because("the page prints the role's own policy, or none, and no key policy that names the role", [
    "caller-creates.either.role.state-machine",
    "config-delivery.either.role",
    "firehose.either.role.source-stream",
    "glue-security-configuration.either.role.bookmarks",
    "glue-security-configuration.either.role.data",
    "ses-receipt.either.role",
  ]),
  ...because("the page has it in words only", [
    "sns-publishers.key-policy.autoscaling",
    "firehose.either.role.delivery.bucket-key",
    "s3-replication.either.role.replica.bucket-key",
    "s3-replication.either.role.source.bucket-key",
    "s3-replication.key-policy.role.replica.bucket-key",
  ]),
  ...because("the page lists what the caller needs, and prints no statement of a key policy for it", [
    "caller-creates.either.caller.activity",
    "caller-creates.either.caller.backup",
    "caller-creates.either.caller.backup.grant",
    "caller-creates.either.caller.ebs",
    "caller-creates.either.caller.ebs.grant",
    "caller-creates.either.caller.ecr",
    "caller-creates.either.caller.efs",
    "caller-creates.either.caller.opensearch",
    "caller-creates.either.caller.secretsmanager",
    "caller-creates.either.caller.state-machine",
    "eventbridge-bus.either.caller",
    "firehose.either.caller.stream-encryption",
  ]),
};

function because(reason: string, ids: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(ids.map((id) => [id, reason]));
}

const rows: readonly Row[] = services
  .filter(({ names }) => names === undefined)
  .flatMap((service) => service.requirements.map((requirement) => ({ service, requirement })))
  .filter(({ requirement }) => requirement.actions.length > 0);

const shown = rows.filter(({ requirement }) => !(requirement.id in NOT_PRINTED));

/** The policies of a service, and of what of it has a policy of its own (`cloudtrail-event-data-store`). */
function policiesOf({ service }: Row): readonly Value[] {
  return [...documented]
    .filter(([name]) => name === service.id || name.startsWith(`${service.id}-`))
    .map(([, { policy }]) => policy);
}

/** Whether one of AWS's policies allows everything that the row asks for. */
function allowed(row: Row, policies = policiesOf(row)): boolean {
  const { actions } = row.requirement;
  return policies.some((policy) => actions.every((action) => verdictBy(row, action, policy) === "allowed"));
}

test("each service has a policy, with its page and the day", () => {
  const without = services.filter(({ names, id }) => names === undefined && !documented.has(id));
  expect(without.map(({ id }) => id)).toEqual([]);
  for (const { title, url, read } of documented.values()) {
    expect(title).not.toBe("");
    expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

describe("what no key policy of AWS's pages shows", () => {
  test.each(Object.entries(NOT_PRINTED))("%s: %s", (id) => {
    const row = rows.find(({ requirement }) => requirement.id === id);
    expect(row).toBeDefined();
    expect(row !== undefined && allowed(row)).toBe(false);
  });
});

describe.each(shown.map((row) => [row.requirement.id, row] as const))("%s", (_, row) => {
  const { requirement } = row;

  test("the documented policy allows each essential action", () => {
    expect(allowed(row)).toBe(true);
  });

  test("it does not where the row says another principal", () => {
    const other = { ...requirement, grantee: { service: "other.amazonaws.com" } };
    expect(allowed({ ...row, requirement: other })).toBe(false);
  });

  test("it does not where the row asks for another action", () => {
    const other = { ...requirement, actions: [...requirement.actions, "kms:ScheduleKeyDeletion"] };
    expect(allowed({ ...row, requirement: other })).toBe(false);
  });

  test("it does not where the row says another value of a key on which the policy has a condition", () => {
    const context = requirement.context ?? [];
    for (const each of context.filter(({ state }) => SAID.includes(state))) {
      const changed = context.map((other): RowContext => (other === each ? { ...another, key: each.key } : other));
      const conditioned = policiesOf(row).filter((policy) => hangsOn(policy, row, each.key));
      expect([each.key, allowed({ ...row, requirement: { ...requirement, context: changed } }, conditioned)]).toEqual([
        each.key,
        false,
      ]);
    }
  });
});

const SAID: readonly RowContext["state"][] = ["is", "like", "at-least"];

const another = { state: "is", value: "another", label: "doc" } as const;

/** Whether an essential action has statements to the grantee, and all of them conditions on this key. */
function hangsOn(policy: Value, row: Row, key: string): boolean {
  const { Statement: statements } = policy as unknown as { readonly Statement: readonly object[] };
  const grantee = `"${granteeOf(row)}"`;
  const texts = statements.map((statement) => JSON.stringify(statement)).filter((text) => text.includes(grantee));
  return row.requirement.actions.some((action) => {
    const asked = texts.filter((text) => text.includes(`"${action}"`) || text.includes(`"${action}*"`));
    return asked.length > 0 && asked.every((text) => text.toLowerCase().includes(`"${key.toLowerCase()}"`));
  });
}
