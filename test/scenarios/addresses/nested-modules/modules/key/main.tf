variable "role_name" {
  type = string
}

variable "actions" {
  type = list(string)
}

resource "aws_kms_key" "this" {
  count = 1

  description = "Amazon Personalize"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountAdministersTheKey"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "PersonalizeRole"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/${var.role_name}" }
        Action    = var.actions
        Resource  = "*"
      },
      {
        Sid       = "PersonalizeService"
        Effect    = "Allow"
        Principal = { Service = "personalize.amazonaws.com" }
        Action = [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:GenerateDataKey",
          "kms:ListGrants",
        ]
        Resource = "*"
      },
    ]
  })
}
