import { configurationFiles, isConfigurationFile } from "../../src/plan/configuration-files";

const NAMES = [
  "a.tf",
  "a.tofu",
  "b.tf.json",
  "b.tofu.json",
  "c.tf",
  "c.tofu.json",
  "d.tofu",
  "k_override.tf",
  "k_override.tofu",
  "override.tf.json",
  "override.tofu.json",
  "x.tofutest.hcl",
  "x.tfvars",
  ".hidden.tofu",
  "old.tofu~",
  "#edited.tf#",
  "#named.tf",
];

test("Terraform reads what it always did", () => {
  expect(configurationFiles(NAMES, "terraform")).toEqual({
    read: ["#named.tf", "a.tf", "b.tf.json", "c.tf", "k_override.tf", "override.tf.json"],
    unclear: [],
  });
});

test("to OpenTofu a .tofu file hides the .tf of its name and of its syntax", () => {
  expect(configurationFiles(NAMES, "opentofu")).toEqual({
    read: [
      "#named.tf",
      "a.tofu",
      "b.tofu.json",
      "c.tf",
      "c.tofu.json",
      "d.tofu",
      "k_override.tofu",
      "override.tofu.json",
    ],
    unclear: [],
  });
});

test("where the maker is not certain, neither of two files of one name is read", () => {
  expect(configurationFiles(NAMES, undefined)).toEqual({
    read: ["#named.tf", "c.tf", "c.tofu.json", "d.tofu"],
    unclear: [
      ["a.tf", "a.tofu"],
      ["b.tf.json", "b.tofu.json"],
      ["k_override.tf", "k_override.tofu"],
      ["override.tf.json", "override.tofu.json"],
    ],
  });
});

test("what editors leave behind is no configuration", () => {
  expect(NAMES.filter((name) => !isConfigurationFile(name))).toEqual([
    "x.tofutest.hcl",
    "x.tfvars",
    ".hidden.tofu",
    "old.tofu~",
    "#edited.tf#",
  ]);
});
