variable "context" { type = any }
variable "user_arns" { type = list(string) }
module "label" {
  source     = "../label"
  context    = var.context
  attributes = ["kms"]
}
data "aws_iam_policy_document" "key" {
  count = length(var.user_arns) > 0 ? 1 : 0
  statement {
    sid       = replace(module.label.id, "-", "")
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = var.user_arns
    }
  }
}
output "policy" { value = join("", data.aws_iam_policy_document.key.*.json) }
