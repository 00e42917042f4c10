# One key for three log groups; its policy names the ARN of one.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  account = {
    Sid       = "Account"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::111122223333:root" }
    Action    = "kms:*"
    Resource  = "*"
  }
}

resource "aws_kms_key" "logs" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "logs.us-east-1.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
        Condition = {
          ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:111122223333:log-group:/first" }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "first" {
  name       = "/first"
  kms_key_id = aws_kms_key.logs.arn
}

resource "aws_cloudwatch_log_group" "second" {
  name       = "/second"
  kms_key_id = aws_kms_key.logs.arn
}

resource "aws_cloudwatch_log_group" "third" {
  name       = "/third"
  kms_key_id = aws_kms_key.logs.arn
}
