/** The words that rules share with the finder of routes. */
export { capital, counted, listed, sentences, show } from '../text/words';

/** "For xformers: take it out.": one of several pieces of advice side by side. `advice` begins with a verb. */
export function adviceFor(name: string, advice: string): string {
  return `For ${name}: ${advice.charAt(0).toLowerCase()}${advice.slice(1)}`;
}
