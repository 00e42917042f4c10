# Two delivery streams with a role each; each role lacks one of the two actions.

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

resource "aws_iam_role" "decrypt" {
  name = "decrypt"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "firehose.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "decrypt" {
  name = "decrypt"
  role = aws_iam_role.decrypt.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::lake-111122223333/prefix*" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "decrypt" {}

resource "aws_kinesis_firehose_delivery_stream" "decrypt" {
  name        = "decrypt"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn    = aws_iam_role.decrypt.arn
    bucket_arn  = aws_s3_bucket.lake.arn
    prefix      = "prefix/"
    kms_key_arn = aws_kms_key.decrypt.arn
  }
}

resource "aws_iam_role" "generate_data_key" {
  name = "generate_data_key"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "firehose.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "generate_data_key" {
  name = "generate_data_key"
  role = aws_iam_role.generate_data_key.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::lake-111122223333/prefix*" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "generate_data_key" {}

resource "aws_kinesis_firehose_delivery_stream" "generate_data_key" {
  name        = "generate_data_key"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn    = aws_iam_role.generate_data_key.arn
    bucket_arn  = aws_s3_bucket.lake.arn
    prefix      = "prefix/"
    kms_key_arn = aws_kms_key.generate_data_key.arn
  }
}
