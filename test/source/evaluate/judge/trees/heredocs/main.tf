variable "role_arn" { type = string }
locals {
  plain = <<EOF2
{
  "a": "${var.role_arn}"
}
EOF2
  flush = <<-EOT
    {
      %{~for i in range(2)~}
      "k${i}": "$${literal}-${var.role_arn}",
      %{~endfor~}
      "last": %{if length(var.role_arn) > 3}true%{else}false%{endif}
    }
  EOT
}
output "result" { value = { plain = local.plain, flush = local.flush, decoded = jsondecode(local.flush), compact = jsonencode(jsondecode(local.plain)) } }
