import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { saySkipped } from "../say-skipped";
import { readAnswers } from "./differential/answers";
import { differencesAmong } from "./differential/evaluate";
import { askTerraform } from "./differential/terraform";

/** All of the answers; and Terraform asked again for some of them (for all with `DIFFERENTIAL=all`, which takes minutes). */
const LINES = gunzipSync(readFileSync(join(__dirname, "differential/answers.ndjson.gz")))
  .toString("utf8")
  .trimEnd()
  .split("\n");
const share = process.env.DIFFERENTIAL === "all" ? 1 : 25;

const atHand = isAtHand();

(atHand ? it : it.skip)("Terraform says what is recorded", () => {
  const lines = LINES.filter((_, index) => index % share === 0);
  const expressions = lines.map((line) => (JSON.parse(line) as [string])[0]);
  expect(askTerraform(expressions)).toEqual(lines);
});

it("the evaluator gives no other value, of known arguments and of unknown ones", () => {
  const all = readAnswers();
  expect([...differencesAmong(all, false), ...differencesAmong(all, true)]).toEqual([]);
});

/** The answers are those of Terraform 1.11; false, with a printed reason, where that is not at hand. */
function isAtHand(): boolean {
  const { stdout, error } = spawnSync("terraform", ["version", "-json"], { encoding: "utf8" });
  const version =
    error === undefined ? (JSON.parse(stdout) as { readonly terraform_version: string }).terraform_version : "none";
  if (version.startsWith("1.11.")) return true;
  saySkipped(`the answers are those of Terraform 1.11, and at hand is ${version}`);
  return false;
}
