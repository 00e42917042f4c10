# Two inline policies of the role, each within the quota, are over it together.

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

resource "aws_iam_role" "personalize" {
  name = "personalize"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "personalize.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "personalize" {
  name = "use-of-the-key"
  role = aws_iam_role.personalize.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TrainingDataAndResults"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = [for n in range(110) : "arn:aws:s3:::acme-recommendations-of-the-year-${n}/*"]
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

resource "aws_iam_role_policy" "more" {
  name = "more"
  role = aws_iam_role.personalize.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "MoreData"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = [for n in range(110) : "arn:aws:s3:::acme-recommendations-of-the-month-${n}/*"]
      },
    ]
  })
}

resource "aws_kms_key" "personalize" {
  description = "Amazon Personalize"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountAdministersTheKey"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "PersonalizeRole"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/personalize" }
        Action = [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:GenerateDataKey",
          "kms:ListGrants",
        ]
        Resource = "*"
      },
      {
        Sid       = "PersonalizeService"
        Effect    = "Allow"
        Principal = { Service = "personalize.amazonaws.com" }
        Action = [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:GenerateDataKey",
          "kms:ListGrants",
        ]
        Resource = "*"
      },
    ]
  })
  depends_on = [aws_iam_role.personalize]
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-recommendations"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.personalize.arn
    }
  }
}
