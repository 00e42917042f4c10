# AWS's statements for a receipt rule: for a bucket without SSE-KMS, and with Decrypt for one with it; the rule's ARN
# also by reference.

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

resource "aws_kms_key" "store" {
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
            "AWS:SourceArn"     = "arn:aws:ses:us-east-1:111122223333:receipt-rule-set/inbound:receipt-rule/store"
          }
        }
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "store" {
  name          = "store"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.store.arn
  }
}

resource "aws_s3_bucket" "vault" {
  bucket = "vault-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "vault" {
  bucket = aws_s3_bucket.vault.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.sealed.arn
    }
  }
}

resource "aws_kms_key" "sealed" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "AWS:SourceAccount" = "111122223333"
            "AWS:SourceArn"     = "arn:aws:ses:us-east-1:111122223333:receipt-rule-set/inbound:receipt-rule/sealed"
          }
        }
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "sealed" {
  name          = "sealed"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.vault.bucket
    kms_key_arn = aws_kms_key.sealed.arn
  }
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
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = { "AWS:SourceAccount" = "111122223333", "AWS:SourceArn" = aws_ses_receipt_rule.by_reference.arn }
        }
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "by_reference" {
  name          = "by_reference"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.by_reference.arn
  }
}
