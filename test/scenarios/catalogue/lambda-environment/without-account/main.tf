# The key policy names an administrator alone: neither the account nor everybody.

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

resource "aws_kms_key" "key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administrator"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/administrator" }
        Action    = "kms:*"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = "arn:aws:iam::111122223333:role/app"
  runtime       = "nodejs20.x"
  handler       = "index.handler"
  s3_bucket     = "code-111122223333"
  s3_key        = "app.zip"
  kms_key_arn   = aws_kms_key.key.arn
  environment {
    variables = {
      MODE = "live"
    }
  }
}
