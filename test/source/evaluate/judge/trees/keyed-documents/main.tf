variable "role_arn" { type = string }
data "aws_iam_policy_document" "d" {
  for_each = { a = ["kms:A"], b = ["kms:B", "kms:C"] }
  statement {
    sid       = "S${each.key}"
    actions   = each.value
    resources = [var.role_arn]
  }
}
data "aws_iam_policy_document" "all" {
  source_policy_documents = [for d in data.aws_iam_policy_document.d : d.json]
}
output "result" { value = { all = data.aws_iam_policy_document.all.json, a = data.aws_iam_policy_document.d["a"].json } }
