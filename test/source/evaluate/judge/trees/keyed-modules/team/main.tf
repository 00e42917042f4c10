variable "name" { type = string }
variable "level" { type = number }
variable "members" { type = list(string) }
variable "arn" { type = string }
output "label" { value = "${var.name}:${var.level}:${join("+", var.members)}" }
output "statement" { value = { Sid = replace(title(var.name), "/[^A-Za-z]/", ""), Principal = { AWS = concat([var.arn], [for m in var.members : "arn:aws:iam::111122223333:user/${m}"]) } } }
