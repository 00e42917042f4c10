/** HCL's native syntax: bodies, expressions and templates. */
export { parseExpression, parseExpressionIn, parseNative, parseTemplate, parseTemplateIn } from "./parse-native";
