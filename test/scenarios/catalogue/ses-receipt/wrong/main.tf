# Four rules: another principal, another account, another rule, another Region.

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

resource "aws_s3_bucket" "mail" {
  bucket = "mail-111122223333"
}

resource "aws_kms_key" "principal" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "principal" {
  name          = "principal"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.principal.arn
  }
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "AWS:SourceAccount" = "444455556666" } }
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "account" {
  name          = "account"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.account.arn
  }
}

resource "aws_kms_key" "arn" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "AWS:SourceAccount" = "111122223333"
            "AWS:SourceArn"     = "arn:aws:ses:us-east-1:111122223333:receipt-rule-set/inbound:receipt-rule/other"
          }
        }
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "arn" {
  name          = "arn"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.arn.arn
  }
}

resource "aws_kms_key" "region" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "AWS:SourceAccount" = "111122223333"
            "AWS:SourceArn"     = "arn:aws:ses:eu-west-1:111122223333:receipt-rule-set/inbound:receipt-rule/region"
          }
        }
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "region" {
  name          = "region"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.region.arn
  }
}
