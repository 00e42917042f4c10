variable "role_arn" { type = string }
variable "extra" { default = true }
data "aws_iam_policy_document" "extra" {
  count = var.extra ? 1 : 0
  statement {
    sid       = "Extra"
    actions   = ["kms:Extra"]
    resources = [var.role_arn]
  }
}
data "aws_iam_policy_document" "off" {
  count = var.extra ? 0 : 1
  statement {
    actions   = ["kms:Off"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "d" {
  source_policy_documents   = compact([try(data.aws_iam_policy_document.off[0].json, ""), one(data.aws_iam_policy_document.extra[*].json)])
  override_policy_documents = data.aws_iam_policy_document.off[*].json
}
output "result" { value = data.aws_iam_policy_document.d.json }
