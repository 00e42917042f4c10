resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = var.key_arn
      uses = [
        { service = "personalize", operations = ["dataset-import-job"], role = "arn:aws:iam::111122223333:role/personalize" },
      ]
    }
  }
}

variable "key_arn" {
  type = string
}
