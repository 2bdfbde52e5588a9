import type { Waiver } from '../model/settings';
import { isDay } from '../text/date';
import { type Field, fieldsOf, itemsOf, refuseUnknown, textOf } from '../text/fields';
import { quoted } from '../text/quote';
import type { YamlText } from '../text/yaml';

const REQUIRED = ['rule', 'reason', 'by', 'expires'] as const;
const KEYS = ['rule', 'path', 'reason', 'by', 'expires'];

/** The waivers of a planner file. One that is incomplete or wrong is reported and left out. */
export function readWaivers(yaml: YamlText, field: Field | undefined): readonly Waiver[] {
  return (itemsOf(yaml, field) ?? []).flatMap((item) => readWaiver(yaml, item) ?? []);
}

function readWaiver(yaml: YamlText, item: Field): Waiver | null {
  const before = yaml.problems.length;
  const fields = fieldsOf(yaml, item.value, item.label);
  if (yaml.problems.length > before) return null;
  refuseUnknown(yaml, fields, KEYS);
  const missing = REQUIRED.filter((name) => !fields.get(name)?.value);
  if (missing.length > 0) {
    yaml.report(
      item.value,
      `A waiver needs ${REQUIRED.join(', ')}; here ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    );
  }
  const [rule, reason, by, expires] = REQUIRED.map((name) => textOf(yaml, fields.get(name)));
  const path = textOf(yaml, fields.get('path'));
  if (rule !== undefined && !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(rule)) {
    yaml.report(fields.get('rule')?.value ?? null, `A rule is named like "onnx/int64-narrowing", not ${quoted(rule)}.`);
  }
  if (expires !== undefined && !isDay(expires)) {
    yaml.report(fields.get('expires')?.value ?? null, `expires must be a day as YYYY-MM-DD, not ${quoted(expires)}.`);
  }
  if (rule === undefined || reason === undefined || by === undefined || expires === undefined) return null;
  return { rule, ...(path !== undefined && { path }), reason, by, expires };
}
