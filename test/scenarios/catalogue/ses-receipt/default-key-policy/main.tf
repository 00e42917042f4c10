# A receipt rule whose key has the default key policy.

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

resource "aws_s3_bucket" "mail" {
  bucket = "mail-111122223333"
}

resource "aws_kms_key" "store" {}

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
