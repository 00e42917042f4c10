# The role's policy has a Sid twice, and stands as it is: this plan does not write it.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_iam_role" "personalize" {
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

resource "aws_iam_role_policy" "personalize" {
  name = "use-of-the-key"
  role = aws_iam_role.personalize.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TrainingDataAndResults"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:aws:s3:::acme-recommendations", "arn:aws:s3:::acme-recommendations/*"]
      },
      {
        Sid      = "TrainingDataAndResults"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_key" "personalize" {
  description = "The key of Amazon Personalize"
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
        Principal = { AWS = "arn:aws:iam::111122223333:role/personalize" }
        Action = [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:GenerateDataKey",
          "kms:ListGrants",
        ]
        Resource = "*"
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
  depends_on = [aws_iam_role.personalize]
}
