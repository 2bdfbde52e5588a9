/** Asks until the answer is truthy and returns it; rejects after `timeout` ms, naming what was waited for and the last error. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  timeout = 30_000,
): Promise<T> {
  const end = Date.now() + timeout;
  let problem = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      problem = `; last error: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Date.now() > end) throw new Error(`Waited ${timeout} ms for ${what}${problem}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
