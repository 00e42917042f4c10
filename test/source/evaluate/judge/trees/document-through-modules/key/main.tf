variable "policies" { type = list(string) }
data "aws_iam_policy_document" "merged" {
  source_policy_documents = var.policies
  statement {
    sid       = "Outer"
    actions   = ["kms:*"]
    resources = ["*"]
  }
}
output "policy" { value = data.aws_iam_policy_document.merged.json }
