variable "role_arn" { type = string }
resource "aws_iam_role" "one" {
  name               = "own"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["personalize.amazonaws.com"]
    }
  }
}
output "result" {
  value = jsonencode({
    Statement = [
      { Principal = { AWS = [aws_iam_role.one.arn, var.role_arn] }, Action = ["kms:Decrypt"] },
      { Principal = { AWS = aws_iam_role.one.arn }, Trust = jsondecode(aws_iam_role.one.assume_role_policy) },
    ]
  })
}
