import type { Expression, SourceFile } from "../ast";
import { Scanner } from "./scanner";
import type { Token } from "./tokens";

/** How deep blocks, brackets, templates and conditionals may stand in one another. Nobody writes ten. */
const MAXIMUM_DEPTH = 100;

/** How many operators may stand in one another from any operand up, so that no walk over the tree runs out of stack. */
const MAXIMUM_OPERATORS = 1000;

/** A scanner, and what the parsers of expressions, templates and bodies share: each calls the others through it. */
export class Parser extends Scanner {
  private depth = 0;
  /** At least as many operators as stand above any operand of the expression being parsed. */
  private operators = 0;

  constructor(
    file: SourceFile,
    private readonly parseExpression: (parser: Parser) => Expression,
  ) {
    super(file);
  }

  /** Parses the expression that begins at the current token. */
  expression(): Expression {
    const before = this.operators;
    this.operators = 0;
    this.enter();
    const parsed = this.parseExpression(this);
    this.leave();
    this.operators = Math.max(before, this.operators);
    return parsed;
  }

  /** Counts one level of nesting, until {@link Parser.leave}. */
  enter(): void {
    if (++this.depth > MAXIMUM_DEPTH) this.fail(`Nesting deeper than ${MAXIMUM_DEPTH} levels is not read.`);
  }

  leave(): void {
    this.depth--;
  }

  /** Counts one more operator around all that the current expression holds so far. */
  countOperator(): void {
    if (++this.operators > MAXIMUM_OPERATORS) {
      this.fail(`An expression of more than ${MAXIMUM_OPERATORS} operators is not read.`);
    }
  }

  /** Goes over a token that must be here; `sentence` is said where it is not. */
  expect(token: Token, sentence: string): void {
    if (!this.is(token)) this.fail(sentence);
    this.advance();
  }

  /** Runs `parse` with newlines meaning nothing, from the token behind the current one; it must end on the closing token. */
  inBrackets<T>(parse: () => T): T {
    const outside = this.newlines;
    this.newlines = false;
    this.advance();
    const parsed = parse();
    this.newlines = outside;
    return parsed;
  }
}
