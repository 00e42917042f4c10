# Two log groups and keys by count; the second key's policy is for another Region.

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
  count = 2
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [local.account, {
      Effect    = "Allow"
      Principal = { Service = count.index == 0 ? "logs.us-east-1.amazonaws.com" : "logs.us-west-2.amazonaws.com" }
      Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
      Resource  = "*"
    }]
  })
}

resource "aws_cloudwatch_log_group" "logs" {
  count      = 2
  name       = "/app/${count.index}"
  kms_key_id = aws_kms_key.logs[count.index].arn
}
