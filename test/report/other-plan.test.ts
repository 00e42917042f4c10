import type { Report } from "../../src/report/report";
import { aFinding, aPlan, aReport, context as sample } from "./sample";
import { render } from "./validators";

/** Each plan's files stand in a folder of its own. */
const context = { ...sample, sourcePath: (file: string, plan?: { path: string }) => `${plan?.path ?? ""}/${file}` };

/** A finding about a key of the first plan, at a place of the second. */
const at = (file?: string): Report =>
  aReport({
    plans: [
      { ...aPlan, path: "platform" },
      { ...aPlan, path: "product" },
    ],
    findings: [
      { ...aFinding, plan: 0, locations: [{ address: "aws_iam_role.r", plan: 1, ...(file && { file, line: 3 }) }] },
    ],
  });

describe("joined plans: a place in another plan than the key's", () => {
  test.each([
    ["sarif", /"uri": "product\/main\.tf"/],
    ["junit", /at aws_iam_role\.r in product \(product\/main\.tf:3\)/],
    ["markdown", /At `aws_iam_role\.r` in `product` \(`product\/main\.tf:3`\)/],
    ["github", /^::error file=product\/main\.tf,line=3,/],
    ["gitlab", /"path": "product\/main\.tf"/],
  ])("is a file of that plan: %s", (format, expected) => {
    const text = render(format, at("main.tf"), context);
    expect(text).toMatch(expected);
    expect(text).not.toContain("platform/main.tf");
  });

  test("without a file, SARIF tells it in that plan", () => {
    const text = render("sarif", at(), context);
    expect(text).toMatch(/"physicalLocation": \{\s+"artifactLocation": \{\s+"uri": "product",[^}]+"index": 1/);
  });
});
