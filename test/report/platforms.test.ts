import { renderGithub } from "../../src/report/formats/github";
import { renderGitlab } from "../../src/report/formats/gitlab";
import { identities } from "../../src/report/identity";
import type { Report } from "../../src/report/report";
import { renderSarif } from "../../src/report/formats/sarif/sarif";
import type { Finding } from "../../src/findings/finding";
import { aFinding, aPlan, aReport, context, failing } from "./sample";

const layout = { colour: false, width: 100 };

const having = (...findings: readonly Partial<Finding>[]): Report =>
  aReport({ ...failing, findings: findings.map((finding) => ({ ...aFinding, ...finding })) });

const aside: readonly Partial<Finding>[] = [{ ignored: { reason: "known" } }, { baseline: true }];

describe("GitHub annotations", () => {
  const lines = (report: Report) => renderGithub(report, layout, context).trimEnd().split("\n").slice(0, -1);

  test.each<[string, Partial<Finding>, string]>([
    ["an error", {}, "::error file=main.tf,line=12,title=key-policy-grants-service::"],
    ["an open error", { verdict: "undecided" }, "::warning file=main.tf,line=12,title=undecided%3A key-policy-grants-"],
    ["a warning", { level: "warning" }, "::warning file=main.tf,line=12,title=key-policy-grants-service::"],
    ["a note", { level: "note" }, "::notice file=main.tf,line=12,title=key-policy-grants-service::"],
    ["an open note", { level: "note", verdict: "undecided" }, "::notice file=main.tf,line=12,title=undecided%3A key"],
    ["a finding without a file", { locations: [{ address: "a" }] }, "::error title=key-policy-grants-service::"],
    [
      "one whose second place has a file",
      { locations: [{ address: "a" }, { address: "b", file: "b.tf" }] },
      "::error file=b.tf,line=1,",
    ],
  ])("%s", (_, finding, start) => {
    expect(lines(having(finding))[0]?.slice(0, start.length)).toBe(start);
  });

  test("escape what ends a property, a command or a line", () => {
    const locations = [{ address: "a", file: "a,b:c%.tf", line: 2 }];
    const [line] = lines(having({ locations, key: "k", message: "k: 1%\n::error::x\r" }));
    expect(line).toBe(
      "::error file=a%2Cb%3Ac%25.tf,line=2,title=key-policy-grants-service::k: 1%25%0A::error::x\\u000d",
    );
  });

  test("come gravest first, without what is ignored or in the baseline", () => {
    const report = having({ level: "note" }, { verdict: "undecided" }, ...aside, {}, { level: "warning" });
    expect(lines(report).map((line) => /^::\w+/.exec(line)?.[0])).toEqual([
      "::error",
      "::warning",
      "::warning",
      "::notice",
    ]);
  });

  test("end with the summary, without colours", () => {
    const text = renderGithub(failing, { ...layout, colour: true }, context);
    expect(text.trimEnd().split("\n").at(-1)).toBe("FAIL  1 key in use: 1 failed, 2 not judged; 1 error");
  });
});

describe("GitLab's Code Quality", () => {
  const issues = (report: Report) =>
    JSON.parse(renderGitlab(report, layout, context)) as { severity: string; description: string; location: object }[];

  test.each<[Partial<Finding>, string]>([
    [{}, "critical"],
    [{ verdict: "undecided" }, "major"],
    [{ level: "warning" }, "minor"],
    [{ level: "warning", verdict: "undecided" }, "minor"],
    [{ level: "note" }, "info"],
  ])("%j is %s", (finding, severity) => {
    expect(issues(having(finding)).map((issue) => issue.severity)).toEqual([severity]);
  });

  test("says that something is undecided, and names the key where the sentence does not", () => {
    const [one, other] = issues(having({ verdict: "undecided", key: "aws_kms_key.k" }, { message: "Of k.", key: "k" }));
    expect(one?.description).toMatch(/^aws_kms_key\.k: undecided: The key policy/);
    expect(other?.description).toBe("Of k.");
  });

  test("has neither what is ignored nor what is in the baseline", () => {
    expect(issues(having(...aside))).toEqual([]);
  });

  test("points to the plan where no line is known", () => {
    expect(issues(having({ locations: [{ address: "a" }] }))[0]?.location).toEqual({
      path: "tfplan",
      lines: { begin: 1 },
    });
  });
});

interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly Record<string, unknown>[];
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly automationDetails?: unknown;
    },
  ];
}

describe("SARIF", () => {
  const run = (report: Report, given = context) => (JSON.parse(renderSarif(report, layout, given)) as Sarif).runs[0];
  const uris = (file: string) => {
    const paths = { ...context, sourcePath: () => file };
    return JSON.stringify(run(failing, paths).results).match(/"artifactLocation":\{[^}]*\}/g)?.[0];
  };

  test.each([
    ["main.tf", '{"uri":"main.tf","uriBaseId":"%SRCROOT%"}'],
    ["a b/ü%.tf", '{"uri":"a%20b/%C3%BC%25.tf","uriBaseId":"%SRCROOT%"}'],
    ["c:x.tf", '{"uri":"c%3Ax.tf","uriBaseId":"%SRCROOT%"}'],
    ["/etc/x.tf", '{"uri":"file:///etc/x.tf"}'],
    ["C:/x y.tf", '{"uri":"file:///C:/x%20y.tf"}'],
  ])("names the file %s", (file, location) => {
    expect(uris(file)).toBe(`"artifactLocation":${location}`);
  });

  test("tells one place, of a known line if there is one; the others are related", () => {
    const places = [{ address: "a" }, { address: "b", file: "b.tf", line: 3 }, { address: "c", attribute: "x" }];
    const [result] = run(having({ locations: places })).results;
    expect(JSON.stringify(result?.locations)).toContain(
      '"startLine":3}},"logicalLocations":[{"fullyQualifiedName":"b"',
    );
    expect(JSON.stringify(result?.relatedLocations).match(/"fullyQualifiedName":"[^"]*"/g)).toEqual([
      '"fullyQualifiedName":"a"',
      '"fullyQualifiedName":"c.x"',
    ]);
  });

  test.each<[Partial<Finding>, string, string]>([
    [{}, "fail", "error"],
    [{ level: "note" }, "fail", "note"],
    [{ verdict: "undecided" }, "review", "none"],
  ])("%j is %s at level %s", (finding, kind, level) => {
    expect(run(having(finding)).results).toEqual([expect.objectContaining({ kind, level })]);
  });

  test("what is ignored is suppressed, with the reason; what is in the baseline unchanged, all else new", () => {
    const ignored = { ignored: { reason: "known", expires: "2027-01-31" } };
    const { results } = run(having({}, ignored, { baseline: true }));
    expect(results.map(({ baselineState }) => baselineState)).toEqual(["new", "new", "unchanged"]);
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [{ kind: "external", status: "accepted", justification: "known", properties: { expires: "2027-01-31" } }],
      [],
    ]);
    expect(run(having({})).results[0]).not.toHaveProperty("suppressions");
    expect(run(having({})).results[0]).not.toHaveProperty("baselineState");
    expect(run({ ...having({}), baseline: { fixed: [] } }).results[0]).toHaveProperty("baselineState", "new");
  });

  test("rules have what GitHub shows, within its limits", () => {
    for (const rule of run(failing).tool.driver.rules) {
      const { name, helpUri } = rule;
      const { shortDescription, fullDescription, help } = rule as Record<string, Record<string, string>>;
      expect(name).toMatch(/^([A-Z][a-z]*)+$/);
      expect(shortDescription?.text?.length).toBeLessThanOrEqual(1024);
      expect(fullDescription?.text?.length).toBeLessThanOrEqual(1024);
      expect(help?.markdown).toContain("Fails:\n\n```");
      expect(help?.text).toMatch(/\n(AWS|kmsgate) says\n/);
      expect(helpUri).toMatch(/^(https:\/\/docs\.aws|urn:)/);
    }
  });

  test("leaves the category to the upload, which would not replace it", () => {
    expect(run(failing)).not.toHaveProperty("automationDetails");
  });
});

describe("the identity of a finding", () => {
  const of = (report: Report) => [...identities(report).values()];

  test("is its fingerprint, wherever the plan lies", () => {
    expect(of({ ...failing, plans: [{ ...aPlan, path: "/tmp/x" }] })).toEqual([aFinding.fingerprint]);
  });

  test("differs between plans, and stays when one of them is mended", () => {
    const plans = [
      { ...aPlan, path: "a" },
      { ...aPlan, path: "b" },
    ];
    const both = of({ ...having({}, { plan: 1 }), plans });
    expect(new Set(both).size).toBe(2);
    expect(of({ ...having({ plan: 1 }), plans })).toEqual([both[1]]);
  });

  test("differs between two findings alike", () => {
    expect(of(having({}, {}))).toEqual([aFinding.fingerprint, `${aFinding.fingerprint}-2`]);
  });
});
