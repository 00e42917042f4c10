variable "role_arn" { type = string }
data "aws_iam_policy_document" "d" {
  policy_id = "basic"
  statement {
    sid       = "Root"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
  statement {
    sid         = "Many"
    effect      = "Deny"
    not_actions = ["kms:Decrypt", "kms:Encrypt", "kms:Aaa"]
    not_resources = ["arn:b", "arn:a"]
    not_principals {
      type        = "AWS"
      identifiers = [var.role_arn, "arn:aws:iam::111122223333:role/z"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalTag/x"
      values   = ["&{aws:username}", "b"]
    }
    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["s3.*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [true]
    }
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::&{aws:PrincipalAccount}/*", "arn:aws:s3:::x<y>&z"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
output "result" { value = { json = data.aws_iam_policy_document.d.json, minified = data.aws_iam_policy_document.d.minified_json } }
