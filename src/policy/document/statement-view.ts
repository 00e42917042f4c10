import type { Value } from "../../values";
import type { Listing } from "./listing";
import type { Policy, Statement } from "./policy";
import type { CompiledStatement } from "./statement";

/** What a statement says, for those who look for uses and for broad grants, not for a decision. */
export interface StatementView {
  readonly id: string;
  readonly effect: "Allow" | "Deny" | "unknown";
  /** Those of `Principal`, or of `NotPrincipal`. What a list leaves open is a hole among them. */
  readonly principals: readonly PrincipalView[];
  readonly notPrincipal: boolean;
  /** As written: patterns. */
  readonly actions: readonly Value[];
  readonly notAction: boolean;
  /** As written: patterns. Empty where the statement has neither `Resource` nor `NotResource`. */
  readonly resources: readonly Value[];
  readonly notResource: boolean;
  /** The condition keys that it asks for, as written; a condition that is not known by the name of its hole. */
  readonly conditionKeys: readonly string[];
  /** Whether it stands in the document only on a condition that nobody knows. */
  readonly conditional: boolean;
  /** The whole statement is not known. */
  readonly unknown: boolean;
}

export interface PrincipalView {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for the principal `"*"`, and for one that is not known at all. */
  readonly kind: string;
  readonly value: Value;
  /** Everyone: `"*"` or `{ "AWS": "*" }`. */
  readonly anyone: boolean;
}

// Many policies share their statements, and each is looked at by many.
const viewed = new WeakMap<StatementView, CompiledStatement>();
const views = new WeakMap<Statement, StatementView>();
const lists = new WeakMap<Policy["statements"], readonly StatementView[]>();

/** The statements of a policy, one after another; not those of a document that is wholly unknown (`policy.open`). */
export function viewStatements({ statements }: Policy): readonly StatementView[] {
  let list = lists.get(statements);
  if (list === undefined) {
    list = statements.map((each) => views.get(each) ?? viewOf(each as Statement & CompiledStatement));
    lists.set(statements, list);
  }
  return list;
}

function viewOf(statement: CompiledStatement): StatementView {
  const { principals } = statement;
  const view: StatementView = {
    id: statement.id,
    effect: statement.effect,
    principals: principals === undefined ? [] : principalsIn(principals),
    notPrincipal: statement.exceptPrincipals,
    actions: valuesIn(statement.actions),
    notAction: statement.exceptActions,
    resources: statement.resources === undefined ? [] : valuesIn(statement.resources),
    notResource: statement.exceptResources,
    conditionKeys: statement.conditions.map((condition) => {
      if ("unknown" in condition) return condition.unknown.name;
      return "unreadable" in condition ? condition.unreadable : condition.name;
    }),
    conditional: statement.guards.length > 0,
    unknown: statement.unknown !== undefined,
  };
  viewed.set(view, statement);
  views.set(statement, view);
  return view;
}

function principalsIn(principals: NonNullable<CompiledStatement["principals"]>): PrincipalView[] {
  return principals.map(({ value: { type, words, form } }) => ({
    kind: type,
    value: words,
    anyone: form.form === "anyone",
  }));
}

function valuesIn({ entries, rest }: Listing<{ readonly words: Value }>): Value[] {
  return [...entries.map(({ value }) => value.words), ...rest.map(({ value }) => value)];
}

/** The statement that a view was made of; `undefined` for a view that did not come from {@link viewStatements}. */
export function statementBehind(view: StatementView): CompiledStatement | undefined {
  return viewed.get(view);
}
