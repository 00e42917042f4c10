# The same, and the key policy lacks an action.

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
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = aws_kms_key.imagery.arn
      uses = [
        { service = "sagemaker-geospatial", operations = ["earth-observation-job"], role = "arn:aws:iam::111122223333:role/geospatial" },
      ]
    }
  }
}
