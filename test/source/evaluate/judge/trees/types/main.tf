variable "role_arn" { type = string }
module "t" {
  source = "./child"
  list   = [var.role_arn, 1, true]
  set    = ["b", "a", "b"]
  map    = { a = 1, b = "x" }
  any    = { list = [1, "x"], arn = var.role_arn }
  tuple  = ["1", 2, [true]]
  number = "12"
  bool   = "true"
}
output "result" { value = module.t.all }
