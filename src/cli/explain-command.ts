import { loadKnowledge } from '../neuron/load';
import { ALL_RULES } from '../rules';
import { rulePageMarkdown } from '../rules/page';
import { allowOnly, type RawOptions } from './options';
import { UsageError } from './usage';

/** `explain RULE`: prints the rule's page; without a rule, the list of rules. */
export async function explainCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'explain', []);
  const [id, ...rest] = operands;
  if (rest.length > 0) throw new UsageError('explain wants one rule');
  if (id === undefined) {
    const width = Math.max(...ALL_RULES.map((rule) => rule.id.length));
    process.stdout.write(ALL_RULES.map((rule) => `${rule.id.padEnd(width)}  ${rule.page.title}\n`).join(''));
    return 0;
  }
  const rule = ALL_RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new UsageError(`no such rule: ${id}; "explain" alone lists them`);
  process.stdout.write(rulePageMarkdown(rule, loadKnowledge()));
  return 0;
}
