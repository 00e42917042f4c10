import { parseAddress } from "../../src/plan";
import type { Address } from "../../src/plan/address";
import { configurationOf } from "./evaluate/configuration-of";
import { show } from "./show";

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
}

describe("what else a block says", () => {
  const source = `
provider "aws" {
  region = local.region
}
provider "aws" {
  alias  = "other"
  region = "us-east-1"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/x"
  }
}
locals {
  region = "eu-west-1"
}
module "m" {
  source    = "./m"
  providers = { aws.given = aws.other }
}
resource "aws_x" "default" {}
resource "aws_x" "other" {
  provider = aws.other
  lifecycle {
    ignore_changes = [policy, tags["x"]]
  }
  provisioner "local-exec" {
    command = "aws personalize create-dataset --role \${self.arn} \${count.index}"
  }
}
resource "aws_x" "all" {
  lifecycle {
    ignore_changes = all
  }
}
`;
  const child = 'resource "aws_x" "inherits" {}\nresource "aws_x" "given" {\n  provider = aws.given\n}\n';
  const configuration = configurationOf({ "": source, "module.m": child });

  it.each([
    ["aws_x.default", "aws", '{region: "eu-west-1"}'],
    [
      "aws_x.other",
      "aws.other",
      '{alias: "other", region: "us-east-1", assume_role: [{role_arn: "arn:aws:iam::444455556666:role/x"}]}',
    ],
    ["module.m.aws_x.inherits", "aws", '{region: "eu-west-1"}'],
    ["module.m.aws_x.given", "aws.other", 'role_arn: "arn:aws:iam::444455556666:role/x"'],
  ])("the provider of %s is %s", (text, key, shown) => {
    const provider = configuration.provider(address(text));
    expect(provider?.key).toBe(key);
    expect(show(provider?.arguments)).toContain(shown);
  });

  it("names no provider that nobody configures", () => {
    expect(configurationOf('resource "google_x" "y" {}').provider(address("google_x.y"))).toBeUndefined();
  });

  it("tells the changes that are ignored", () => {
    expect(configuration.ignoresChanges(address("aws_x.other"))).toEqual(["policy", "tags"]);
    expect(configuration.ignoresChanges(address("aws_x.all"))).toBe("all");
    expect(configuration.ignoresChanges(address("aws_x.default"))).toEqual([]);
  });

  it("tells the commands of provisioners, in which self is the resource", () => {
    const [provisioner, ...others] = configuration.provisioners(address("aws_x.other"));
    expect(others).toEqual([]);
    expect(provisioner?.type).toBe("local-exec");
    expect(show(provisioner?.command)).toBe("<aws_x.other.provisioner[0].command (count means nothing here)>");
    const plain = configurationOf(
      'resource "aws_x" "y" {\n  provisioner "local-exec" {\n    command = "run ${self.arn}"\n  }\n}\n',
    );
    expect(show(plain.provisioners(address("aws_x.y"))[0]?.command)).toBe('"run <aws_x.y.arn>"');
  });
});
