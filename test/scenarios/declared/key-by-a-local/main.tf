# Plan JSON does not show what a local value refers to, so that the key of the declaration cannot be told.

terraform {
  required_version = ">= 1.4"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "us-west-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_kms_key" "imagery" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "EnableIamPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/geospatial" }
        Action = [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
        ]
        Resource = "*"
      },
    ]
  })
}

locals {
  key_arn = aws_kms_key.imagery.arn
}

resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = local.key_arn
      uses = [
        { service = "sagemaker-geospatial", operations = ["earth-observation-job"], role = "arn:aws:iam::111122223333:role/geospatial" },
      ]
    }
  }
}
