variable "arns" { type = set(string) }
output "joined" { value = [for a in var.arns : "${a}/*"] }
output "count" { value = length(var.arns) }
