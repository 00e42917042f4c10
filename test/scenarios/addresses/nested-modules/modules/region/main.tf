variable "actions" {
  type = list(string)
}

resource "aws_iam_role" "this" {
  name = "personalize"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "personalize.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "use-of-the-key"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "KeyOfTheData"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource = "*"
      },
    ]
  })
}

module "key" {
  source   = "../key"
  for_each = toset(["data.main"])

  role_name  = "personalize"
  actions    = var.actions
  depends_on = [aws_iam_role.this]
}
