/* eslint-disable @typescript-eslint/no-unsafe-call -- what must not compile has no type */
import type { Bucket, Key, Role } from "../../src/facts/facts";
import { aKey, aRole } from "../rules/build-facts";

/*
 * What must not compile: `npm run types` fails where one of the lines below does. Rules judge by facts, and cannot reach the
 * attributes of the resources behind them.
 */
export const reachingForTheResource = [
  // @ts-expect-error a rule reads no attribute of a key's resource
  (key: Key): unknown => key.resource?.attribute("policy"),
  // @ts-expect-error nor what AWS will make of it
  (key: Key): unknown => key.resource?.output("arn"),
  // @ts-expect-error nor what it was before
  (role: Role): unknown => role.resource?.before,
  // @ts-expect-error nor its provisioners
  (role: Role): unknown => role.resource?.provisioners,
  // @ts-expect-error nor whether an attribute is sensitive
  (bucket: Bucket): unknown => bucket.resource?.sensitive("bucket"),
  // @ts-expect-error nor of the resource that names a bucket's key
  (bucket: Bucket): unknown => bucket.keyNamedBy?.attribute("rule"),
] as const;

test("what the plan does with it, and where it stands, are facts", () => {
  expect(aKey([]).resource?.address.text).toBe("aws_kms_key.data");
  expect(aRole([]).resource?.change).toBe("create");
});
