/**
 * Regions that an account must opt in to, by their codes: AWS Account Management Reference Guide, "Enable or disable AWS Regions
 * in your account", https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html, read 2026-12-01: "The following
 * Regions are opt-in Regions that must be enabled before you can use them".
 */
const OPT_IN: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
]);

/** Whether an account must opt in to the Region. */
export function isOptIn(region: string): boolean {
  return OPT_IN.has(region);
}
