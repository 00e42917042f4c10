resource "aws_kms_key" "personalize" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "EnableIamPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = var.role_arn, Service = "personalize.amazonaws.com" }
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

resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = aws_kms_key.personalize.arn
      uses = [
        { service = "personalize", operations = ["dataset-import-job"], role = var.role_arn },
      ]
    }
  }
}

variable "role_arn" {
  type = string
}
