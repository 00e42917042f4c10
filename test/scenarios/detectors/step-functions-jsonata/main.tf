# A state machine that creates a dataset group, in JSONata.

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

resource "aws_sfn_state_machine" "workflow" {
  name     = "workflow"
  role_arn = "arn:aws:iam::111122223333:role/states"
  definition = jsonencode({
    QueryLanguage = "JSONata"
    StartAt       = "Group"
    States = {
      Group = {
        Type     = "Task"
        Resource = "arn:aws:states:::aws-sdk:personalize:createDatasetGroup"
        Arguments = {
          Name      = "{% $states.input.name %}"
          KmsKeyArn = aws_kms_key.personalize.arn
          RoleArn   = aws_iam_role.personalize.arn
        }
        End = true
      }
    }
  })
}
