variable "key" {
  type = string
}

resource "aws_sns_topic" "this" {
  name              = "alarms"
  kms_master_key_id = var.key
}

output "topic" {
  value = aws_sns_topic.this.arn
}
