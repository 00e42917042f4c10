# One key without GenerateDataKey, and one without Decrypt whose bucket has server-side encryption with it.

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

resource "aws_kms_key" "generate_data_key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "generate_data_key" {
  name          = "generate_data_key"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.mail.bucket
    kms_key_arn = aws_kms_key.generate_data_key.arn
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
      kms_master_key_id = aws_kms_key.decrypt.arn
    }
  }
}

resource "aws_kms_key" "decrypt" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_ses_receipt_rule" "decrypt" {
  name          = "decrypt"
  rule_set_name = "inbound"
  enabled       = true
  s3_action {
    position    = 1
    bucket_name = aws_s3_bucket.vault.bucket
    kms_key_arn = aws_kms_key.decrypt.arn
  }
}
