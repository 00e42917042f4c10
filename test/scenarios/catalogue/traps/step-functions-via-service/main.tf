# The execution role of a state machine may use the key through Step Functions only; a second one with the state machine
# as encryption context.

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

resource "aws_iam_role" "via" {
  name = "via"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "states.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "via" {
  name = "via"
  role = aws_iam_role.via.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "kms:ViaService" = "states.us-east-1.amazonaws.com" } }
      },
    ]
  })
}

resource "aws_kms_key" "via" {}

resource "aws_sfn_state_machine" "via" {
  name       = "via"
  role_arn   = aws_iam_role.via.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
  encryption_configuration {
    kms_key_id                        = aws_kms_key.via.arn
    type                              = "CUSTOMER_MANAGED_KMS_KEY"
    kms_data_key_reuse_period_seconds = 300
  }
}

resource "aws_iam_role" "context" {
  name = "context"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "states.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "context" {
  name = "context"
  role = aws_iam_role.context.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = {
            "kms:EncryptionContext:aws:states:stateMachineArn" = "arn:aws:states:us-east-1:111122223333:stateMachine:context"
          }
        }
      },
    ]
  })
}

resource "aws_kms_key" "context" {}

resource "aws_sfn_state_machine" "context" {
  name       = "context"
  role_arn   = aws_iam_role.context.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
  encryption_configuration {
    kms_key_id                        = aws_kms_key.context.arn
    type                              = "CUSTOMER_MANAGED_KMS_KEY"
    kms_data_key_reuse_period_seconds = 300
  }
}
