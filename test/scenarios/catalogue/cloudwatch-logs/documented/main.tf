# AWS's two key policies for CloudWatch Logs: one for a single log group, one for every group of the account; and the
# first with the group's ARN, which is only known after apply, in a policy of its own.

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

resource "aws_kms_key" "single" {
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
          ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:111122223333:log-group:/single" }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "single" {
  name       = "/single"
  kms_key_id = aws_kms_key.single.arn
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "logs.us-east-1.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:111122223333:*" } }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "first" {
  name       = "/first"
  kms_key_id = aws_kms_key.account.arn
}

resource "aws_cloudwatch_log_group" "second" {
  name       = "/second"
  kms_key_id = aws_kms_key.account.arn
}

resource "aws_kms_key" "by_reference" {}

resource "aws_kms_key_policy" "by_reference" {
  key_id = aws_kms_key.by_reference.key_id
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
          ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = aws_cloudwatch_log_group.by_reference.arn }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "by_reference" {
  name       = "/by_reference"
  kms_key_id = aws_kms_key.by_reference.arn
}
