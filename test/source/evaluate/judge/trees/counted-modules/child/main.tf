variable "index" { type = number }
variable "arn" {}
output "name" { value = "n${var.index}" }
output "arn" { value = "${var.arn}/${var.index}" }
