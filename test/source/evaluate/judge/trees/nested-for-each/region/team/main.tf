variable "id" {}
variable "same" {}
variable "arn" {}
output "policy" { value = jsonencode({ Id = var.id, Same = var.same, Arn = var.arn }) }
