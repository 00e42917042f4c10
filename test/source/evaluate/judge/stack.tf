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

variable "on" {
  type    = bool
  default = true
}

variable "nothing" {
  type    = string
  default = null
}

variable "actions" {
  type    = list(string)
  default = ["kms:Encrypt", "kms:Decrypt"]
}

variable "grants" {
  type = map(list(string))
  default = {
    writer = ["kms:Encrypt", "kms:GenerateDataKey"]
    reader = ["kms:Decrypt"]
  }
}

variable "tags" {
  type    = map(string)
  default = { Team = "geo", Number = 5 }
}

variable "object" {
  type = object({
    name    = string
    count   = optional(number, 3)
    flag    = optional(bool)
    list    = optional(list(string), ["a"])
    nested  = optional(object({ deep = optional(string, "bottom"), other = optional(string) }), {})
    dropped = optional(string, "default")
  })
  default = { name = "n", count = "7", dropped = null, extra = "ignored" }
}

variable "numbers" {
  type    = list(number)
  default = ["1", 2, "3.5"]
}

variable "strings" {
  type    = set(string)
  default = ["b", 1, true, "b"]
}

variable "pair" {
  type    = tuple([string, number])
  default = [1, "2"]
}

variable "any_value" {
  type    = any
  default = { a = [1, "x"], b = { c = true } }
}

variable "set_of_objects" {
  type    = set(object({ name = string }))
  default = [{ name = "only" }]
}

locals {
  object = { present = "here", list = [1] }
  objects = [
    { name = "one", on = true, actions = ["a", "b"] },
    { name = "two", on = false, actions = ["c"] },
    { name = "three", on = true, actions = ["d"] },
  ]
  template = "Hello $${name}, %%{if true}yes%%{endif}"
  first    = "a-${aws_iam_role.r.name}"
  second   = { value = local.first, arn = aws_iam_role.r.arn }
  chain    = "${local.second.value}:${local.second.arn}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for k, actions in var.grants : {
      Sid       = title(k)
      Effect    = "Allow"
      Action    = actions
      Principal = { AWS = [aws_iam_role.f["a"].arn, "arn:aws:iam::111122223333:root"] }
      Resource  = "*"
    }]
  })
}

resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Name = "r" }
}

resource "aws_iam_role" "c" {
  count              = 2
  name               = "c-${count.index}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Name = "c${count.index}" }
}

resource "aws_iam_role" "f" {
  for_each           = toset(["a", "b.c"])
  name               = "f-${replace(each.key, ".", "-")}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_kms_key" "k" {
  description = "key of ${aws_iam_role.r.name}"
}

resource "terraform_data" "d" {
  input = { role = aws_iam_role.r.name, list = var.actions }
}
