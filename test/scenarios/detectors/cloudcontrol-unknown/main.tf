# A dataset group made through Cloud Control whose properties are only known after apply.

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

resource "aws_kms_key" "personalize" {
  description = "Amazon Personalize"
}

resource "aws_cloudcontrolapi_resource" "group" {
  type_name = "AWS::Personalize::DatasetGroup"
  desired_state = jsonencode({
    Name      = "recommendations"
    KmsKeyArn = aws_kms_key.personalize.arn
    RoleArn   = "arn:aws:iam::111122223333:role/personalize"
  })
  schema = jsonencode({
    typeName = "AWS::Personalize::DatasetGroup"
    properties = {
      DatasetGroupArn = { type = "string" }
      KmsKeyArn       = { type = "string" }
      Name            = { type = "string" }
      RoleArn         = { type = "string" }
    }
    required             = ["Name"]
    primaryIdentifier    = ["/properties/DatasetGroupArn"]
    readOnlyProperties   = ["/properties/DatasetGroupArn"]
    additionalProperties = false
  })
}
