/** Whether a version of Terraform or OpenTofu is 1.`minor` or later; not where there is none. */
export function isVersion(version: string | null, minor: number): boolean {
  const [, major = "", second = ""] = /^(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  return major !== "" && (Number(major) > 1 || (Number(major) === 1 && Number(second) >= minor));
}
