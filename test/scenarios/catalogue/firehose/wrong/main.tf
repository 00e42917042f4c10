# Two delivery streams: the role may use the key through S3 of another Region, and for another bucket's objects.

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

resource "aws_s3_bucket" "lake" {
  bucket = "lake-111122223333"
}

resource "aws_iam_role" "region" {
  name = "region"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "firehose.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "region" {
  name = "region"
  role = aws_iam_role.region.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::lake-111122223333/prefix*" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "region" {}

resource "aws_kinesis_firehose_delivery_stream" "region" {
  name        = "region"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn    = aws_iam_role.region.arn
    bucket_arn  = aws_s3_bucket.lake.arn
    prefix      = "prefix/"
    kms_key_arn = aws_kms_key.region.arn
  }
}

resource "aws_iam_role" "arn" {
  name = "arn"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "firehose.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "arn" {
  name = "arn"
  role = aws_iam_role.arn.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::elsewhere-111122223333/prefix*" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "arn" {}

resource "aws_kinesis_firehose_delivery_stream" "arn" {
  name        = "arn"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn    = aws_iam_role.arn.arn
    bucket_arn  = aws_s3_bucket.lake.arn
    prefix      = "prefix/"
    kms_key_arn = aws_kms_key.arn.arn
  }
}
