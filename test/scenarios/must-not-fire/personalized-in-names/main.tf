# Personalized e-mails: the word is in names, the service is not in use.

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

resource "aws_iam_role" "personalized_emails" {
  name = "personalized-emails"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "personalized_emails" {
  name = "use-of-the-key"
  role = aws_iam_role.personalized_emails.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TrainingDataAndResults"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:aws:s3:::acme-personalized-emails", "arn:aws:s3:::acme-personalized-emails/*"]
      },
      {
        Sid      = "KeyOfTheData"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_key" "personalized" {
  description = "Personalized e-mails"
}

resource "aws_kms_alias" "personalized" {
  name          = "alias/personalized-emails"
  target_key_id = aws_kms_key.personalized.key_id
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-personalized-emails"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.personalized.arn
    }
  }
}
