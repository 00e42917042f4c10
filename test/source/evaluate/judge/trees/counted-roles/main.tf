variable "role_arn" { type = string }
variable "names" { default = ["x", "y"] }
resource "aws_iam_role" "many" {
  count              = length(var.names)
  name               = var.names[count.index]
  assume_role_policy = jsonencode({ Sid = "S${count.index}" })
}
output "result" {
  value = {
    arns  = aws_iam_role.many[*].arn
    zip   = zipmap(var.names, aws_iam_role.many[*].arn)
    first = aws_iam_role.many[0].name
    trust = [for r in aws_iam_role.many : jsondecode(r.assume_role_policy).Sid]
    other = concat(aws_iam_role.many[*].arn, [var.role_arn])
  }
}
