/** Types of EC2 instances with accelerators: p* and g* (GPUs), dl* (Gaudi), inf* and trn* (Neuron). */
const ACCELERATED =
  /^(?:ml\.)?((?:p[2-9]|g[3-9]|gr[4-9]|dl[12]|inf[1-9]|trn[1-9])[a-z0-9-]{0,12}\.(?:[0-9]{0,3}xlarge|large|medium|metal[a-z0-9-]{0,12}))$/;

/** "p5.48xlarge" of "ml.p5.48xlarge"; null where a text is no type of an accelerated instance. */
export function acceleratedInstance(text: string): string | null {
  // The longest real one has under 30 characters.
  return text.length > 48 ? null : (ACCELERATED.exec(text.trim().toLowerCase())?.[1] ?? null);
}
