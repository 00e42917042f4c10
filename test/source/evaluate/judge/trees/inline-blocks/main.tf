variable "role_arn" { type = string }
resource "aws_iam_role" "r" {
  name               = "inline"
  assume_role_policy = "{}"
  dynamic "inline_policy" {
    for_each = { a = "kms:Decrypt", b = "kms:Encrypt" }
    content {
      name   = inline_policy.key
      policy = jsonencode({ Statement = [{ Action = inline_policy.value, Resource = var.role_arn }] })
    }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = "bucket"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.role_arn
    }
  }
}
output "result" {
  value = {
    names    = sort([for p in aws_iam_role.r.inline_policy : p.name])
    policies = { for p in aws_iam_role.r.inline_policy : p.name => jsondecode(p.policy) }
    key      = one([for r in aws_s3_bucket_server_side_encryption_configuration.b.rule : r.apply_server_side_encryption_by_default[0].kms_master_key_id])
  }
}
