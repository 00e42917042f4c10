variable "attributes" { default = [] }
variable "context" {
  type    = any
  default = { enabled = true, namespace = "eg", attributes = [] }
}
output "context" { value = merge(var.context, { attributes = distinct(concat(var.context.attributes, var.attributes)) }) }
output "id" { value = join("-", concat([var.context.namespace], var.attributes)) }
