import type { JsonObject } from "../../src/plan";
import { ACCOUNT, factsOf, oldKey, serviceRole } from "./plan";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/p`;
const CREATE = "aws personalize create-dataset-group --name g";

/** The uses that a command of a provisioner shows: operations, and how sure. */
function uses(command: string, environment: JsonObject = {}): readonly string[] {
  const expressions = { command: { constant_value: command }, environment: { constant_value: environment } };
  const provisioners = [{ type: "local-exec", expressions }];
  return factsOf([oldKey("k"), serviceRole("p"), { address: "terraform_data.p", after: {}, provisioners }]).uses.map(
    ({ operations, confidence }) => `${operations?.join() ?? "?"} ${confidence}`,
  );
}

const CALLED = ["dataset-group certain"];
const HANDED = ["? inferred"];

test.each<[string, string, JsonObject, readonly string[]]>([
  ["variables of its environment", `${CREATE} --kms-key-arn $KEY --role-arn "\${ROLE}"`, { KEY, ROLE }, CALLED],
  ["PowerShell's variables", `${CREATE} --kms-key-arn $env:KEY --role-arn $env:ROLE`, { KEY, ROLE }, CALLED],
  ["cmd's variables", `${CREATE} --kms-key-arn %KEY% --role-arn %ROLE%`, { KEY, ROLE }, CALLED],
  [
    "variables that the script sets",
    `K=${KEY}\nexport R="${ROLE}"\n${CREATE} --kms-key-arn $K --role-arn $R`,
    {},
    CALLED,
  ],
  ["a script that is handed both", "./train.sh", { KEY, ROLE }, HANDED],
  ["a script that is given both as arguments", `python train.py --key=${KEY} '{"role":"${ROLE}"}'`, {}, HANDED],
  ["a script that is handed a key alone", "./train.sh", { KEY }, []],
  ["a script that is handed a role alone", "./train.sh", { ROLE }, []],
  ["another service's call with the key", `aws s3 cp a s3://b --sse-kms-key-id ${KEY}`, {}, []],
])("%s", (_, command, environment, expected) => {
  expect(uses(command, environment)).toEqual(expected);
});

test("a variable that nobody sets comes at run time", () => {
  const expressions = { command: { constant_value: `${CREATE} --kms-key-arn $KEY --role-arn ${ROLE}` } };
  const provisioners = [{ type: "local-exec", expressions }];
  const facts = factsOf([oldKey("k"), serviceRole("p"), { address: "terraform_data.p", after: {}, provisioners }]);
  expect(facts.runtimeKeys.map(({ because }) => because)).toEqual(["kms-key-arn is only known at run time"]);
});
