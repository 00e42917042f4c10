# A service control policy that names both services.

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

resource "aws_organizations_policy" "guardrail" {
  name = "guardrail"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "NoSuchServices"
        Effect   = "Deny"
        Action   = ["personalize:*", "sagemaker-geospatial:*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_key" "data" {
  description = "Data"
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-recommendations"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}
