variable "list" { type = list(string) }
variable "set" { type = set(string) }
variable "map" { type = map(string) }
variable "any" { type = any }
variable "tuple" { type = tuple([number, string, list(bool)]) }
variable "number" { type = number }
variable "bool" { type = bool }
output "all" { value = { list = var.list, set = var.set, map = var.map, any = var.any, tuple = var.tuple, sum = var.number + 1, bool = !var.bool, sorted = [for x in var.set : x], equal = var.list == tolist([var.role, "1", "true"]) } }
variable "role" { default = "x" }
