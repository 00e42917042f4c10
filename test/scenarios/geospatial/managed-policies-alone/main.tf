# No account root; the role holds AmazonSageMakerGeospatialFullAccess and AmazonSageMakerFullAccess, which give at most
# kms:DescribeKey.

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

resource "aws_iam_role_policy_attachment" "geospatial" {
  role       = aws_iam_role.geospatial.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonSageMakerGeospatialFullAccess"
}

resource "aws_iam_role_policy_attachment" "sagemaker" {
  role       = aws_iam_role.geospatial.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"
}

resource "aws_kms_key" "geospatial" {
  description = "SageMaker geospatial capabilities"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeyAdministrators"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/key-administrator" }
        Action = [
          "kms:Create*",
          "kms:Delete*",
          "kms:Describe*",
          "kms:Disable*",
          "kms:Enable*",
          "kms:Get*",
          "kms:List*",
          "kms:Put*",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:Update*",
        ]
        Resource = "*"
      },
      {
        Sid       = "GeospatialExecutionRole"
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
  depends_on = [aws_iam_role.geospatial]
}
