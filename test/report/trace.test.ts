import { renderTrace } from "../../src/print/trace-text";

test("an address cannot move the reader's cursor", () => {
  const address = 'aws_kms_key.k["\u001b[2J\u001b]0;x\u0007\r\n\u202e"]';
  const text = renderTrace(
    { address, steps: [{ subject: address, sentence: "\u001b[31mx" }] },
    { colour: false, width: 100 },
  );
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text.split("\n")[0]).toBe('trace of aws_kms_key.k["\\u001b[2J\\u001b]0;x\\u0007\\u000d \\u202e"]');
});
