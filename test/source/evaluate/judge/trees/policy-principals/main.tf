variable "role_arn" { type = string }
data "aws_iam_policy_document" "d" {
  version = "2008-10-17"
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["personalize.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/a"]
    }
    principals {
      type        = "AWS"
      identifiers = [var.role_arn, "arn:aws:iam::111122223333:role/b"]
    }
  }
  statement {
    actions = ["sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
  statement {
    actions = ["sts:SetSourceIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["a", "b", "a"]
    }
  }
}
output "result" { value = data.aws_iam_policy_document.d.json }
