# The same configuration as in ../personalize-fails with everything that AWS asks for.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

# No account is needed to make the plan: nothing is read from AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  account_id = "111122223333"

  # Written out from its parts, so that the plan knows it; aws_iam_role.personalize.arn is "known after apply".
  role_arn = "arn:aws:iam::${local.account_id}:role/personalize-service"
}

# The role that Amazon Personalize assumes to read the training data and to write recommendations.
resource "aws_iam_role" "personalize" {
  name = "personalize-service"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "personalize.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
      }
    }]
  })
}

resource "aws_iam_role_policy" "personalize" {
  name = "training-data-and-key"
  role = aws_iam_role.personalize.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TrainingDataAndResults"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:aws:s3:::acme-shop-recommendations", "arn:aws:s3:::acme-shop-recommendations/*"]
      },
      {
        Sid      = "KeyOfTheData"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_s3_bucket" "recommendations" {
  bucket = "acme-shop-recommendations"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "recommendations" {
  bucket = aws_s3_bucket.recommendations.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.recommendations.arn
    }
  }
}

resource "aws_kms_key" "recommendations" {
  description         = "Training data and recommendations of the shop"
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountAdministersTheKey"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        # kms:CreateGrant belongs here and not in the role's own policy.
        Sid       = "Personalize"
        Effect    = "Allow"
        Principal = { AWS = local.role_arn, Service = "personalize.amazonaws.com" }
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource  = "*"
      },
    ]
  })

  depends_on = [aws_iam_role.personalize]
}
