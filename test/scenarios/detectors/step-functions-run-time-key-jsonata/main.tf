# A state machine that takes key and role from its input (JSONata).

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
          Name      = "recommendations"
          KmsKeyArn = "{% $states.input.key %}"
          RoleArn   = "{% $states.input.role %}"
        }
        End = true
      }
    }
  })
}
