import { type StatementView, statementBehind } from "../document";
import { type Answer, NO_CONTEXT, UNKNOWN, answerOf, startEvaluation } from "../evaluate";
import { kept } from "../../grouping";
import { actionsCover } from "./match-statement";
// Many policies share their statements, and many callers ask about the same few actions.
const answers = new WeakMap<StatementView, Map<string, Answer>>();

/** Does the statement's `Action` or `NotAction` cover the action? Leaves aside whom the statement means, and on what. */
export function coversAction(view: StatementView, action: string): Answer {
  const statement = statementBehind(view);
  if (statement === undefined || view.unknown) return answerOf(UNKNOWN);
  const known = kept(answers, view, () => new Map<string, Answer>());
  return kept(known, action, () =>
    answerOf(actionsCover(startEvaluation(NO_CONTEXT, false), statement, action.toLowerCase())),
  );
}
