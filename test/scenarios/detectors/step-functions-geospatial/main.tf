# A state machine that starts an earth observation job, with the key's id.

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

resource "aws_iam_role_policy" "geospatial" {
  name = "use-of-the-key"
  role = aws_iam_role.geospatial.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "KeyOfTheData"
        Effect = "Allow"
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
}

resource "aws_kms_key" "geospatial" {
  description = "SageMaker geospatial capabilities"
}

resource "aws_sfn_state_machine" "workflow" {
  name     = "workflow"
  role_arn = "arn:aws:iam::111122223333:role/states"
  definition = jsonencode({
    StartAt = "Job"
    States = {
      Job = {
        Type     = "Task"
        Resource = "arn:aws:states:::aws-sdk:sagemakergeospatial:startEarthObservationJob"
        Parameters = {
          "Name.$"         = "$.name"
          ExecutionRoleArn = aws_iam_role.geospatial.arn
          KmsKeyId         = aws_kms_key.geospatial.key_id
          InputConfig      = { "PreviousEarthObservationJobArn.$" = "$.previous" }
          JobConfig        = { CloudRemovalConfig = {} }
        }
        End = true
      }
    }
  })
}
