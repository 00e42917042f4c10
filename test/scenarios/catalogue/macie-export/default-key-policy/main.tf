# The results' key has the default key policy.

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

resource "aws_kms_key" "results" {}

resource "aws_macie2_classification_export_configuration" "results" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.results.arn
  }
}
