variable "role_arn" { type = string }
resource "terraform_data" "one" {
  input = { arn = var.role_arn, list = ["x"] }
}
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])
  input    = "${each.value}:${terraform_data.one.input.arn}"
}
output "result" { value = { out = [for d in terraform_data.many : d.input], one = terraform_data.one.input.list[0] } }
