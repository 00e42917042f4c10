import type { PlanMaker } from "./plan";

/** Words for people, the commands in them those of the program that made the plan. Where that is not certain, Terraform's. */
export function inWordsOf(maker: PlanMaker | undefined, words: string): string {
  if (maker !== "opentofu") return words;
  return words
    .replaceAll(/\bterraform (?=(?:plan|show|init)\b)/g, "tofu ")
    .replaceAll("--terraform terraform", "--terraform tofu")
    .replaceAll("the Terraform that made it", "the OpenTofu that made it");
}
