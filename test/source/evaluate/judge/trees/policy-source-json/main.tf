variable "role_arn" { type = string }
data "aws_iam_policy_document" "d" {
  source_policy_documents = [
    jsonencode({
      Version = "2012-10-17"
      Id      = "source"
      Statement = [
        { Sid = "Star", Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Extra = "dropped" },
        { Sid = "Map", effect = "Allow", Principal = { AWS = [var.role_arn, "arn:aws:iam::111122223333:root"], Service = "s3.amazonaws.com" }, Action = ["b", "a"], Resource = ["z", "y"] },
        { Sid = "Cond", Effect = "Deny", Action = "*", Resource = "*", Condition = {
          Bool            = { "aws:SecureTransport" = false }
          StringEquals    = { "a" = ["one"], "b" = ["two", "three"] }
          NumericLessThan = { "n" = 5 }
        } },
      ]
    }),
  ]
  override_policy_documents = [<<-EOT
    { "Statement": [{ "Sid": "Star", "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "NotPrincipal": { "*": "*" } }] }
  EOT
  ]
}
output "result" { value = data.aws_iam_policy_document.d.json }
