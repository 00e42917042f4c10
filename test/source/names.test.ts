import { valueOf } from "./evaluate/configuration-of";
import { show } from "./show";

describe("names of holes", () => {
  const secret = 'variable "secret" {\n  sensitive = true\n  default = "hunter2"\n}\n';

  it("hold no text of the configuration, which may be sensitive", () => {
    const value = valueOf(
      '[foo(aws_x.y.z, var.secret), "${foo(var.secret)}x", md5("${aws_x.y.z}${var.secret}")]',
      secret,
    );
    expect(show(value)).not.toContain("hunter2");
  });

  it("differ where the holes may differ, and are the same where they are the same", () => {
    expect(show(valueOf('[foo("a"), foo("b"), foo("a")]'))).toBe('[<foo("…")>, <foo("…") #2>, <foo("…")>]');
  });

  it("keep the keys of addresses", () => {
    expect(show(valueOf('lower(aws_x.y["a b"].name)'))).toBe('<lower(aws_x.y["a b"].name)>');
  });

  it("are shortened where they grow long, and still differ", () => {
    const long = (last: string): string =>
      `foo(${Array.from({ length: 100 }, (_, i) => `aws_x.y.attribute${i}`).join(", ")}, aws_x.y.${last})`;
    const [a, b, again] = ["a", "b", "a"].map((last) => show(valueOf(long(last))));
    expect(a?.length).toBeLessThan(300);
    expect(a).not.toBe(b);
    expect(a).toBe(again);
  });
});
