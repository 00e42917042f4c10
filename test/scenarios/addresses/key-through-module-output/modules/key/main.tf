resource "aws_kms_key" "this" {
  description = "Amazon Personalize"
}

output "arn" {
  value = aws_kms_key.this.arn
}
