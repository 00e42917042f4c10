variable "text" {
  type    = string
  default = "default"
}
variable "options" {
  type = object({
    name   = optional(string, "unnamed")
    size   = optional(number)
    nested = optional(object({ list = optional(list(number), [7]), flag = optional(bool, true) }), {})
  })
  default = {}
}
variable "kept" {
  type    = string
  default = "kept"
}
variable "refused" {
  type     = string
  default  = "refused"
  nullable = false
}
variable "many" {
  type    = list(object({ name = string, on = optional(bool, true) }))
  default = []
}
output "all" { value = { text = var.text, options = var.options, kept = var.kept, refused = var.refused, many = var.many } }
