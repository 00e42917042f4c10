# An awscc metric attribution that writes to a bucket with the key; the service principal lacks kms:DescribeKey.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
    awscc = {
      source  = "hashicorp/awscc"
      version = "1.50.0"
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

provider "awscc" {
  region     = "eu-west-1"
  access_key = "mock"
  secret_key = "mock"
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
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource  = "*"
      },
    ]
  })
  depends_on = [aws_iam_role.personalize]
}

resource "awscc_personalize_metric_attribution" "clicks" {
  name              = "clicks"
  dataset_group_arn = "arn:aws:personalize:eu-west-1:111122223333:dataset-group/recommendations"
  metrics = [
    {
      event_type  = "click"
      expression  = "COUNT(\"EVENT_TYPE\")"
      metric_name = "clicks"
    },
  ]
  metrics_output_config = {
    role_arn = "arn:aws:iam::111122223333:role/personalize"
    s3_data_destination = {
      kms_key_arn = aws_kms_key.personalize.arn
      path        = "s3://acme-recommendations/metrics/"
    }
  }
}
