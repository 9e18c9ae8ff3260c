import type { RemovalPlan } from '../domain/removal-plan.ts';
import { allTaken } from '../domain/steps.ts';
import {
  scriptPlan,
  type ScriptContext,
  type ScriptPlan,
} from './removal-script-plan.ts';

/** The whole script that a writer makes of a plan; for the writers' tests. */
export function scriptText(
  writer: (script: ScriptPlan) => Iterable<string>,
  plan: RemovalPlan,
  context: ScriptContext,
): string {
  return [...writer(allTaken(scriptPlan(plan, context)))].join('');
}
