import type { Facts, Key, OtherUser as OtherUserFact } from "../facts";
import { compare, groupBy } from "../grouping";
import type { NotJudgedKey, OtherUser, ReportKey } from "./report";
import { resourceType, serviceOfAddress } from "./service-names";

type KeyName = Pick<Key, "id" | "plan">;

/** Who names a key for a service outside the catalogue; `undefined` where nothing does. */
export type OtherUsersOf = (key: KeyName) => readonly OtherUser[] | undefined;

/** Keys of two plans may have one id. */
const nameOf = ({ id, plan }: KeyName): string => `${String(plan)} ${id}`;

/** Indexes the users of each key that nobody judges. */
export function otherUsersOf({ otherUsers }: Facts): OtherUsersOf {
  const users = groupBy(otherUsers, ({ key }) => nameOf(key));
  return (key) =>
    users
      .get(nameOf(key))
      ?.map(otherUser)
      .sort((a, b) => compare(a.address, b.address) || compare(a.attribute, b.attribute));
}

function otherUser({ evidence }: OtherUserFact): OtherUser {
  const { address, attribute, file, line } = evidence;
  const service = serviceOfAddress(address);
  return {
    address,
    attribute,
    ...(service !== undefined && { service }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  };
}

/** The keys that the plans manage, or that something names, and that are not among those judged. */
export function notJudgedKeys(
  { keys, otherUsers }: Facts,
  judged: readonly ReportKey[],
  usersOf: OtherUsersOf,
): readonly NotJudgedKey[] {
  const judgedNames = new Set(judged.map(nameOf));
  const named = new Map(
    [...keys.filter(({ resource }) => resource !== null), ...otherUsers.map(({ key }) => key)].map((key) => [
      nameOf(key),
      key,
    ]),
  );
  return [...named]
    .filter(([name]) => !judgedNames.has(name))
    .map(([, key]) => key)
    .sort((a, b) => a.plan - b.plan || compare(a.id, b.id))
    .map((key) => {
      const users = usersOf(key) ?? [];
      return { id: key.id, plan: key.plan, users, because: becauseNotJudged(users) };
    });
}

/** More names than these nobody reads in one sentence. */
const mostNames = 3;

/** Why nobody judges what these users need of a key. */
export function becauseNotJudged(users: readonly OtherUser[]): string {
  if (users.length === 0) return "nothing in the plan was seen to use it";
  const names = [...new Set(users.map(({ service, address }) => service ?? resourceType(address)))].sort();
  const more = names.length - mostNames;
  const told = more > 0 ? [...names.slice(0, mostNames), `${String(more)} more`] : names;
  const last = told.length > 1 ? ` and ${told.at(-1) ?? ""}` : (told[0] ?? "");
  return `kmsgate has no requirements for ${told.slice(0, -1).join(", ")}${last}`;
}
