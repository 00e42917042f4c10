# The same for geospatial capabilities.

terraform {
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

resource "aws_iam_role" "geospatial" {
  name = "geospatial"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "sagemaker-geospatial.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "geospatial" {
  name = "use-of-the-key"
  role = aws_iam_role.geospatial.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "KeyOfTheData"
        Effect = "Allow"
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

resource "aws_kms_key" "geospatial" {
  description = "SageMaker geospatial capabilities"
}

resource "aws_lambda_function" "start" {
  function_name = "start"
  role          = "arn:aws:iam::111122223333:role/lambda"
  runtime       = "python3.13"
  handler       = "start.handler"
  s3_bucket     = "acme-code"
  s3_key        = "start.zip"
  environment {
    variables = {
      EOJ_KMS_KEY_ARN = aws_kms_key.geospatial.arn
      EOJ_ROLE_ARN    = aws_iam_role.geospatial.arn
    }
  }
}
