variable "role_arn" { type = string }
data "aws_iam_policy_document" "one" {
  policy_id = "one"
  statement {
    sid       = "A"
    actions   = ["kms:A"]
    resources = ["*"]
  }
  statement {
    actions   = ["kms:NoSid"]
    resources = [var.role_arn]
  }
}
data "aws_iam_policy_document" "two" {
  statement {
    sid       = "B"
    actions   = ["kms:B1", "kms:B2"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [var.role_arn]
    }
  }
}
data "aws_iam_policy_document" "override" {
  statement {
    sid       = "A"
    effect    = "Deny"
    actions   = ["kms:Overridden"]
    resources = ["*"]
  }
  statement {
    sid       = "C"
    actions   = ["kms:C"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "merged" {
  source_policy_documents   = [data.aws_iam_policy_document.one.json, data.aws_iam_policy_document.two.json]
  override_policy_documents = [data.aws_iam_policy_document.override.json]
  statement {
    sid       = "B"
    actions   = ["kms:OwnB"]
    resources = ["*"]
  }
  statement {
    sid       = "Own"
    actions   = ["kms:Own"]
    resources = ["*"]
  }
}
output "result" { value = data.aws_iam_policy_document.merged.json }
