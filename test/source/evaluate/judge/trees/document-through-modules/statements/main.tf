variable "arn" {}
data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Inner"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [var.arn]
    }
  }
}
output "json" { value = data.aws_iam_policy_document.d.json }
