# A trail and an event data store with keys that have the default key policy.

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

resource "aws_kms_key" "trail" {}

resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "trail-111122223333"
  kms_key_id     = aws_kms_key.trail.arn
}

resource "aws_kms_key" "store" {}

resource "aws_cloudtrail_event_data_store" "events" {
  name       = "events"
  kms_key_id = aws_kms_key.store.arn
}
