/* eslint-disable @typescript-eslint/no-unsafe-call -- what must not compile has no type */
import { ACTION, Sentence, phrase } from "../../src/sentence";

/*
 * What must not compile: `npm run types` fails where one of the lines below does. A verdict carries what it says as data, and
 * nobody is to read it back out of its sentence.
 */
const sentence = new Sentence("kms:Decrypt", [{ says: phrase`no policy allows ${ACTION}`, aside: ["`h`"] }]);

export const misread = [
  // @ts-expect-error a sentence is not searched
  (): unknown => sentence.includes("allows"),
  // @ts-expect-error a sentence is not split
  (): unknown => sentence.split(" "),
  // @ts-expect-error a sentence is not matched
  (): unknown => /allows/.test(sentence),
  // @ts-expect-error a sentence is not rewritten
  (): unknown => sentence.replace("allows", "denies"),
  // @ts-expect-error a sentence is not compared with text
  (): unknown => sentence === "no policy allows kms:Decrypt",
  // @ts-expect-error a sentence is no text
  (): string => sentence,
] as const;

test("a sentence is printed, in text and in JSON", () => {
  expect(String(sentence)).toBe("no policy allows kms:Decrypt (`h`)");
  expect(JSON.stringify({ sentence })).toBe('{"sentence":"no policy allows kms:Decrypt (`h`)"}');
  expect(String(sentence.followedBy(phrase`; not ${ACTION}`))).toBe(
    "no policy allows kms:Decrypt (`h`); not kms:Decrypt",
  );
});
