import { commandsIn } from "../../src/facts/detectors/reading/shell";

/** The commands of a script that are the AWS CLI's. */
function awsIn(script: string): readonly string[] {
  return [...commandsIn(script)].filter(([program]) => program === "aws").map((words) => words.slice(1).join(" "));
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ["a plain command", "aws personalize x --a b", ["personalize x --a b"]],
  ["a continued line", "aws personalize x \\\n  --a b", ["personalize x --a b"]],
  ["a line continued in PowerShell", "aws personalize x `\r\n  --a b", ["personalize x --a b"]],
  ["a line continued in cmd", "aws personalize x ^\r\n  --a b", ["personalize x --a b"]],
  ["several commands", "cd x && aws a b; aws c d | cat\naws e f", ["a b", "c d", "e f"]],
  ["quotes", `aws x y --a '{"b": "c d"}' --e "f \\"g\\""`, ['x y --a {"b": "c d"} --e f "g"']],
  ["assignments before it", "AWS_PROFILE=x aws a b", ["a b"]],
  ["words before it", "if ! sudo aws a b; then aws c d; fi", ["a b", "c d"]],
  ["a substitution", "ARN=$(aws a b --c d)", ["a b --c d"]],
  ["a substitution as an argument", "aws a b --c $(terraform output x) --d e", ["a b --c $SUBSTITUTION --d e"]],
  ["a substitution in quotes", `aws a b --c "$(aws c d)" --e f`, ["c d", "a b --c $SUBSTITUTION --e f"]],
  ["a script in a script", `bash -c "aws a b --c 'd e'"`, ["a b --c d e"]],
  ["a comment", "# aws a b", []],
  ["another program's argument", "echo aws a b", []],
];

test.each(cases)("%s", (_, script, expected) => {
  expect(awsIn(script)).toEqual(expected);
});
