# Delivery to a bucket with a Bucket Key; the role's policy asks for the ARNs of objects, a second one for the bucket's.

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

resource "aws_s3_bucket_server_side_encryption_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.object.arn
    }
  }
}

resource "aws_iam_role" "object" {
  name = "object"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "firehose.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "object" {
  name = "object"
  role = aws_iam_role.object.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::lake-111122223333/prefix*" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "object" {}

resource "aws_kinesis_firehose_delivery_stream" "object" {
  name        = "object"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn    = aws_iam_role.object.arn
    bucket_arn  = aws_s3_bucket.lake.arn
    prefix      = "prefix/"
    kms_key_arn = aws_kms_key.object.arn
  }
}

resource "aws_iam_role" "bucket" {
  name = "bucket"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "firehose.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "bucket" {
  name = "bucket"
  role = aws_iam_role.bucket.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::lake-111122223333" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "bucket" {}

resource "aws_kinesis_firehose_delivery_stream" "bucket" {
  name        = "bucket"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn    = aws_iam_role.bucket.arn
    bucket_arn  = aws_s3_bucket.lake.arn
    prefix      = "prefix/"
    kms_key_arn = aws_kms_key.bucket.arn
  }
}
