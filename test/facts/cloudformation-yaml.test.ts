import { parseYamlTemplate } from "../../src/facts/detectors/reading/cloudformation-yaml";

test("short forms and aliases are what they stand for", () => {
  const text = "a: &a hello\nb: [*a, !Ref c, !Join ['-', [!Sub '${d}']]]\n";
  expect(parseYamlTemplate(text)).toEqual({
    a: "hello",
    b: ["hello", { Ref: "c" }, { "Fn::Join": ["-", [{ "Fn::Sub": "${d}" }]] }],
  });
});

/** Each line ten times the one before. */
const laughs = (tag = ""): string =>
  Array.from(
    { length: 9 },
    (_, at) =>
      `a${at}: &a${at} ${tag}[${Array(10)
        .fill(at === 0 ? "x" : `*a${at - 1}`)
        .join()}]`,
  ).join("\n");

test.each([
  ["aliases that unfold to a billion texts", laughs()],
  ["the same inside short forms, whose aliases cannot be followed", laughs("!Join ")],
  ["one alias inside a short form", "a: &a hello\nb: !Join ['-', [*a]]"],
  ["a list that holds itself", "a: &a [*a]"],
  ["more aliases than a template has", `a: &a x\nb: [${Array(2000).fill("*a").join()}]`],
  ["lists twenty thousand deep", `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`],
  ["a text longer than CloudFormation takes", `a: ${"x".repeat(52_000)}`],
  ["a key twice", "a: 1\na: 2"],
])("%s is no template", (_, text) => {
  expect(parseYamlTemplate(text)).toBeUndefined();
});
