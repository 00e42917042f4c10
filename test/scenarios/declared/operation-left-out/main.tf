# A state machine starts an operation that the declaration leaves out.

terraform {
  required_version = ">= 1.4"

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

resource "aws_kms_key" "personalize" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "EnableIamPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/personalize", Service = "personalize.amazonaws.com" }
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
}

resource "aws_sfn_state_machine" "train" {
  name     = "train"
  role_arn = "arn:aws:iam::111122223333:role/states"
  definition = jsonencode({
    StartAt = "Group"
    States = {
      Group = {
        Type     = "Task"
        Resource = "arn:aws:states:::aws-sdk:personalize:createDatasetGroup"
        Parameters = {
          Name      = "data"
          RoleArn   = aws_iam_role.personalize.arn
          KmsKeyArn = aws_kms_key.personalize.arn
        }
        End = true
      }
    }
  })
}

resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = aws_kms_key.personalize.arn
      uses = [
        { service = "personalize", operations = ["dataset-import-job"], role = "arn:aws:iam::111122223333:role/personalize" },
      ]
    }
  }
}
