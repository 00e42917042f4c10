/** Text as Terraform holds it: in Unicode's normalization form C. Every string that it reads or makes is brought into it. */
export function normalized(text: string): string {
  return isAscii(text) ? text : text.normalize("NFC");
}

/** True for text of nothing but ASCII, which most of what functions see is. */
export function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
