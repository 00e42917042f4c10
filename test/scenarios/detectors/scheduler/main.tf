# A schedule with a universal target that exports a dataset every night.

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
        Sid      = "KeyOfTheData"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_key" "personalize" {
  description = "Amazon Personalize"
}

resource "aws_scheduler_schedule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:scheduler:::aws-sdk:personalize:createDatasetExportJob"
    role_arn = "arn:aws:iam::111122223333:role/scheduler"
    input = jsonencode({
      JobName    = "nightly"
      DatasetArn = "arn:aws:personalize:eu-west-1:111122223333:dataset/recommendations/INTERACTIONS"
      RoleArn    = aws_iam_role.personalize.arn
      JobOutput = {
        S3DataDestination = {
          Path      = "s3://acme-recommendations/export/"
          KmsKeyArn = aws_kms_key.personalize.arn
        }
      }
    })
  }
}
