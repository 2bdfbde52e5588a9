/** Working days as people write them: "2", "0.5", "1-3". */
import type { Days } from '../model/plan';

const NUMBER = /^\d{1,4}(?:\.\d{1,2})?$/;

/** A range of days, or one number for both ends; null where it is neither, or ends before it begins. */
export function daysOf(text: string): Days | null {
  const ends = text.split(/[-–]/).map((end) => end.trim());
  if (ends.length > 2 || !ends.every((end) => NUMBER.test(end))) return null;
  const [minDays = 0, maxDays = minDays] = ends.map(Number);
  return minDays <= maxDays ? { minDays, maxDays } : null;
}

/** "1-3"; both ends the same: "2". {@link daysOf} reads it again. */
export function daysText({ minDays, maxDays }: Days): string {
  return minDays === maxDays ? String(minDays) : `${minDays}-${maxDays}`;
}
