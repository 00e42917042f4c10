# The task gets the secret's ARN as plain environment: its execution role reads nothing.

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

resource "aws_kms_key" "secret" {}

resource "aws_secretsmanager_secret" "secret" {
  name       = "secret"
  kms_key_id = aws_kms_key.secret.arn
}

resource "aws_iam_role" "execution" {
  name = "execution"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_ecs_task_definition" "app" {
  family             = "app"
  execution_role_arn = aws_iam_role.execution.arn
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app"
    memory      = 128
    environment = [{ name = "SECRET_ARN", value = aws_secretsmanager_secret.secret.arn }]
  }])
}
