/** Days, bytes and shares as words. Nothing here is escaped. */
import type { Days, Effort } from '../model/plan';
import { figure } from './words';

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** "17.8 GiB", "512 bytes": powers of 1,024, as the Neuron hardware pages count memory; three digits at most behind the comma. */
export function bytesWords(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? figure(value) : decimal(value, value < 10 ? 2 : 1)} ${UNITS[power]}`;
}

/** "31 %"; one digit behind the comma below ten. */
export function shareWords(share: number): string {
  const percent = share * 100;
  return `${decimal(percent, Math.abs(percent) < 10 ? 1 : 0)} %`;
}

/** "0.5–1 d", "2 d". */
export function daysWords({ minDays, maxDays }: Days): string {
  return minDays === maxDays ? `${figure(minDays)} d` : `${figure(minDays)}–${figure(maxDays)} d`;
}

/** "1–3 d: 2 models; the team's estimate". */
export function effortWords(effort: Effort): string {
  const because = effort.drivers.length === 0 ? '' : `: ${effort.drivers.join(', ')}`;
  return `${daysWords(effort)}${because}${effort.by === 'team' ? "; the team's own estimate" : ''}`;
}

/** "9 to 19.5 person-days". */
export function personDays({ minDays, maxDays }: Days): string {
  const range = minDays === maxDays ? figure(maxDays) : `${figure(minDays)} to ${figure(maxDays)}`;
  return `${range} ${maxDays === 1 ? 'person-day' : 'person-days'}`;
}

/** "1,234.5"; zeros at the end go. */
export function decimal(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
