variable "role_arn" { type = string }
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["kms:CreateGrant"]
    resources = ["*"]
    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:GrantOperations"
      values   = ["Encrypt", "Decrypt", "DescribeKey"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = [var.role_arn]
    }
    condition {
      test     = "NumericLessThan"
      variable = "aws:MultiFactorAuthAge"
      values   = [3600]
    }
    condition {
      test     = "Null"
      variable = "x"
      values   = []
    }
  }
}
output "result" { value = data.aws_iam_policy_document.d.json }
