import fc from "fast-check";
import { InputError } from "../../src/errors";
import { classify, readPlanDocument } from "../../src/input/classify";
import { fixture, SMALL } from "./bytes";

const kindOf = (text: string): string => classify(Buffer.from(text)).kind;
const json = (document: unknown): string => JSON.stringify(document);
const PLAN = { format_version: "1.2", planned_values: {}, resource_changes: [] };
const LOG = '{"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui","type":"version","ui":"1.2"}';

/** The message, where `bytes` are no plan. */
const messageOf = (bytes: string | Buffer, path = "p.json"): string => {
  try {
    readPlanDocument(Buffer.from(bytes), path);
    return "read";
  } catch (error) {
    return error instanceof InputError ? error.message : String(error);
  }
};

describe("plans", () => {
  it.each<[string, string]>([
    ["of Terraform", json(PLAN)],
    ["of an older format", json({ ...PLAN, format_version: "0.1" })],
    ["of a later minor version", json({ ...PLAN, format_version: "1.17", something_new: {} })],
    ["of OpenTofu, without applyable and complete", json({ ...PLAN, terraform_version: "1.8.0", errored: false })],
    ["of a fork that renames its version", json({ ...PLAN, mnptu_version: "1.0.0" })],
    [
      "in which nothing is planned",
      json({ format_version: "1.2", planned_values: { root_module: {} }, configuration: {} }),
    ],
    ["cut down to its changes", SMALL],
    ["with line breaks before and after", `\r\n\n${SMALL}\n\n`],
    [
      "with doubled and odd keys",
      '{"format_version":"1.2","resource_changes":[],"x":1,"x":2,"__proto__":{"y":1},"n":1234567890123456789}',
    ],
  ])("%s", (_, text) => {
    expect(kindOf(text)).toBe("plan");
  });

  it("inside the lines of the setup-terraform wrapper", () => {
    const noisy = [
      "[command]/opt/terraform-bin show -json tfplan",
      `${SMALL}%0A`,
      "::debug::Terraform exited with code 0.",
      `::debug::stdout: ${SMALL}`,
      "::debug::stderr: ",
      `::set-output name=stdout::${SMALL}%0A`,
      "::set-output name=exitcode::0",
      "",
    ];
    expect(readPlanDocument(Buffer.from(noisy.join("\n")), "p")).toEqual(JSON.parse(SMALL));
    expect(readPlanDocument(Buffer.from(noisy.join("\r\n")), "p")).toEqual(JSON.parse(SMALL));
    const indented = ["[command]x", ...JSON.stringify(JSON.parse(SMALL), null, 2).split("\n"), "::debug::x"].join("\n");
    expect(readPlanDocument(Buffer.from(indented), "p")).toEqual(JSON.parse(SMALL));
  });

  it("do not pollute prototypes", () => {
    readPlanDocument(Buffer.from('{"format_version":"1.2","resource_changes":[],"__proto__":{"polluted":1}}'), "p");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("what is not a plan", () => {
  it.each<[string, string, string]>([
    ["empty", "", "nothing"],
    ["empty", " \r\n\t", "blanks"],
    ["empty", "\ufeff", "a byte order mark"],
    ["state", json({ format_version: "1.0", terraform_version: "1.11.4", values: { root_module: {} } }), "a state"],
    ["state", json({ format_version: "1.0" }), "an empty state"],
    [
      "state-file",
      json({ version: 4, terraform_version: "1.11.4", serial: 3, lineage: "x", resources: [] }),
      "tfstate",
    ],
    ["state-file", json({ version: 3, serial: 1, modules: [] }), "an old tfstate"],
    ["plan-log", `${LOG}\n${LOG}\n`, "a log"],
    ["plan-log", LOG, "a log of one line"],
    ["plan-log", `${LOG}\n{"@level":"info","@mess`, "a log that is cut off"],
    ["plan-log", `[${LOG}, ${LOG}]`, "a log as an array"],
    ["plan-log", `[command]terraform plan -json\n${LOG}\n${LOG}`, "a log in wrapper lines"],
    ["redacted-plan", json({ plan_format_version: "1.1", resource_changes: [] }), "HCP's redacted plan"],
    ["errored-plan", json({ ...PLAN, errored: true }), "a plan with errors"],
    ["unknown-version", json({ ...PLAN, format_version: "2.0" }), "the next format"],
    ["unknown-version", json({ ...PLAN, format_version: "10.1" }), "a far format"],
    ["unknown-version", json({ ...PLAN, format_version: "x" }), "no version"],
    ["unknown-version", json({ ...PLAN, format_version: 1 }), "a number"],
    ["partial-plan", json({ resource_changes: [] }), "changes alone"],
    ["partial-plan", json({ planned_values: {}, configuration: {} }), "planned values alone"],
    ["wrapped-plan", json({ tfplan: PLAN, tfrun: {} }), "a plan under a key"],
    ["wrapped-plan", json({ a: 1, b: { c: { d: { resource_changes: [] } } } }), "a part three keys down"],
    ["other-json", json({ a: { b: { c: { d: PLAN } } } }), "a plan four keys down"],
    ["encrypted-plan", json({ meta: {}, encrypted_data: "AA==", encryption_version: "v0" }), "OpenTofu's"],
    [
      "encrypted-state",
      json({ serial: 1, lineage: "x", encrypted_data: "AA==", encryption_version: "v0" }),
      "OpenTofu's",
    ],
    ["cloud-plan", json({ remote_plan_format: 1, run_id: "run-x", hostname: "h" }), "a bookmark"],
    ["other-json", json({ format_version: "1.0", provider_schemas: {} }), "schemas"],
    ["other-json", json({ format_version: "1.0", valid: true, diagnostics: [] }), "validation"],
    ["other-json", json({ format_version: "1.0", root_module: {} }), "something later"],
    ["other-json", "{}", "an empty object"],
    ["other-json", "[]", "a list"],
    ["other-json", json([PLAN]), "a list of plans"],
    ["several-documents", `${SMALL}\n${SMALL}\n`, "two plans"],
    ["not-json", '{"format_version": nope, "x": [1,2,3,4,5,6]}', "a wrong word"],
    ["not-json", "not a plan", "prose"],
    ["not-json", "{'format_version': '1.2', 'resource_changes': []}", "a Python dictionary"],
    ["lines-before-json", `time=2026-01-01T00:00:00Z level=info msg=x\n${SMALL}`, "Terragrunt's old log"],
    ["lines-before-json", `10:00:00.123 STDOUT [a] terraform: ${SMALL}\n`, "Terragrunt's prefix"],
    ["lines-before-json", `10:00:00.123 INFO   Downloading\n\n  [{"a":1}]\n`, "Terragrunt's log"],
    ["binary", "\x1f\x8b\x08\x00\x00\x00", "gzip"],
    ["saved-plan", "PK\x03\x04....", "a zip"],
    ["old-saved-plan", "tfplan\x02....", "Terraform 0.11's"],
    ["source", 'resource "aws_kms_key" "k" {\n  policy = "x"\n}\n', "HCL"],
    ["human-readable", "\nTerraform used the selected providers to generate the following execution\nplan.", "plan"],
    ["human-readable", "OpenTofu will perform the following actions:\n", "tofu"],
    ["human-readable", "\u001b[1m  # aws_kms_key.k\u001b[0m will be created\n  + resource {", "colours"],
    ["human-readable", "aws_kms_key.k: Refreshing state... [id=x]\n", "refreshing"],
    ["human-readable", "\u001b[0m\u001b[1m\u001b[32mNo changes.\u001b[0m Your infrastructure matches", "no changes"],
    ["human-readable", "Plan: 1 to add, 0 to change, 0 to destroy.", "summary"],
    ["human-readable", '# aws_kms_key.k:\nresource "aws_kms_key" "k" {\n}', "a state"],
  ])("%s: %s", (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it("is told of files that Terraform made", () => {
    expect(classify(fixture("29-lifecycle/state.show.json")).kind).toBe("state");
    expect(classify(fixture("40-errored-partial/plan.json")).kind).toBe("errored-plan");
    expect(classify(fixture("06-policydoc-basic/plan.bin")).kind).toBe("saved-plan");
    expect(classify(fixture("37-drift/refreshonly.json")).kind).toBe("plan");
  });

  it("is told of human-readable text in UTF-16", () => {
    expect(classify(Buffer.from("\ufeffPlan: 1 to add, 0 to change, 0 to destroy.", "utf16le")).kind).toBe(
      "human-readable",
    );
  });
});

describe("truncated plans", () => {
  it("are told wherever they end", () => {
    const whole = JSON.stringify({ ...PLAN, note: 'a\\"b\u00e9', list: [1.5, true, null, {}] });
    const kinds = Array.from({ length: whole.length - 1 }, (_, at) => kindOf(whole.slice(0, at + 1)));
    expect(new Set(kinds)).toEqual(new Set(["truncated"]));
  });

  it("are told wherever a real one ends", () => {
    const bytes = fixture("06-policydoc-basic/plan.json");
    fc.assert(
      fc.property(fc.integer({ min: 2, max: bytes.length - 3 }), (end) => {
        expect(classify(bytes.subarray(0, end)).kind).toBe("truncated");
      }),
    );
  });

  it("say where they end, and quote nothing", () => {
    expect(messageOf('{"format_version":"1.2",\n "variables":{"password":{"value":"hunter')).toBe(
      [
        "p.json: this JSON is cut off at line 2, column 42, inside a string",
        "Did the command that wrote it fail, or did the disk or a log limit end it? Print the plan again.",
      ].join("\n"),
    );
    expect(messageOf('{"a":[{"b":1}')).toContain("at line 1, column 14, with 2 brackets open");
  });
});

describe("more values than a plan has", () => {
  const holding = (values: string): string => `{"format_version":"1.2","resource_changes":[],"x":[${values}0]}`;

  it("are named, whatever the size of the file", () => {
    expect(messageOf(holding("{},".repeat(1_500_000)))).toContain(
      "this JSON holds more values than a plan of its size (1500003 lists and objects, 1500002 commas)",
    );
  });

  it("are read as far as any plan goes", () => {
    expect(kindOf(holding("{},".repeat(500_000)))).toBe("plan");
    expect(kindOf(json({ ...PLAN, note: "{},".repeat(5_000_000) }))).toBe("plan");
  });
});

describe("one long line", () => {
  it.each([
    ["a heading", `# ${"a".repeat(1_000_000)}`],
    ["line breaks of the wrapper", `::x\n${"%0A".repeat(300_000)}x`],
    ["prefixes", "STDOUT ".repeat(150_000)],
  ])("of %s takes no longer than its length", (_, text) => {
    expect(kindOf(text)).toBe("not-json");
  });
});

describe("deep nesting", () => {
  const nested = (levels: number): string =>
    `{"format_version":"1.2","resource_changes":[],"x":${"[".repeat(levels)}${"]".repeat(levels)}}`;

  it("is read as far as any plan goes", () => {
    expect(kindOf(nested(400))).toBe("plan");
  });

  it.each([1_000, 10_000, 1_000_000])("of %d levels is named", (levels) => {
    expect(messageOf(nested(levels))).toContain(`this JSON nests too deep for a plan (${levels + 1} levels)`);
  });

  it("is not seen in text", () => {
    expect(kindOf(json({ ...PLAN, note: `${"[".repeat(10_000)}\\"` }))).toBe("plan");
  });
});

describe("messages", () => {
  it.each<[string, string]>([
    [json({ format_version: "1.0" }), "p.json: this is a state (terraform show -json without a plan file), not a plan"],
    [json({ ...PLAN, format_version: "2.0" }), 'p.json: this plan has a format version that is not known ("2.0")'],
    [
      json({ tfplan: PLAN }),
      "p.json: this is not a plan, but holds one under .tfplan\nGive the plan itself: jq '.tfplan' p.json > plan.json",
    ],
    [json({ "a b": PLAN }), `jq '.["a b"]' p.json`],
    [json({ a: { resource_changes: [] } }), "holds one under .a, cut down (it has no format_version)"],
    ["PK\x03\x04", "terraform show -json p.json > plan.json"],
    [json({ encrypted_data: "", encryption_version: "v0" }), "tofu show -json p.json > plan.json"],
    [json({ plan_format_version: "1.1" }), "json-output (not json-output-redacted)"],
    ["No changes.", "terraform plan -out=tfplan && terraform show -json tfplan > plan.json"],
    [
      json({ valid: true, format_version: "1.0", diagnostics: [] }),
      "this is JSON, but not a plan (terraform validate -json)",
    ],
  ])("%s", (text, expected) => {
    expect(messageOf(text)).toContain(expected);
  });

  it.each<[string, string]>([
    ["OpenTofu will perform the following actions:\n", "tofu plan -out=tfplan && tofu show -json tfplan > plan.json"],
    [LOG.replace("Terraform", "OpenTofu"), "this is the log of tofu plan -json"],
    [
      json({ ...PLAN, errored: true, timestamp: "x", terraform_version: "1.9.0" }),
      "Mend what tofu plan reports first.",
    ],
    [
      json({ ...PLAN, errored: true, applyable: false, terraform_version: "1.9.0" }),
      "Mend what terraform plan reports",
    ],
  ])("name the program that made it: %j", (text, expected) => {
    expect(messageOf(text)).toContain(expected);
  });

  it.each<[string, string]>([
    [`// made by CI\n${SMALL}`, "this is not JSON (line 1, column 1: a comment)"],
    [`\n\n  /* made by CI */\n${SMALL}`, "this is not JSON (line 3, column 3: a comment)"],
    [`# made by CI\n${SMALL}`, "this is not JSON (line 1, column 1: a comment)"],
    ["# made by CI", "p.json: this is not JSON\n"],
    [
      `10:00 INFO x\n10:00 STDOUT terraform: ${SMALL}`,
      "other lines stand before the JSON (it begins at line 2, column 25)",
    ],
    [`level=info\n${SMALL}`, "(it begins at line 2, column 1)\nGive the JSON alone: Terragrunt passes on"],
    [
      `[${LOG}]`,
      "this is the log of terraform plan -json, line by line, which leaves out most of the plan (as one JSON array)",
    ],
  ])("say where the JSON is, or is not: %j", (text, expected) => {
    expect(messageOf(text)).toContain(expected);
  });

  describe("in UTF-16", () => {
    const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
    const SAVED =
      "Check the saved plan itself, which no shell rewrites: terraform plan -out=tfplan && kmsgate check tfplan";

    it("do not send back to the command that broke it", () => {
      const lines = utf16('{\n "format_version": "1.2",\n "resource_changes": []\n}\n');
      // Git's conversion of line ends takes each line break for one byte.
      const converted = Buffer.from(lines.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
      const said = messageOf(converted);
      expect(said).toContain("this is UTF-16, which PowerShell's > writes, and it is broken");
      expect(said).toContain(SAVED);
      expect(said).not.toContain("show -json");
      expect(messageOf(utf16('{"format_version":'))).toContain("broken at line 1, column 19, with 1 brackets open");
    });

    it("name a saved plan that was rewritten", () => {
      const saved = utf16(fixture("06-policydoc-basic/plan.bin").toString("latin1"));
      expect(messageOf(saved)).toContain(`and it is broken (it was a saved plan)\n${SAVED}`);
    });
  });

  it("call standard input by its name, and paths as a shell takes them", () => {
    expect(messageOf("PK\x03\x04", "-")).toContain("stdin: this is a saved plan");
    expect(messageOf("PK\x03\x04", "-")).toContain("terraform show -json FILE");
    expect(messageOf("PK\x03\x04", "my $& plan's")).toContain("show -json 'my $& plan'\\''s' > plan.json");
  });

  it("never quote what is inside", () => {
    for (const text of ['{"password": hunter2}', "hunter2", '{"password":"hunter2"', '["hunter2"]']) {
      expect(messageOf(text)).not.toContain("hunter2");
    }
  });
});

it("never throws, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(classify(bytes)).toHaveProperty("kind");
    }),
  );
});
