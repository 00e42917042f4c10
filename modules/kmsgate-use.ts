import { Fn, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What a role does with a key, as a plan is to say it. */
export interface StatedUse {
  /** Id of a service in kmsgate's catalogue. */
  readonly service: string;
  /** Ids of its operations; `null`: not known. */
  readonly operations: readonly string[] | null;
  /** The role's ARN, made of known parts; `null`: none. */
  readonly role: string | null;
}

/**
 * Says in the plan who uses a key, and what for: a `terraform_data` that `kmsgate check` reads. It makes nothing in AWS.
 *
 * `cdktf.DataResource` is the same resource, and runs `terraform version` for each instance, so that no stack could be
 * synthesized where there is no Terraform.
 */
export class KmsgateUse extends TerraformResource {
  /** @param uses asked when the stack is synthesized: uses may be granted until then. */
  public constructor(
    scope: Construct,
    id: string,
    private readonly keyArn: string,
    private readonly uses: () => readonly StatedUse[],
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.input };
  }

  /** As one expression: cdktf's own HCL of a list of objects is no HCL. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const value = Fn.merge([this.input]) as unknown;
    return { input: { value, isBlock: false, type: "simple", storageClassType: "string" } };
  }

  private get input(): Readonly<Record<string, unknown>> {
    return { kmsgate: { version: 1, key: this.keyArn, uses: this.uses() } };
  }
}
