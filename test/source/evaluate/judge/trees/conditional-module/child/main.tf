variable "arn" {}
output "arn" { value = "<${var.arn}>" }
